// The files of a resource -> one checked table. Level 1.

public import Diagnostics
public import Files
internal import SystemPackage
public import Tabular

/// Loads a resource: checks its hash, reads and types its values, checks constraints and keys.
///
/// - Throws: all violations found, in the order of the file, at most 20 of them and a last one that
///   counts the rest; no table remains.
public func load(_ resource: Resource, files: FileAccess) throws(DiagnosticList) -> Table {
  guard resource.refusals.isEmpty else { throw DiagnosticList(resource.refusals) }
  let contents = try resource.open(files: files)
  var texts: [DataText] = []
  for (content, path) in zip(contents, resource.paths) {
    texts.append(try DataText(content, file: path.string))
  }
  guard let schema = resource.schema else {
    var reading = CSVReading(texts: texts, dialect: resource.dialect)
    return try reading.load().table
  }
  var loader = ResourceLoader(resource: resource, schema: schema, texts: texts)
  return try loader.load(files: files)
}

/// Reads the files of one resource under its schema.
struct ResourceLoader {
  let resource: Resource
  let schema: Schema
  let texts: [DataText]
  private var violations = ViolationList()
  private var columns: [ColumnLoader] = []
  private var rows = RowPlaces()
  private let unquoting = Unquoting()

  init(resource: Resource, schema: Schema, texts: [DataText]) {
    self.resource = resource
    self.schema = schema
    self.texts = texts
  }

  /// Reads all files; the foreign keys are checked last.
  mutating func load(files: FileAccess) throws(DiagnosticList) -> Table {
    for index in texts.indices { try read(index) }
    let table = Table(columns: columns.map { $0.build() }, rowCount: rows.count)
    var keys = KeyChecker(
      table: table, schema: schema, dialect: resource.dialect, texts: texts, rows: rows)
    try keys.check(resource, files: files)
    violations.merge(keys.violations)
    guard violations.count == 0 else { throw DiagnosticList(violations.diagnostics(texts)) }
    return table
  }

  private mutating func read(_ fileIndex: Int) throws(DiagnosticList) {
    let text = texts[fileIndex]
    var scanner = CSVScanner(text, dialect: resource.dialect)
    var fields: [FieldSpan] = []
    if resource.dialect.hasHeader {
      try readHeader(&scanner, &fields, fileIndex: fileIndex)
    } else if fileIndex == 0 {
      columns = loaders(schema.fields)
    }
    var blankRows = BlankRows()
    var start = scanner.index
    while scanner.next(&fields) {
      report(scanner.faults, fileIndex)
      if fields.count == 1, !fields[0].isQuoted, fields[0].content.isEmpty {
        blankRows.append(fields[0].offset)
      } else {
        settle(&blankRows, fileIndex, &fields)
        append(fields, start: start, fileIndex: fileIndex)
      }
      start = scanner.index
    }
  }

  private func loaders(_ fields: [Field]) -> [ColumnLoader] {
    fields.map { field in
      let isKey = schema.primaryKey.contains { sameName($0, field.name) }
      return ColumnLoader(field, isKey: isKey)
    }
  }

  /// Blank lines before a record: NULL in a table of one column, otherwise a fault.
  private mutating func settle(
    _ blankRows: inout BlankRows, _ fileIndex: Int, _ fields: inout [FieldSpan]
  ) {
    for offset in blankRows.take() {
      if columns.count == 1 {
        let blank = FieldSpan(
          offset: offset, content: offset..<offset, isQuoted: false, hasDoubledQuotes: false)
        append([blank], start: offset, fileIndex: fileIndex)
      } else {
        violations.add(.malformedCSV, file: fileIndex, offset: offset, "a blank line")
      }
    }
  }

  private mutating func report(_ faults: [CSVFault], _ fileIndex: Int) {
    for fault in faults {
      violations.add(
        .malformedCSV, file: fileIndex, offset: fault.offset, hint: fault.hint, fault.message)
    }
  }

  private mutating func append(_ fields: [FieldSpan], start: Int, fileIndex: Int) {
    guard fields.count == columns.count else {
      let place = fields.count > columns.count ? fields[columns.count] : fields[0]
      let count = "\(fields.count) field\(fields.count == 1 ? "" : "s")"
      violations.add(
        .malformedCSV, file: fileIndex, offset: place.offset,
        "a record of \(count), where the table has \(columns.count)")
      return
    }
    rows.append(file: fileIndex, offset: start)
    let bytes = texts[fileIndex].bytes
    for (column, field) in zip(columns, fields) {
      column.append(
        unquoting.value(of: field, in: bytes), of: field, file: fileIndex,
        violations: &violations)
    }
  }

  /// The first file's header decides the columns; a later file may repeat it.
  private mutating func readHeader(
    _ scanner: inout CSVScanner, _ fields: inout [FieldSpan], fileIndex: Int
  ) throws(DiagnosticList) {
    let before = scanner
    guard scanner.next(&fields) else {
      throw DiagnosticList([Diagnostic(.malformedCSV, "\(texts[fileIndex].file): no header")])
    }
    let bytes = texts[fileIndex].bytes
    let names = fields.map { String(decoding: unquoting.value(of: $0, in: bytes), as: UTF8.self) }
    if fileIndex > 0 {
      if names != columns.map(\.field.name) { scanner = before }
      return
    }
    report(scanner.faults, fileIndex)
    var matching = HeaderMatching(
      schema: schema, isCaseSensitive: resource.dialect.isHeaderCaseSensitive)
    columns = loaders(matching.match(names, fields))
    violations.merge(matching.violations)
    guard violations.count == 0 else { throw DiagnosticList(violations.diagnostics(texts)) }
  }
}

/// Blank lines that are dropped when nothing comes after them.
struct BlankRows {
  private var offsets: [Int] = []
  private(set) var count = 0

  mutating func append(_ offset: Int) { offsets.append(offset) }

  mutating func take() -> [Int] {
    guard !offsets.isEmpty else { return [] }
    count += offsets.count
    defer { offsets = [] }
    return offsets
  }
}

/// Where each row of a table begins in its file.
struct RowPlaces {
  private var offsets: [Int] = []
  private var fileStarts: [(row: Int, file: Int)] = []

  var count: Int { offsets.count }

  mutating func append(file: Int, offset: Int) {
    if fileStarts.last?.file != file { fileStarts.append((offsets.count, file)) }
    offsets.append(offset)
  }

  subscript(row: Int) -> (file: Int, offset: Int) {
    (fileStarts.last { $0.row <= row }?.file ?? 0, offsets[row])
  }
}
