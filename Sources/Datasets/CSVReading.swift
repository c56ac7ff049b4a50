// Files without a schema -> a table whose columns are typed by all their values. Level 1.

internal import Diagnostics
internal import Tabular

/// One reading of bare files: what they are, then their records on all cores, then the columns.
struct CSVReading {
  private let texts: [DataText]
  private let options: CSVOptions
  private let workers: Workers
  private let monitor: LoadMonitor
  private(set) var beginning: CSVBeginning
  private var notes: [Diagnostic] = []

  /// Reads under a stated dialect.
  init(texts: [DataText], dialect: Dialect, monitor: LoadMonitor) {
    self.texts = texts
    self.monitor = monitor
    var options = CSVOptions()
    if let sequence = dialect.nullSequence {
      options.nullTexts = [String(decoding: sequence, as: UTF8.self)]
    }
    self.options = options
    workers = .available
    beginning = CSVBeginning(dialect: dialect)
  }

  /// Reads a file of which the name and perhaps some options are known.
  init(
    text: DataText, options: CSVOptions, isTSV: Bool, workers: Workers = .available,
    monitor: LoadMonitor = .none
  ) {
    texts = [text]
    self.options = options
    self.workers = workers
    self.monitor = monitor
    beginning = CSVBeginning(options: options, isTSV: isTSV)
  }

  /// Adds a note.
  mutating func note(_ message: String, hint: String? = nil) {
    notes.append(Diagnostic(.guessedCSV, message, hint: hint, severity: .note))
  }

  mutating func load() throws(DiagnosticList) -> LoadedTable {
    try beginning.read(texts, options)
    for (message, hint) in beginning.notes { note(message, hint: hint) }
    let names = beginning.names.names
    guard beginning.columnCount <= 2_000 else {
      throw DiagnosticList([
        Diagnostic(
          .unsupportedData,
          "\(texts[0].file): \(grouped(beginning.columnCount)) columns, where SQLite takes 2,000")
      ])
    }
    let reader = TableReader(try plan(names), workers: workers, monitor: monitor)
    for index in texts.indices { try reader.read(index, from: beginning.dataStarts[index]) }
    try refuseFaults(reader)
    try reader.settleHints()
    let types = try settledTypes(reader)
    let dropped = Set(names.indices.filter { isDropped($0, reader) })
    noteRows(reader)
    noteNames(dropped)
    let columns = try reader.build(
      names.indices.filter { !dropped.contains($0) }.map { ($0, names[$0], types[$0]) },
      workers: workers)
    noteColumns(columns, dropped, reader)
    return LoadedTable(
      table: Table(columns: columns, rowCount: reader.rowCount), notes: notes,
      rejects: rejects(reader), stated: stated(columns))
  }

  private func plan(_ names: [String]) throws(DiagnosticList) -> ReadingPlan {
    let bare = BareRule(
      missing: options.nullTexts.filter { !$0.isEmpty }.map { Array($0.utf8) },
      point: options.decimalPoint, trims: options.trimsBlanks)
    var types: [String: CSVType] = [:]
    for (name, type) in options.types { types[name.asciiLowercased] = type }
    let known = names.map(\.asciiLowercased)
    for name in options.types.keys.sorted() where !known.contains(name.asciiLowercased) {
      throw DiagnosticList([
        Diagnostic(
          .badValue, "types: \(texts[0].file) has no column \(name)",
          hint: didYouMean(name, among: names))
      ])
    }
    var rules = RowRules(columnCount: names.count)
    rules.ragged = options.ragged
    rules.rejectsBad = options.bad == .reject
    return ReadingPlan(
      texts: texts, dialect: beginning.dialect, rules: rules,
      columns: names.map { name in
        types[name.asciiLowercased].map { .stated($0, name: name, bare) } ?? .guessed(bare)
      },
      allowsSpaceBeforeQuote: beginning.isGuessing)
  }

  private func refuseFaults(_ reader: TableReader) throws(DiagnosticList) {
    var violations = beginning.violations
    for part in reader.parts { violations.merge(part.findings.violations) }
    guard violations.count == 0 else { throw DiagnosticList(violations.malformations(texts)) }
  }

  /// The type of each column; those that some block took for numbers and are not are read again.
  private func settledTypes(_ reader: TableReader) throws(DiagnosticList) -> [CSVType] {
    let types = reader.plan.columns.enumerated().map { index, rule in
      if case .stated(let type, _, _) = rule { return type }
      return reader.assembly(index, name: "").type
    }
    try reader.readAsText(
      types.indices.filter { index in
        types[index] == .text
          && reader.parts.contains { ![.texts, .nulls].contains($0.columns[index].form) }
      })
    return types
  }

