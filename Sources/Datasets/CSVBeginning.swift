// What stands before the first row of a bare file: its dialect and the names. Level 1.

internal import Diagnostics
internal import Tabular

/// Finds out, or is told, how bare files are cut and what their columns are called.
struct CSVBeginning {
  private(set) var dialect: Dialect
  /// Whether what is not stated is found out.
  let isGuessing: Bool
  private(set) var dataStarts: [Int] = []
  private(set) var names = ColumnNames(count: 0)
  /// How many columns the first record has, also those beyond what is kept.
  private(set) var columnCount = 0
  private(set) var violations = ViolationList()
  private(set) var notes: [(message: String, hint: String?)] = []
  /// Whether the first record names the columns.
  private(set) var hasHeader = true
  /// How many lines at the top are no record.
  private(set) var skippedLineCount = 0
  private var isSeparatorKnown = true
  private var isHeaderKnown = true

  /// Takes a dialect as it is.
  init(dialect: Dialect) {
    self.dialect = dialect
    isGuessing = false
  }

  /// Takes what is stated.
  init(options: CSVOptions, isTSV: Bool) {
    isGuessing = true
    dialect = Dialect()
    dialect.delimiter = options.separator ?? (isTSV ? 0x09 : UInt8(ascii: ","))
    dialect.quote = options.quote
    dialect.escape = options.escape
    dialect.comment = options.comment.map { [$0] } ?? []
    dialect.hasHeader = options.hasHeader ?? true
    isSeparatorKnown = options.separator != nil || isTSV
    isHeaderKnown = options.hasHeader != nil
  }

  private mutating func note(_ message: String, hint: String? = nil) {
    notes.append((message, hint))
  }

  mutating func read(_ texts: [DataText], _ options: CSVOptions) throws(DiagnosticList) {
    for (index, text) in texts.enumerated() {
      if !dialect.headerRows.isEmpty {
        try readHead(index, text)
        continue
      }
      let start = index == 0 && isGuessing ? found(text, options) : text.start
      var scanner = CSVScanner(
        text, dialect: dialect, from: start, allowsSpaceBeforeQuote: isGuessing)
      let list = SpanList()
      guard let begin = firstRecord(&scanner, list, text) else {
        throw DiagnosticList([Diagnostic(.malformedCSV, "\(text.file): the file has no records")])
      }
      let fields = list.all
      let header = names(of: fields, in: text)
      if index == 0 {
        columnCount = scanner.fieldCount
        let isHeader = dialect.hasHeader && (isHeaderKnown || !areNumbers(fields, in: text))
        hasHeader = isHeader
        names =
          isHeader
          ? ColumnNames(header: header, isSnake: options.names == .snake)
          : ColumnNames(count: fields.count)
        if isHeader {
          report(scanner.faults)
          if isGuessing { noteTitle(header, text, from: start) }
        } else if dialect.hasHeader {
          note("the first row is all numbers, so it is no header: the columns are c1 c2 …")
        }
        dataStarts.append(isHeader ? scanner.index : begin)
      } else {
        let repeats = dialect.hasHeader && ColumnNames(header: header).names == names.names
        if dialect.hasHeader, !repeats, sameNames(header, names.names) {
          violations.add(
            .malformedCSV, file: index, offset: fields[0].offset,
            hint: "bring its columns into the order of the first file",
            "a header unlike the first file's, \(names.names.joined(separator: ", "))")
        }
        dataStarts.append(repeats ? scanner.index : begin)
      }
    }
  }

  /// Reads a header whose rows are stated.
  private mutating func readHead(_ index: Int, _ text: DataText) throws(DiagnosticList) {
    let head = try TableHead(text, dialect: dialect)
    if index == 0 {
      names = ColumnNames(header: head.names)
      report(head.faults)
    }
    dataStarts.append(ColumnNames(header: head.names).names == names.names ? head.end : text.start)
  }

  private func names(of fields: [FieldSpan], in text: DataText) -> [String] {
    let unquoting = Unquoting(dialect)
    return fields.map { String(decoding: unquoting.value(of: $0, in: text.base), as: UTF8.self) }
  }

  /// Reads the first record that is no blank line into `list`; gives where it begins.
  private func firstRecord(
    _ scanner: inout CSVScanner, _ list: SpanList, _ text: DataText
  ) -> Int? {
    scanner.skipBlankLines(of: text)
    var start = scanner.index
    while scanner.next(list) {
      if list.count > 1 || !list[0].isEmptyUnquoted || !scanner.faults.isEmpty { return start }
      list.removeAll()
      scanner.skipBlankLines(of: text)
      start = scanner.index
    }
    return nil
  }

