// Records of a stretch of text -> rows of the right length; the others are told. Level 1.

internal import Diagnostics

/// What the rows of a text must be like.
struct RowRules {
  var columnCount: Int
  /// What becomes of records of another length.
  var ragged = CSVOptions.Ragged.error
  /// Whether records that cannot be read are put aside.
  var rejectsBad = false
  /// Whether a blank line between records of several fields is a fault.
  var refusesBlankLines = false
  /// What the other rows are compared with: "the first has" so many fields.
  var standard = "the first has"
}

/// A record that was put aside.
struct RejectedSpan {
  let fileIndex: Int
  /// Where the fault is.
  let offset: Int
  let reason: String
  /// The record with its line ending.
  let range: Range<Int>
}

/// What was found besides the rows.
struct RowFindings {
  var violations = ViolationList()
  var rejects: [RejectedSpan] = []
  /// Blank lines that were stepped over, each before a record.
  var blankCount = 0
  /// Blank lines after the last record so far.
  var pendingBlanks = BlankLines()
  var paddedCount = 0
  /// Records of another length left out, and the offset of the first.
  var raggedCount = 0
  var firstRaggedOffset: Int?
}

/// Steps through the records that begin before `stop`.
struct RowReader {
  private var scanner: CSVScanner
  private let rules: RowRules
  private let fileIndex: Int
  private let stop: Int
  private(set) var findings = RowFindings()

  init(_ scanner: CSVScanner, rules: RowRules, fileIndex: Int, stop: Int) {
    self.scanner = scanner
    self.rules = rules
    self.fileIndex = fileIndex
    self.stop = stop
  }

  /// The offset of the first record that was not read.
  var index: Int { scanner.index }

  var spacedQuoteCount: Int { scanner.spacedQuoteCount }

  /// Reads rows until there are about `limit`; `list` then holds their fields, row by row.
  ///
  /// - Parameter starts: gets the offset of each row's record; nil when nobody asks.
  /// - Returns: the number of rows; 0 at the end.
  mutating func next(_ list: SpanList, limit: Int, starts: inout [Int]?) -> Int {
    list.removeAll()
    starts?.removeAll(keepingCapacity: true)
    var rowCount = 0
    while rowCount < limit, scanner.index < stop {
      let mark = list.count
      let start = scanner.index
      let blankCount = scanner.skipLineFeeds(before: stop)
      if blankCount > 0 {
        findings.pendingBlanks.append(start, count: blankCount)
        continue
      }
      guard scanner.next(list) else { break }
      let count = list.count - mark
      if count == 1, list[mark].isEmptyUnquoted, scanner.faults.isEmpty {
        findings.pendingBlanks.append(list[mark].offset)
        list.cut(to: mark)
        continue
      }
      if !findings.pendingBlanks.isEmpty { rowCount += settleBlanks(list, mark, &starts) }
      if count == rules.columnCount, scanner.faults.isEmpty {
        rowCount += 1
        starts?.append(start)
      } else if settle(list, list.count - count, start) {
        rowCount += 1
        starts?.append(start)
      } else {
        list.cut(to: rowCount * rules.columnCount)
      }
    }
    return rowCount
  }

  /// Blank lines before a record: NULL in a table of one column, otherwise skipped or a fault.
  private mutating func settleBlanks(
    _ list: SpanList, _ mark: Int, _ starts: inout [Int]?
  ) -> Int {
    let blanks = findings.pendingBlanks
    findings.pendingBlanks = BlankLines()
    guard rules.columnCount == 1 else {
      findings.blankCount += blanks.count
      if rules.refusesBlankLines { refuse(blanks) }
      return 0
    }
    let record = (mark..<list.count).map { list[$0] }
    list.cut(to: mark)
    blanks.forEach { list.append(FieldSpan(start: $0, count: 0)) }
    if starts != nil { blanks.forEach { starts?.append($0) } }
    for span in record { list.append(span) }
    return blanks.count
  }

  /// Tells blank lines as faults.
  private mutating func refuse(_ blanks: BlankLines) {
    blanks.forEach {
      findings.violations.add(.malformedCSV, file: fileIndex, offset: $0, "a blank line")
    }
  }

  /// Deals with a record that is not as it should be; true when it is a row after all.
  private mutating func settle(_ list: SpanList, _ mark: Int, _ start: Int) -> Bool {
    let count = list.count - mark
    if let fault = scanner.faults.first, rules.rejectsBad {
      reject(at: fault.offset, fault.message, start)
      return false
    }
    for fault in scanner.faults {
      findings.violations.add(
        .malformedCSV, file: fileIndex, offset: fault.offset, hint: fault.hint, fault.message)
    }
    if count == rules.columnCount { return true }
    if count < rules.columnCount, rules.ragged == .pad {
      findings.paddedCount += 1
      let end = list[list.count - 1]
      for _ in count..<rules.columnCount {
        list.append(FieldSpan(start: end.start + Int(end.count), count: 0))
      }
      return true
    }
    let place = count > rules.columnCount ? list[mark + rules.columnCount] : list[mark]
    let message =
      "a record of \(grouped(scanner.fieldCount)) field\(count == 1 ? "" : "s"), where \(rules.standard) "
      + "\(rules.columnCount)"
    if rules.ragged == .skip {
      findings.raggedCount += 1
      if findings.firstRaggedOffset == nil { findings.firstRaggedOffset = place.offset }
    } else if rules.rejectsBad {
      reject(at: place.offset, message, start)
    } else {
      let hint =
        count < rules.columnCount
        ? "ragged: pad fills it with NULL, ragged: skip leaves it out"
        : "ragged: skip leaves it out, bad: reject puts it aside"
      findings.violations.add(
        .malformedCSV, file: fileIndex, offset: place.offset,
        hint: rules.refusesBlankLines ? nil : hint, message)
    }
    return false
  }

  /// Puts the record just read aside.
  private mutating func reject(at offset: Int, _ reason: String, _ start: Int) {
    findings.rejects.append(
      RejectedSpan(
        fileIndex: fileIndex, offset: offset, reason: reason, range: start..<scanner.index))
  }

  /// Puts a row aside whose value is not of the stated type.
  mutating func reject(_ span: FieldSpan, _ reason: String, from start: Int, to end: Int) {
    findings.rejects.append(
      RejectedSpan(fileIndex: fileIndex, offset: span.offset, reason: reason, range: start..<end))
  }
}
