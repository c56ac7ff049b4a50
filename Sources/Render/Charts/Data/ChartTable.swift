// The columns of a chart's table by kind and by name, with the errors of both. Level 1.

internal import Diagnostics
internal import Tabular

/// A column with its kind.
struct ChartColumn {
  let index: Int
  let column: Column
  let kind: ColumnKind

  var name: String { column.name }
}

/// A table as a chart looks at it.
struct ChartTable {
  let type: ChartType
  let rowCount: Int
  let columns: [ChartColumn]

  init(_ table: Table, for type: ChartType) {
    self.type = type
    rowCount = table.rowCount
    columns = table.columns.enumerated().map {
      ChartColumn(index: $0.offset, column: $0.element, kind: ColumnKind($0.element))
    }
  }

  /// The column that a reference names.
  ///
  /// - Throws: an error when there is none, or several and no `name:2` tells which.
  func find(_ reference: ColumnReference) throws(ChartError) -> ChartColumn {
    let wanted = reference.name.asciiLowercased
    let exact = columns.filter { $0.name.asciiLowercased == wanted }
    if exact.count == 1 { return exact[0] }
    if exact.count > 1 {
      throw ChartError(
        "\(exact.count) columns are named \(quoted(reference.name))", at: reference.range,
        hint: "\(escaped(reference.name)):1 is the first of them")
    }
    if let ordinal = reference.ordinal, let colon = reference.name.lastIndex(of: ":") {
      let bare = reference.name[..<colon]
      let same = columns.filter { $0.name.asciiLowercased == String(bare).asciiLowercased }
      if same.indices.contains(ordinal - 1) { return same[ordinal - 1] }
    }
    let names = columns.map { escaped($0.name) }
    throw ChartError(
      "no column \(quoted(reference.name))", at: reference.range,
      hint: didYouMean(reference.name, among: names) ?? "the columns are \(listing)")
  }

  /// All columns with their kinds: `region (text), units (number)`; without rows there are no kinds.
  var listing: String {
    let shown = columns.prefix(20).map { column in
      escaped(column.name) + (column.column.rowCount > 0 ? " (\(column.kind.name))" : "")
    }
    return shown.joined(separator: ", ") + (columns.count > 20 ? ", …" : "")
  }

  /// An error about the whole choice of columns, with one line that would do.
  func cannotChoose(_ message: String, instead line: String) -> ChartError {
    ChartError("chart \(type): \(message); the columns are \(listing)", hint: line)
  }

  /// Lets only columns of numbers pass.
  ///
  /// - Throws: for texts, dates and mixed columns, with the first offender and a `CAST`.
  func requireNumbers(_ found: ChartColumn, at range: Range<Int>?) throws(ChartError) {
    switch found.kind {
    case .number, .year, .null: return
    case .text, .date, .mixed: throw notNumbers(found, at: range)
    }
  }

  private func notNumbers(_ found: ChartColumn, at range: Range<Int>?) -> ChartError {
    let column = found.column
    let offender = (0..<rowCount).first { column.bytes(at: $0) != nil } ?? 0
    let isBlob = column.storageClass(at: offender) == .blob
    let text = isBlob ? labelText(column, offender) : sqlLiteral(column, offender)
    let name = sqlName(found.name)
    let first = "first \(isBlob ? "blob" : "text"): \(escaped(text)) in row \(offender + 1)"
    let what =
      found.kind == .mixed ? "mixed: \(classCounts(column))" : "\(found.kind.name), not numbers"
    let isNumber = column.bytes(at: offender).map(isNumeric) ?? false
    let cast = isNumber ? "CAST(\(name) AS REAL)" : "CAST(NULLIF(\(name), \(text)) AS REAL)"
    return ChartError(
      "chart \(type): column \(quoted(found.name)) is \(what); \(first)", at: range,
      hint: isBlob ? nil : escaped("\(cast) AS \(name)"))
  }

  private func classCounts(_ column: Column) -> String {
    var (numbers, texts, blobs) = (0, 0, 0)
    for row in 0..<rowCount {
      switch column.storageClass(at: row) {
      case .integer, .real: numbers += 1
      case .text: texts += 1
      case .blob: blobs += 1
      case .null: break
      }
    }
    let counts = [(numbers, "number"), (texts, "text"), (blobs, "blob")].filter { $0.0 > 0 }
    return counts.map { counted($0.0, $0.1) }.joined(separator: ", ")
  }
}

/// A name in double quotes as messages show it.
func quoted(_ name: String) -> String { "\"\(escaped(name))\"" }

/// A name as SQL and charts take it: bare when it is a plain word.
func sqlName(_ name: String) -> String {
  let isPlain = name.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }
  let startsAsNumber = name.utf8.first.map { (0x30...0x39).contains($0) } ?? true
  if isPlain, !startsAsNumber { return escaped(name) }
  let doubled = name.split(separator: "\"", omittingEmptySubsequences: false)
  return "\"\(escaped(doubled.joined(separator: "\"\"")))\""
}

private func sqlLiteral(_ column: Column, _ row: Int) -> String {
  guard case .text(let text) = column[row] else { return "''" }
  let parts = text.split(separator: "'", omittingEmptySubsequences: false)
  return "'\(truncated(escaped(parts.joined(separator: "''")), to: 40))'"
}
