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
  if let inline = resource.inlineTable {
    return try inline.load(resource, files: files, monitor: monitor)
  }
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
  let walkCount = resource.hash == nil ? 2 : 3
  let walk = { monitor.walk($0, of: walkCount, byteCount: byteCount) }
  let contents = try resource.open(files: files, monitor: walk(0))
  var texts: [DataText] = []
  var start = 0
  for (index, content) in contents.enumerated() {
    texts.append(
      try resource.text(
        of: content, path: resource.paths[index],
        monitor: walk(walkCount - 2).share(start..<start + sizes[index], of: byteCount)))
    start += sizes[index]
  }
  let table = try resource.table(of: texts, files: files, monitor: walk(walkCount - 1))
  for (path, content) in zip(resource.paths, contents) {
    try checkWhole(content, file: path.string)
  }
  return table
}

extension Resource {
  /// The table that texts cut by the resource's dialect hold.
  func table(
    of texts: [DataText], files: FileAccess, monitor: LoadMonitor
  ) throws(DiagnosticList) -> Table {
    guard let schema else {
      var reading = CSVReading(texts: texts, dialect: dialect, monitor: monitor)
      return try reading.load().table
    }
    var loader = ResourceLoader(dialect: dialect, schema: schema, texts: texts, monitor: monitor)
    return try loader.load(files: files)
  }
}

/// Reads the files of one resource under its schema.
struct ResourceLoader {
  let dialect: Dialect
  let schema: Schema
  private let texts: [DataText]
  var workers = Workers.available
  var monitor = LoadMonitor.none
  private var violations = ViolationList()
  /// What was found before the texts are read.
  private let earlierViolations: ViolationList
  private var fields: [Field] = []
  private var dataStarts: [Int] = []
  private var firstHeader: [String] = []

  init(
    dialect: Dialect, schema: Schema, texts: [DataText], workers: Workers = .available,
    monitor: LoadMonitor = .none, violations: ViolationList = ViolationList()
  ) {
    self.dialect = dialect
    earlierViolations = violations
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
      texts: texts, dialect: dialect, rules: rules,
      columns: fields.map { .declared(FieldRules(withNullSequence($0), isKey: isKey($0))) })
    let reader = TableReader(plan, workers: workers, monitor: monitor)
    for index in texts.indices { try reader.read(index, from: dataStarts[index]) }
    for part in reader.parts { violations.merge(part.findings.violations) }
    let table = Table(
      columns: try reader.build(
        fields.enumerated().map { ($0, $1.name, FieldRules($1, isKey: false).storage) },
        workers: workers), rowCount: reader.rowCount)
    var keys = KeyChecker(
      table: table, schema: schema, texts: texts, reader: reader, monitor: monitor)
    try keys.check(files: files)
    violations.merge(keys.violations)
    violations.merge(earlierViolations)
    let found = (violations.count == 0 ? [] : violations.diagnostics(texts)) + keys.unchecked
    guard found.isEmpty else { throw DiagnosticList(found) }
    return table
  }

  /// A field with the dialect's text for NULL among its own.
  private func withNullSequence(_ field: Field) -> Field {
    var field = field
    if let sequence = dialect.nullSequence {
      field.missingValues.append(String(decoding: sequence, as: UTF8.self))
    }
    return field
  }

  private func isKey(_ field: Field) -> Bool {
    schema.primaryKey.contains { sameName($0, field.name) }
  }

  private func isSameInOtherCase(_ left: [String], _ right: [String]) -> Bool {
    left.map { $0.lowercased() } == right.map { $0.lowercased() }
  }

  /// The first file's header decides the columns; a later file may repeat it.
  private mutating func readHeader(_ fileIndex: Int) throws(DiagnosticList) {
    let text = texts[fileIndex]
    guard dialect.hasHeader else {
      if fileIndex == 0 { fields = schema.fields }
      dataStarts.append(text.start)
      return
    }
    let head = try TableHead(text, dialect: dialect)
    let names = head.names
    if fileIndex > 0 {
      let isRepeated =
        names == firstHeader
        || !dialect.isHeaderCaseSensitive && isSameInOtherCase(names, firstHeader)
      if !isRepeated, sameNames(names, firstHeader) {
        violations.add(
          .malformedCSV, file: fileIndex, offset: head.spans.first?.offset ?? 0,
          hint: "bring its columns into the order of the first file",
          "a header unlike the first file's, \(firstHeader.joined(separator: ", "))")
      }
      dataStarts.append(isRepeated ? head.end : text.start)
      return
    }
    firstHeader = names
    for fault in head.faults {
      violations.add(
        .malformedCSV, file: fileIndex, offset: fault.offset, hint: fault.hint, fault.message)
    }
    var matching = HeaderMatching(
      schema: schema, isCaseSensitive: dialect.isHeaderCaseSensitive)
    fields = matching.match(names, head.spans)
    violations.merge(matching.violations)
    guard violations.count == 0 else { throw DiagnosticList(violations.diagnostics(texts)) }
    dataStarts.append(head.end)
  }
}
