// Files without a schema -> a table whose columns are typed by all their values. Level 1.

internal import Diagnostics
internal import Tabular

/// One reading of bare files, in two passes: what the columns are, then their values.
struct CSVReading {
  private let texts: [DataText]
  private var dialect: Dialect
  /// Whether separator, header and comments are found out, not stated.
  private let isGuessing: Bool
  private var dataStarts: [Int] = []
  private var names = ColumnNames(count: 0)
  private var evidence: [ColumnEvidence] = []
  private var violations = ViolationList()
  private var notes: [Diagnostic] = []
  private var blankLineCount = 0
  private var spacedQuoteCount = 0
  private var rowCount = 0
  private let unquoting = Unquoting()

  /// Reads under a stated dialect.
  init(texts: [DataText], dialect: Dialect) {
    self.texts = texts
    self.dialect = dialect
    isGuessing = false
  }

  /// Reads a file of which only the name is known.
  init(text: DataText, isTSV: Bool) {
    texts = [text]
    dialect = Dialect()
    isGuessing = true
    if isTSV { dialect.delimiter = 0x09 }
  }

  mutating func load() throws(DiagnosticList) -> LoadedTable {
    try readBeginnings()
    guard names.names.count <= 2_000 else {
      throw DiagnosticList([
        Diagnostic(
          .unsupportedData,
          "\(texts[0].file): \(names.names.count) columns, where SQLite takes 2,000")
      ])
    }
    evidence = names.names.map { _ in ColumnEvidence() }
    for index in texts.indices { examine(index) }
    guard violations.count == 0 else { throw DiagnosticList(violations.diagnostics(texts)) }
    noteWhatWasFound()
    return LoadedTable(table: build(), notes: notes)
  }

  private mutating func note(_ message: String) {
    notes.append(
      Diagnostic(.guessedCSV, "\(texts[0].file): \(message)", severity: .note))
  }

  // MARK: What stands before the data

  private mutating func readBeginnings() throws(DiagnosticList) {
    let first = texts[0]
    let start = isGuessing ? guessedStart(first) : first.start
    for (index, text) in texts.enumerated() {
      var scanner = CSVScanner(
        text, dialect: dialect, from: index == 0 ? start : text.start,
        allowsSpaceBeforeQuote: isGuessing)
      let begin = scanner.index
      var fields: [FieldSpan] = []
      guard skipsToRecord(&scanner, &fields) else {
        throw DiagnosticList([Diagnostic(.malformedCSV, "\(text.file): the file has no records")])
      }
      let header = fields.map {
        String(decoding: unquoting.value(of: $0, in: text.bytes), as: UTF8.self)
      }
      if index == 0 {
        report(scanner.faults, 0)
        let isHeader = dialect.hasHeader && !(isGuessing && areNumbers(fields, in: text))
        names = isHeader ? ColumnNames(header: header) : ColumnNames(count: fields.count)
        if isHeader { noteTitle(header) }
        if dialect.hasHeader, !isHeader { note("the first row is numbers, so there is no header") }
        dataStarts.append(isHeader ? scanner.index : begin)
      } else {
        let repeatsHeader = dialect.hasHeader && ColumnNames(header: header).names == names.names
        dataStarts.append(repeatsHeader ? scanner.index : begin)
      }
    }
  }

  /// Reads records until one is not a blank line.
  private func skipsToRecord(_ scanner: inout CSVScanner, _ fields: inout [FieldSpan]) -> Bool {
    while scanner.next(&fields) {
      if fields.count > 1 || fields[0].isQuoted || !fields[0].content.isEmpty { return true }
    }
    return false
  }

  private mutating func guessedStart(_ text: DataText) -> Int {
    var start = text.start
    let bytes = text.bytes
    if text.endsAtCarriageReturn, bytes.contains(0x0D) { note("lines end in CR alone") }
    if bytes[start...].starts(with: "sep=".utf8), start + 5 < bytes.count,
      bytes[start + 5] == 0x0A || bytes[start + 5] == 0x0D
    {
      dialect.delimiter = bytes[start + 4]
      note("the first line says that the separator is \(separator)")
      return afterLine(bytes, from: start)
    }
    var commentCount = 0
    while start < bytes.count, bytes[start] == UInt8(ascii: "#") {
      start = afterLine(bytes, from: start)
      commentCount += 1
    }
    if commentCount > 0 { note("\(commentCount) lines that begin with # are skipped") }
    guard dialect.delimiter != 0x09 else { return start }
    let found = Separator(of: text, from: start)
    dialect.delimiter = found.byte
    if !found.isSure {
      note("no separator splits the lines alike, a comma is taken")
    } else if found.byte != UInt8(ascii: ",") {
      note("the separator is \(separator), not \",\"")
    }
    return start
  }

