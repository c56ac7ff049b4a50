// The files of a resource -> one checked table. Level 1.

public import Diagnostics
public import Files
internal import SystemPackage
public import Tabular

/// Loads a resource: checks its hash, reads and types its values, checks constraints and keys.
///
/// - Throws: all violations found, in the order of the file, at most 20 of them and a last one that
///   counts the rest; no table remains.
public func load(
  _ resource: Resource, files: FileAccess, monitor: LoadMonitor = .none
) throws(DiagnosticList) -> Table {
  guard resource.refusals.isEmpty else { throw DiagnosticList(resource.refusals) }
  defer { monitor.end() }
  return try readUnchanged(resource.paths, files: files) { () throws(DiagnosticList) in
    try read(resource, files, monitor)
  }
}

private func read(
  _ resource: Resource, _ files: FileAccess, _ monitor: LoadMonitor
) throws(DiagnosticList) -> Table {
  let sizes = resource.paths.map { files.stamp($0)?.byteCount ?? 0 }
  let byteCount = sizes.reduce(0, +)
  let walkCount = resource.sha256 == nil ? 2 : 3
  let walk = { monitor.walk($0, of: walkCount, byteCount: byteCount) }
  let contents = try resource.open(files: files, monitor: walk(0))
  var texts: [DataText] = []
  var start = 0
  for (index, content) in contents.enumerated() {
    texts.append(
      try DataText(
        content, file: resource.paths[index].string, quote: resource.dialect.quote,
        monitor: walk(walkCount - 2).share(start..<start + sizes[index], of: byteCount)))
    start += sizes[index]
  }
  let monitor = walk(walkCount - 1)
  let table: Table
  if let schema = resource.schema {
    var loader = ResourceLoader(resource: resource, schema: schema, texts: texts, monitor: monitor)
    table = try loader.load(files: files)
  } else {
    var reading = CSVReading(texts: texts, dialect: resource.dialect, monitor: monitor)
    table = try reading.load().table
  }
  for (path, content) in zip(resource.paths, contents) {
    try checkWhole(content, file: path.string)
  }
  return table
}

/// Reads the files of one resource under its schema.
struct ResourceLoader {
  let resource: Resource
  let schema: Schema
  let texts: [DataText]
  var workers = Workers.available
  var monitor = LoadMonitor.none
  private var violations = ViolationList()
  private var fields: [Field] = []
  private var dataStarts: [Int] = []

  init(
    resource: Resource, schema: Schema, texts: [DataText], workers: Workers = .available,
    monitor: LoadMonitor = .none
  ) {
    self.resource = resource
    self.schema = schema
    self.texts = texts
    self.workers = workers
    self.monitor = monitor
  }

  /// Reads all files; the foreign keys are checked last.
  mutating func load(files: FileAccess) throws(DiagnosticList) -> Table {
    for index in texts.indices { try readHeader(index) }
    var rules = RowRules(columnCount: fields.count)
    rules.refusesBlankLines = true
    rules.standard = "the table has"
    let plan = ReadingPlan(
      texts: texts, dialect: resource.dialect, rules: rules,
      columns: fields.map { .declared(FieldRules($0, isKey: isKey($0))) })
    let reader = TableReader(plan, workers: workers, monitor: monitor)
    for index in texts.indices { try reader.read(index, from: dataStarts[index]) }
    for part in reader.parts { violations.merge(part.findings.violations) }
    let table = Table(
      columns: try reader.build(
        fields.enumerated().map { ($0, $1.name, FieldRules($1, isKey: false).storage) },
        workers: workers), rowCount: reader.rowCount)
    var keys = KeyChecker(table: table, schema: schema, texts: texts, reader: reader)
    try keys.check(resource, files: files)
    violations.merge(keys.violations)
    guard violations.count == 0 else { throw DiagnosticList(violations.diagnostics(texts)) }
    return table
  }

  private func isKey(_ field: Field) -> Bool {
    schema.primaryKey.contains { sameName($0, field.name) }
  }

  /// The first file's header decides the columns; a later file may repeat it.
  private mutating func readHeader(_ fileIndex: Int) throws(DiagnosticList) {
    let text = texts[fileIndex]
    guard resource.dialect.hasHeader else {
      if fileIndex == 0 { fields = schema.fields }
      dataStarts.append(text.start)
      return
    }
    var scanner = CSVScanner(text, dialect: resource.dialect)
    let list = SpanList()
    guard scanner.next(list) else {
      throw DiagnosticList([Diagnostic(.malformedCSV, "\(text.file): no header")])
    }
    let unquoting = Unquoting(escape: resource.dialect.escape)
    let names = list.all.map {
      String(decoding: unquoting.value(of: $0, in: text.base), as: UTF8.self)
    }
    if fileIndex > 0 {
      let wanted = fields.map(\.name)
      if names != wanted, sameNames(names, wanted) {
        violations.add(
          .malformedCSV, file: fileIndex, offset: list[0].offset,
          hint: "bring its columns into the order of the first file",
          "a header unlike the first file's, \(wanted.joined(separator: ", "))")
      }
      dataStarts.append(names == wanted ? scanner.index : text.start)
      return
    }
    for fault in scanner.faults {
      violations.add(
        .malformedCSV, file: fileIndex, offset: fault.offset, hint: fault.hint, fault.message)
    }
    var matching = HeaderMatching(
      schema: schema, isCaseSensitive: resource.dialect.isHeaderCaseSensitive)
    fields = matching.match(names, list.all)
    violations.merge(matching.violations)
    guard violations.count == 0 else { throw DiagnosticList(violations.diagnostics(texts)) }
    dataStarts.append(scanner.index)
  }
}
