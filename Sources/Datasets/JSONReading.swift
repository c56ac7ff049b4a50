// A JSON text -> a table whose columns are typed by all their values. Level 1.

internal import Diagnostics
internal import Tabular

/// One reading of an array of objects, or of one object a line.
struct JSONReading {
  private let text: DataText
  private let options: CSVOptions
  private let isLines: Bool
  private let workers: Workers
  private let monitor: LoadMonitor
  private var notes: [Diagnostic] = []
  /// What is stated, and the types of those columns that are as plain as a stated one.
  private var stated: CSVOptions

  init(
    text: DataText, options: CSVOptions, isLines: Bool, workers: Workers = .available,
    monitor: LoadMonitor = .none
  ) {
    self.text = text
    self.options = options
    stated = options
    self.isLines = isLines
    self.workers = workers
    self.monitor = monitor
  }

  mutating func note(_ message: String, hint: String? = nil) {
    notes.append(Diagnostic(.guessedCSV, message, hint: hint, severity: .note))
  }

  mutating func load() throws(DiagnosticList) -> LoadedTable {
    let start = try self.start()
    let reader = JSONTableReader(
      text, isLines: isLines, rejectsBad: options.bad == .reject, workers: workers,
      monitor: monitor, makeRule: ruleMaker)
    try reader.read(from: start)
    try refuseFaults(reader)
    let columns = try columns(of: reader)
    try reader.settle(columns.map { ($0.type, $0.numbers) })
    noteRows(reader)
    for column in columns { note(column) }
    let table = Table(columns: build(columns, reader), rowCount: reader.rowCount)
    return LoadedTable(table: table, notes: notes, rejects: rejects(reader), stated: stated)
  }

  // MARK: Before the first object

  /// Where the first object, or the first line, begins.
  private func start() throws(DiagnosticList) -> Int {
    if isLines { return text.start }
    var scanner = JSONScanner(base: text.base, index: text.start, limit: text.bytes.count)
    scanner.skipBlanks()
    guard scanner.current == UInt8(ascii: "[") else { throw noArray(scanner) }
    let opening = scanner.index
    scanner.index += 1
    scanner.skipBlanks()
    if scanner.current == UInt8(ascii: "]") {
      throw fault(opening, "the array is empty: without an object there are no columns")
    }
    return scanner.index
  }

  private func fault(_ offset: Int, _ message: String, hint: String? = nil) -> DiagnosticList {
    var violations = ViolationList()
    violations.add(.malformedJSON, file: 0, offset: offset, hint: hint, message)
    return DiagnosticList(violations.diagnostics([text]))
  }

  private func noArray(_ scanner: JSONScanner) -> DiagnosticList {
    let isObject = scanner.current == UInt8(ascii: "{")
    guard isObject else {
      let fault = scanner.expected("an array of objects")
      return self.fault(fault.offset, fault.message, hint: fault.hint)
    }
    var rest = scanner
    var hasMore = false
    // What is wrong inside the object matters less than that it is one.
    if (try? rest.value()) != nil {
      rest.skipBlanks()
      hasMore = rest.current == UInt8(ascii: "{")
    }
    return fault(
      scanner.index, "one object where an array of objects is needed",
      hint: hasMore
        ? "format: jsonl reads one object a line"
        : "a table is an array of objects: [{\"a\": 1}, {\"a\": 2}]")
  }

  private var ruleMaker: (String) -> JSONRule {
    var types: [String: CSVType] = [:]
    for (name, type) in options.types { types[name.asciiLowercased] = type }
    let missing = options.nullTexts.map { Array($0.utf8) }
    let isSnake = options.names == .snake
    return { key in
      let name = ColumnNames(header: [key], isSnake: isSnake).names[0]
      return JSONRule(name: name, type: types[name.asciiLowercased], missing: missing)
    }
  }

  // MARK: After the last object

  private func refuseFaults(_ reader: JSONTableReader) throws(DiagnosticList) {
    var violations = ViolationList()
    for part in reader.parts { violations.merge(part.violations) }
    guard violations.count == 0 else { throw DiagnosticList(violations.diagnostics([text])) }
    guard !isLines else { return }
    guard let end = reader.parts.last?.closingOffset else {
      throw fault(
        text.bytes.count, "the array is not closed: the file is cut off, or lacks its ]")
    }
    var scanner = JSONScanner(base: text.base, index: end, limit: text.bytes.count)
    scanner.skipBlanks()
    guard scanner.index == text.bytes.count else {
      throw fault(
        scanner.index, "text after the end of the array", hint: "a file holds one array")
    }
  }