  /// The separator as a message shows it.
  private var separator: String {
    dialect.delimiter == 0x09 ? "\"\\t\"" : "\"\(Character(Unicode.Scalar(dialect.delimiter)))\""
  }

  private func afterLine(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    if index + 1 < bytes.count, bytes[index] == 0x0D, bytes[index + 1] == 0x0A { index += 1 }
    return min(bytes.count, index + 1)
  }

  private func areNumbers(_ fields: [FieldSpan], in text: DataText) -> Bool {
    fields.allSatisfy { field in
      switch ValueForm(unquoting.value(of: field, in: text.bytes)) {
      case .integer, .real: true
      case .odd, .text: false
      }
    }
  }

  private mutating func noteTitle(_ header: [String]) {
    let emptyCount = header.count(where: \.isEmpty)
    if header.count > 2, emptyCount * 2 > header.count {
      note("row 1 looks like a title: \(emptyCount) of \(header.count) names are empty")
    }
  }

  // MARK: First pass

  private mutating func report(_ faults: [CSVFault], _ fileIndex: Int) {
    for fault in faults {
      violations.add(
        .malformedCSV, file: fileIndex, offset: fault.offset, hint: fault.hint, fault.message)
    }
  }

  private mutating func examine(_ fileIndex: Int) {
    let text = texts[fileIndex]
    var records = records(of: fileIndex)
    while let fields = records.next() {
      report(records.faults, fileIndex)
      guard fields.count == evidence.count else {
        reportRagged(fields, fileIndex)
        continue
      }
      rowCount += 1
      for (index, field) in fields.enumerated() {
        evidence[index].add(unquoting.value(of: field, in: text.bytes), isQuoted: field.isQuoted)
      }
    }
    blankLineCount += records.skippedCount
    spacedQuoteCount += records.spacedQuoteCount
  }

  private mutating func reportRagged(_ fields: [FieldSpan], _ fileIndex: Int) {
    let place = fields.count > evidence.count ? fields[evidence.count] : fields[0]
    violations.add(
      .malformedCSV, file: fileIndex, offset: place.offset,
      "a record of \(fields.count) field\(fields.count == 1 ? "" : "s"), where the first has "
        + "\(evidence.count)")
  }

  private func records(of fileIndex: Int) -> DataRecords {
    DataRecords(
      scanner: CSVScanner(
        texts[fileIndex], dialect: dialect, from: dataStarts[fileIndex],
        allowsSpaceBeforeQuote: isGuessing),
      columnCount: names.names.count)
  }

  private mutating func noteWhatWasFound() {
    if rowCount == 0 { note("there is a header, but no row") }
    if blankLineCount > 0 { note("\(blankLineCount) blank lines are skipped") }
    if isGuessing, spacedQuoteCount > 0 {
      note("blanks before \(spacedQuoteCount) quotes are dropped")
    }
    let hasReturns = texts[0].bytes.contains(0x0D)
    if hasReturns, !texts[0].endsAtCarriageReturn, texts[0].hasMixedLineEndings {
      note("some lines end in CR LF, some in LF")
    }
    for message in names.notes { note(message) }
    for (index, name) in names.names.enumerated() {
      if let message = evidence[index].note(column: name) { note(message) }
      if isDropped(index) { note("column \(name) has neither name nor values and is left out") }
    }
  }

  /// Whether a column is there only because every record ends in a separator.
  private func isDropped(_ index: Int) -> Bool {
    index == names.names.count - 1 && index > 0 && rowCount > 0 && names.isUnnamed(index)
      && evidence[index].isEmpty
  }

  // MARK: Second pass

  private func build() -> Table {
    let collectors = zip(names.names, evidence).map { BareColumn(name: $0, type: $1.type) }
    for index in texts.indices {
      var records = records(of: index)
      let bytes = texts[index].bytes
      while let fields = records.next() {
        for (collector, field) in zip(collectors, fields) {
          collector.append(unquoting.value(of: field, in: bytes), isQuoted: field.isQuoted)
        }
      }
    }
    var columns: [Column] = []
    for (index, collector) in collectors.enumerated() where !isDropped(index) {
      columns.append(collector.build())
    }
    return Table(columns: columns, rowCount: rowCount)
  }
}