  /// Whether a column is there only because records end in a separator.
  private func isDropped(_ index: Int, _ reader: TableReader) -> Bool {
    beginning.names.isUnnamed(index) && index > 0 && reader.rowCount > 0
      && reader.parts.allSatisfy { $0.columns[index].nullCount == $0.rowCount }
  }

  /// What was stated or found out, as options.
  private func stated(_ columns: [Column]) -> CSVOptions {
    var stated = options
    stated.separator = beginning.dialect.delimiter
    stated.quote = beginning.dialect.quote
    stated.hasHeader = beginning.hasHeader
    stated.skippedLineCount = beginning.skippedLineCount
    for column in columns { stated.types[column.name] = column.statedType }
    return stated
  }

  private func rejects(_ reader: TableReader) -> [RejectedRecord] {
    var found: [RejectedRecord] = []
    for (index, text) in texts.enumerated() {
      var finder = PlaceFinder(text)
      let spans = reader.parts.flatMap(\.findings.rejects).filter { $0.fileIndex == index }
      for span in spans.sorted(by: { $0.offset < $1.offset }) {
        let place = finder.place(at: span.offset)
        let record = text.bytes[span.range]
        let content = record.prefix { _ in true }.reversed().drop { $0 == 0x0A || $0 == 0x0D }
        found.append(
          RejectedRecord(
            line: place.line, column: place.column, reason: span.reason,
            text: String(decoding: record.prefix(content.count), as: UTF8.self)))
      }
    }
    return found
  }

  // MARK: Notes

  private mutating func noteRows(_ reader: TableReader) {
    if reader.rowCount == 0 { note("there is a header, but no row") }
    let findings = reader.parts.map(\.findings)
    count(findings.reduce(0) { $0 + $1.blankCount }, "blank line is", "blank lines are", "skipped")
    count(
      findings.reduce(0) { $0 + $1.paddedCount }, "record with fewer fields is",
      "records with fewer fields are", "filled up with NULL")
    count(
      findings.reduce(0) { $0 + $1.raggedCount }, "record of another length is",
      "records of another length are", "skipped")
    count(
      findings.reduce(0) { $0 + $1.rejects.count }, "record that cannot be read is",
      "records that cannot be read are", "put aside")
    let spacedCount = reader.parts.reduce(0) { $0 + $1.spacedQuoteCount }
    if beginning.isGuessing {
      if spacedCount > 0 {
        note(
          "blanks before \(grouped(spacedCount)) quote\(spacedCount == 1 ? "" : "s") are dropped")
      }
      if texts.contains(where: \.hasMixedLineEndings) {
        note("some lines end in CR LF, some in LF")
      }
    }
  }

  private mutating func count(_ count: Int, _ one: String, _ many: String, _ rest: String) {
    if count > 0 { note("\(grouped(count)) \(count == 1 ? one : many) \(rest)") }
  }

  private mutating func noteNames(_ dropped: Set<Int>) {
    for (column, message) in beginning.names.notes where !dropped.contains(column) { note(message) }
    for column in dropped.sorted() {
      note("column \(column + 1) has neither name nor values and is left out")
    }
  }

  private mutating func noteColumns(
    _ columns: [Column], _ dropped: Set<Int>, _ reader: TableReader
  ) {
    let indices = reader.plan.columns.indices.filter { !dropped.contains($0) }
    let texts = texts
    for (index, column) in zip(indices, columns) {
      guard case .guessed(let rule) = reader.plan.columns[index] else { continue }
      let observer = ColumnNote(
        column: column, point: rule.point, separator: beginning.dialect.delimiter
      ) { row in
        let (fileIndex, span) = reader.span(row: row, column: index)
        var finder = PlaceFinder(texts[fileIndex])
        return finder.place(at: span.offset).line
      }
      guard
        let found = observer.text ?? observer.digits(reader.parts.map { $0.columns[index] }, reader)
      else { continue }
      note(found.message, hint: found.hint)
    }
  }
}

extension Column {
  /// The type that says what the column is.
  fileprivate var statedType: CSVType {
    switch values {
    case .integers: .integer
    case .reals: .real
    case .texts, .mixed: .text
    }
  }
}