  private mutating func report(_ faults: [CSVFault]) {
    for fault in faults {
      violations.add(
        .malformedCSV, file: 0, offset: fault.offset, hint: fault.hint, fault.message)
    }
  }

  // MARK: Finding out

  /// Where the header begins.
  private mutating func found(_ text: DataText, _ options: CSVOptions) -> Int {
    var start = text.start
    if text.endsAtCarriageReturn, text.blocks.contains(where: { $0.carriageReturnCount > 0 }) {
      note("lines end in CR alone")
    }
    skippedLineCount = options.skippedLineCount
    for _ in 0..<options.skippedLineCount { start = afterLine(text, from: start) }
    if !isSeparatorKnown, let next = afterSeparatorLine(text, from: start) { start = next }
    if dialect.comment.isEmpty { start = afterComments(text, from: start) }
    guard !isSeparatorKnown else { return start }
    let separator = Separator(of: text, dialect: dialect, from: start)
    dialect.delimiter = separator.byte
    if !separator.isSure {
      note("no separator splits the lines alike, so it is taken to be \",\"")
    } else if separator.byte != UInt8(ascii: ",") {
      note("separator is \(shownSeparator) not \",\"")
    }
    return start
  }

  /// `sep=;` as the first line.
  private mutating func afterSeparatorLine(_ text: DataText, from start: Int) -> Int? {
    let bytes = text.bytes
    guard start + 5 < bytes.count, bytes[start...].starts(with: "sep=".utf8),
      bytes[start + 5] == 0x0A || bytes[start + 5] == 0x0D
    else { return nil }
    dialect.delimiter = bytes[start + 4]
    isSeparatorKnown = true
    skippedLineCount += 1
    note("separator is \(shownSeparator), as the first line says")
    return afterLine(text, from: start)
  }

  private mutating func afterComments(_ text: DataText, from start: Int) -> Int {
    var (start, count) = (start, 0)
    while start < text.bytes.count, text.bytes[start] == UInt8(ascii: "#") {
      let next = afterLine(text, from: start)
      if splitAlike(text.bytes[start..<next], text.bytes[next..<afterLine(text, from: next)]) {
        break
      }
      start = next
      count += 1
    }
    skippedLineCount += count
    if count > 0 {
      note(
        "\(grouped(count)) line\(count == 1 ? "" : "s") before the header "
          + "begin\(count == 1 ? "s" : "") with # and \(count == 1 ? "is" : "are") skipped")
    }
    return start
  }

  /// Whether a line that begins with # is cut by a separator as often as the line after it: then it is a
  /// header whose first name is `#`, and no comment.
  private func splitAlike(
    _ line: Slice<UnsafeBufferPointer<UInt8>>, _ next: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    guard next.first != UInt8(ascii: "#") else { return false }
    let (line, next) = (line.prefix(65_536), next.prefix(65_536))
    return Separator.candidates.contains { separator in
      let count = line.count { $0 == separator }
      return count > 0 && count == next.count { $0 == separator }
    }
  }

  /// The separator as a message shows it.
  private var shownSeparator: String {
    dialect.delimiter == 0x09 ? "\"\\t\"" : "\"\(Character(Unicode.Scalar(dialect.delimiter)))\""
  }

  private func afterLine(_ text: DataText, from start: Int) -> Int {
    let bytes = text.bytes
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    if index + 1 < bytes.count, bytes[index] == 0x0D, bytes[index + 1] == 0x0A { index += 1 }
    return min(bytes.count, index + 1)
  }

  private func areNumbers(_ fields: [FieldSpan], in text: DataText) -> Bool {
    let unquoting = Unquoting(dialect)
    return fields.allSatisfy { field in
      switch ValueForm(unquoting.value(of: field, in: text.base)) {
      case .integer, .real: true
      case .odd, .text: false
      }
    }
  }

  /// A first row with most names empty is rather a title; says how many lines stand before a row
  /// that has them all.
  private mutating func noteTitle(_ header: [String], _ text: DataText, from start: Int) {
    let emptyCount = header.count(where: \.isEmpty)
    guard header.count > 2, emptyCount * 2 > header.count else { return }
    var scanner = CSVScanner(text, dialect: dialect, from: start)
    let list = SpanList()
    var skipped: Int?
    for _ in 0..<20 {
      let begin = scanner.index
      guard scanner.next(list) else { break }
      let isFull = list.count == header.count && list.all.allSatisfy { $0.count > 0 }
      list.removeAll()
      guard isFull else { continue }
      var finder = PlaceFinder(text)
      skipped = finder.place(at: begin).line - 1
      break
    }
    note(
      "row 1 looks like a title (\(emptyCount) of \(header.count) names empty)"
        + (skipped.map { ": skip: \($0)" } ?? ""))
  }
}
