// Values that must not repeat, and values that must stand in another table. Level 1.

internal import Diagnostics
internal import Files
internal import Tabular

/// Checks the keys of a table that is read.
struct KeyChecker {
  let table: Table
  let schema: Schema
  let texts: [DataText]
  /// Knows where the rows stand.
  let reader: TableReader
  /// Stops the loading of a table that is referred to.
  let monitor: LoadMonitor
  private(set) var violations = ViolationList()
  /// The keys that cannot be checked, because the table that they refer to cannot be loaded.
  private(set) var unchecked: [Diagnostic] = []

  init(
    table: Table, schema: Schema, texts: [DataText], reader: TableReader, monitor: LoadMonitor
  ) {
    self.table = table
    self.schema = schema
    self.texts = texts
    self.reader = reader
    self.monitor = monitor
  }

  /// Checks every key; each finds its own violations.
  mutating func check(files: FileAccess) throws(DiagnosticList) {
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
    let keys = indices.map { table.columns[$0] }
    guard let first = keys.first, !(keys.count == 1 && first.isAscending) else { return }
    var found = ViolationList()
    var rows = RowTable(rowCount: table.rowCount)
    for row in 0..<table.rowCount {
      if keys.contains(where: { $0.isNull(row) }) { continue }
      var hash: UInt64 = 0
      for key in keys { hash = mixed(hash ^ UInt64(bitPattern: key.keyBits(row))) }
      let other = rows.firstRow(likeRow: row, hash: hash) { other in
        keys.allSatisfy { $0.keyBits(row) == $0.keyBits(other) }
      }
      guard let other else { continue }
      keep(row, indices[0], in: &found) {
        "\(names.joined(separator: ", ")): \(values(indices, row)) repeats the \(what) "
          + "of line \(line(of: other))"
      }
    }
    violations.merge(found)
  }

  private mutating func check(_ key: ForeignKey, files: FileAccess) throws(DiagnosticList) {
    let indices = columns(key.fields)
    guard indices.count == key.fields.count else { return }
    guard let known = try knownValues(key, files: files) else {
      unchecked.append(
        Diagnostic(
          .constraintViolated,
          "\(texts[0].file): the foreign key \(key.fields.joined(separator: ", ")) cannot be checked, "
            + "as \(key.resourceName ?? "the table") cannot be loaded"))
      return
    }
    let target =
      "\(key.resourceName ?? "this table").\(key.referencedFields.joined(separator: ", "))"
    var found = ViolationList()
    var verdicts = TextVerdicts(indices.count == 1 ? table.columns[indices[0]] : nil)
    for row in 0..<table.rowCount {
      let isGood = verdicts.verdict(row) {
        let values = indices.map { table.columns[$0][row].comparable }
        return values.contains(.null) || known.contains(values)
      }
      if isGood { continue }
      keep(row, indices[0], in: &found) {
        "\(key.fields.joined(separator: ", ")): \(values(indices, row)) is not in \(target)"
      }
    }
    violations.merge(found)
  }

  /// Counts a violation, and words it while it may still be shown.
  private func keep(
    _ row: Int, _ column: Int, in found: inout ViolationList, _ message: () -> String
  ) {
    found.count(1)
    guard found.count <= ViolationList.shownCount else { return }
    let place = reader.span(row: row, column: column)
    found.keep(
      .constraintViolated, file: place.fileIndex, offset: place.span.offset,
      length: place.span.length, message())
  }

  /// The values referred to; nil when the table that holds them cannot be loaded.
  private func knownValues(
    _ key: ForeignKey, files: FileAccess
  ) throws(DiagnosticList) -> Set<[Value]>? {
    guard let target = try target(of: key, files: files) else { return nil }
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
    if columns.count == 1, case .texts(_, let dictionary) = columns[0].values {
      for code in 0..<dictionary.count {
        known.insert([.text(String(decoding: dictionary[code], as: UTF8.self))])
      }
      return known
    }
    for row in 0..<target.rowCount { known.insert(columns.map { $0[row].comparable }) }
    return known
  }

  /// The table that a key refers to; nil when it cannot be loaded, which is told where it is loaded itself.
  private func target(of key: ForeignKey, files: FileAccess) throws(DiagnosticList) -> Table? {
    guard let other = key.referenced.first else { return table }
    do throws(DiagnosticList) {
      return try load(other, files: files, monitor: monitor.stoppingOnly)
    } catch {
      if error.diagnostics.contains(where: { $0.code == .interrupted }) { throw error }
      return nil
    }
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

  private func line(of row: Int) -> String {
    let (file, span) = reader.span(row: row, column: 0)
    var finder = PlaceFinder(texts[file])
    let line =
      texts[file].origin?.line(at: span.offset) ?? finder.place(at: span.offset).line
    return texts.count == 1 ? "\(line)" : "\(line) of \(texts[file].file)"
  }
}

extension Value {
  /// The value as keys are compared: a real that is whole is an integer, as SQL has 1 = 1.0.
  fileprivate var comparable: Value {
    guard case .real(let real) = self, let integer = Int64(exactly: real) else { return self }
    return .integer(integer)
  }
}

extension Column {
  /// Whether a row is NULL.
  fileprivate func isNull(_ row: Int) -> Bool { nulls?[row] ?? false }

  /// Whether the values are integers that only grow, so that none stands twice.
  fileprivate var isAscending: Bool {
    guard case .integers(let buffer) = values, nulls == nil else { return false }
    for row in 1..<max(1, buffer.count) where buffer[row - 1] >= buffer[row] { return false }
    return true
  }

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

/// Remembers what was decided about each distinct text of a column.
private struct TextVerdicts {
  private let column: Column?
  private var verdicts: [Bool?] = []

  init(_ column: Column?) {
    self.column = column
    if case .texts(_, let dictionary) = column?.values {
      verdicts = [Bool?](repeating: nil, count: dictionary.count)
    }
  }

  mutating func verdict(_ row: Int, _ decide: () -> Bool) -> Bool {
    guard let column, case .texts(let codes, _) = column.values, !column.isNull(row) else {
      return decide()
    }
    let code = Int(codes[row])
    if let known = verdicts[code] { return known }
    let verdict = decide()
    verdicts[code] = verdict
    return verdict
  }
}