  private func columns(of reader: JSONTableReader) throws(DiagnosticList) -> [JSONColumn] {
    var found: [[UInt8]: JSONColumn] = [:]
    for part in reader.parts {
      for (number, offset) in part.nameOffsets.enumerated() where offset < .max {
        let key = reader.readers[part.worker].name(number)
        found[key, default: JSONColumn(key: key, workerCount: workers.count)]
          .add(part.facts[number], number: number, of: part.worker, offset: offset)
      }
    }
    var columns = found.values.sorted { $0.offset < $1.offset }
    guard !columns.isEmpty else {
      throw DiagnosticList([
        Diagnostic(
          .malformedJSON,
          "\(text.file): no object has a name, so that there are no columns")
      ])
    }
    guard columns.count <= 2_000 else {
      throw fault(
        columns[2_000].offset, "\(grouped(columns.count)) names, where SQLite takes 2,000")
    }
    let rule = ruleMaker
    for index in columns.indices {
      columns[index].statedType = rule(String(decoding: columns[index].key, as: UTF8.self)).type
    }
    try name(&columns)
    return columns
  }

  /// Gives each column a name that SQLite can tell from the others.
  private func name(_ columns: inout [JSONColumn]) throws(DiagnosticList) {
    let keys = columns.map { String(decoding: $0.key, as: UTF8.self) }
    let names = ColumnNames(header: keys, isSnake: options.names == .snake)
    for index in columns.indices { columns[index].name = names.names[index] }
    for (index, message) in names.notes { columns[index].nameNote = message }
    let rule = ruleMaker
    let stated = Set(keys.map { rule($0).name.asciiLowercased })
    for name in options.types.keys.sorted() where !stated.contains(name.asciiLowercased) {
      throw DiagnosticList([
        Diagnostic(
          .badValue, "types: \(text.file) has no column \(name)",
          hint: didYouMean(name, among: names.names))
      ])
    }
  }

  private func build(_ columns: [JSONColumn], _ reader: JSONTableReader) -> [Column] {
    let rowCount = reader.rowCount
    var built = [Column?](repeating: nil, count: columns.count)
    built.withUnsafeMutableBufferPointer { built in
      workers.run(itemCount: columns.count) { _, item in
        let column = columns[item]
        let parts = reader.parts.map { part in
          (column.part(of: part), part.rowCount)
        }
        let strings = zip(reader.readers, column.numbers).map { reader, number in
          number.map { reader.columns[$0].strings } ?? ByteStringsBuilder()
        }
        built[item] = ColumnAssembly(name: column.name, parts: parts, rowCount: rowCount)
          .build(column.type, strings: strings)
      }
    }
    return built.compactMap(\.self)
  }

  private func rejects(_ reader: JSONTableReader) -> [RejectedRecord] {
    var finder = PlaceFinder(text)
    return reader.parts.flatMap(\.rejects).map { span in
      let place = finder.place(at: span.offset)
      let line = text.bytes[span.range].reversed().drop { $0 == 0x0A || $0 == 0x0D }
      return RejectedRecord(
        line: place.line, column: place.column, reason: span.reason,
        text: String(decoding: line.reversed(), as: UTF8.self))
    }
  }

  // MARK: Notes

  private mutating func noteRows(_ reader: JSONTableReader) {
    let blankCount = reader.parts.reduce(0) { $0 + $1.blankCount }
    if blankCount > 0 {
      note("\(grouped(blankCount)) blank line\(blankCount == 1 ? " is" : "s are") skipped")
    }
    let rejectCount = reader.parts.reduce(0) { $0 + $1.rejects.count }
    if rejectCount > 0 {
      let are = rejectCount == 1 ? "line that cannot be read is" : "lines that cannot be read are"
      note("\(grouped(rejectCount)) \(are) put aside")
    }
  }

  private mutating func note(_ column: JSONColumn) {
    if let message = column.nameNote { note(message) }
    guard column.statedType == nil else { return }
    let text = text
    let found = column.facts.note(column: column.name) { offset in
      var finder = PlaceFinder(text)
      var scanner = JSONScanner(base: text.base, index: offset, limit: text.bytes.count)
      let line = "line \(finder.place(at: offset).line)"
      // It was read before, so it can be read again.
      guard let span = try? scanner.value() else { return line }
      let value = UnsafeBufferPointer(start: text.base + span.start, count: Int(span.count))
      return line + ", " + shown(value)
    }
    if let found {
      note(found.message, hint: found.hint)
    } else if column.nameNote == nil {
      stated.types[column.name] = column.type
    }
  }
}
