// Values that must not repeat, and values that must stand in another table. Level 1.

internal import Diagnostics
internal import Files
internal import Tabular

/// Checks the keys of a table that is read.
struct KeyChecker {
  let table: Table
  let schema: Schema
  let dialect: Dialect
  let texts: [DataText]
  let rows: RowPlaces
  private(set) var violations = ViolationList()

  init(table: Table, schema: Schema, dialect: Dialect, texts: [DataText], rows: RowPlaces) {
    self.table = table
    self.schema = schema
    self.dialect = dialect
    self.texts = texts
    self.rows = rows
  }

  /// Checks every key; each finds its own violations.
  mutating func check(_ resource: Resource, files: FileAccess) throws(DiagnosticList) {
    var unique = schema.fields.filter(\.constraints.isUnique).map { [$0.name] } + schema.uniqueKeys
    unique.removeAll { $0 == schema.primaryKey }
    if !schema.primaryKey.isEmpty { checkDistinct(schema.primaryKey, "primary key") }
    for names in unique { checkDistinct(names, "unique key") }
    for key in schema.foreignKeys { try check(key, files: files) }
  }

  private func columns(_ names: [String]) -> [Int] {
    names.compactMap { name in table.columns.firstIndex { sameName($0.name, name) } }
  }

  private mutating func checkDistinct(_ names: [String], _ what: String) {
    let indices = columns(names)
    guard let first = indices.first else { return }
    let columns = table.columns
    if indices.count == 1 {
      checkDistinct(names, indices, what) { row in columns[first].keyBits(row) }
    } else {
      checkDistinct(names, indices, what) { row in indices.map { columns[$0].keyBits(row) } }
    }
  }

  private mutating func checkDistinct<Key: Hashable>(
    _ names: [String], _ indices: [Int], _ what: String, key: (Int) -> Key
  ) {
    var found = ViolationList()
    var firstRows: [Key: Int] = [:]
    firstRows.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      if indices.contains(where: { table.columns[$0].isNull(row) }) { continue }
      let key = key(row)
      guard let first = firstRows[key] else {
        firstRows[key] = row
        continue
      }
      let place = place(row: row, column: indices[0])
      found.add(
        .constraintViolated, file: place.file, offset: place.span.offset, length: place.span.length,
        "\(names.joined(separator: ", ")): \(values(indices, row)) repeats the \(what) "
          + "of line \(line(of: first))")
    }
    violations.merge(found)
  }

  private mutating func check(_ key: ForeignKey, files: FileAccess) throws(DiagnosticList) {
    let indices = columns(key.fields)
    guard indices.count == key.fields.count else { return }
    guard let known = try knownValues(key, files: files) else { return }
    let target =
      "\(key.resourceName ?? "this table").\(key.referencedFields.joined(separator: ", "))"
    var found = ViolationList()
    for row in 0..<table.rowCount {
      let values = indices.map { table.columns[$0][row] }
      if values.contains(.null) || known.contains(values) { continue }
      let place = place(row: row, column: indices[0])
      found.add(
        .constraintViolated, file: place.file, offset: place.span.offset, length: place.span.length,
        "\(key.fields.joined(separator: ", ")): \(self.values(indices, row)) is not in \(target)")
    }
    violations.merge(found)
  }

  /// The values referred to; nil when the table has no such columns.
  private func knownValues(
    _ key: ForeignKey, files: FileAccess
  ) throws(DiagnosticList) -> Set<[Value]>? {
    let target =
      if let other = key.referenced.first { try load(other, files: files) } else { table }
    let columns = key.referencedFields.compactMap(target.column)
    guard columns.count == key.referencedFields.count else {
      throw DiagnosticList([
        Diagnostic(
          .malformedPackage,
          "a foreign key refers to \(key.referencedFields.joined(separator: ", ")), "
            + "which \(key.resourceName ?? "the table") does not have")
      ])
    }
    var known: Set<[Value]> = []
    for row in 0..<target.rowCount { known.insert(columns.map { $0[row] }) }
    return known
  }

  private func values(_ indices: [Int], _ row: Int) -> String {
    indices.map { index in
      switch table.columns[index][row] {
      case .integer(let integer): "\(integer)"
      case .real(let real): "\(real)"
      default: table.columns[index].bytes(at: row).map(shown) ?? "\"\""
      }
    }.joined(separator: ", ")
  }

  /// Where a row's value stands, found by reading its record again.
  private func place(row: Int, column: Int) -> (file: Int, span: FieldSpan) {
    let (file, offset) = rows[row]
    var scanner = CSVScanner(texts[file], dialect: dialect, from: offset)
    var fields: [FieldSpan] = []
    guard scanner.next(&fields), column < fields.count else {
      preconditionFailure("row \(row) has no column \(column)")
    }
    return (file, fields[column])
  }

  private func line(of row: Int) -> String {
    let (file, span) = place(row: row, column: 0)
    var finder = PlaceFinder(texts[file])
    let line = finder.place(at: span.offset).line
    return texts.count == 1 ? "\(line)" : "\(line) of \(texts[file].file)"
  }
}

extension Column {
  /// Whether a row is NULL.
  fileprivate func isNull(_ row: Int) -> Bool { nulls?[row] ?? false }

  /// Bits that are equal for equal values of this column.
  fileprivate func keyBits(_ row: Int) -> Int64 {
    switch values {
    case .integers(let buffer): buffer[row]
    case .reals(let buffer): Int64(bitPattern: (buffer[row] + 0).bitPattern)
    case .texts(let codes, _): Int64(codes[row])
    case .mixed(_, let bits, _): bits[row]
    }
  }
}
