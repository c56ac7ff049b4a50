// A result in long form -> rows by one column, columns by another. Output, level 4.

internal import Render
public import Tabular

/// Why a table cannot be made wide.
public struct CrosstabError: Error, Sendable, Hashable {
  /// One sentence.
  public let message: String
  /// What to do, or nil.
  public let hint: String?
}

/// Makes one column the rows and another the columns of a table, as psql's `\crosstabview` does.
///
/// Both come in the order of their first appearance. NULL is a row and a column like any other value; where
/// no value is, there is NULL.
///
/// - Parameter names: the columns of rows, columns and values; none for a table of three columns in that order.
/// - Throws: that a column is not there, that two rows have the same place, or that it gets too wide.
public func crosstab(_ table: Table, _ names: [String]) throws(CrosstabError) -> Table {
  let (rowKeys, columnKeys, values) = try crosstabColumns(table, names)
  var rows = KeyList()
  var columns = KeyList()
  var filled: [[Int]: Int] = [:]
  for row in 0..<table.rowCount {
    let place = [rows.index(of: rowKeys[row]), columns.index(of: columnKeys[row])]
    if let first = filled[place] {
      throw CrosstabError(
        message: "rows \(first + 1) and \(row + 1) both have \(cell(rowKeys, row)) and "
          + "\(cell(columnKeys, row))",
        hint: "aggregate so that each pair comes once: GROUP BY \(rowKeys.name), \(columnKeys.name)"
      )
    }
    filled[place] = row
    guard columns.keys.count <= crosstabColumnLimit else {
      throw CrosstabError(
        message: "\(columnKeys.name) has more than \(crosstabColumnLimit) values, each a column",
        hint: "exchange rows and columns, or aggregate")
    }
  }
  var output = [rows.column(named: rowKeys.name)]
  for index in columns.keys.indices {
    var builder = ColumnBuilder(name: cell(columnKeys, columns.firstRow(of: index, in: columnKeys)))
    for row in rows.keys.indices {
      builder.append(filled[[row, index]].map { values[$0] } ?? .null)
    }
    output.append(builder.build())
  }
  return Table(columns: output, rowCount: rows.keys.count)
}

/// SQLite's own limit of columns is 2,000.
private let crosstabColumnLimit = 1_000

/// The columns of rows, columns and values.
private func crosstabColumns(
  _ table: Table, _ names: [String]
) throws(CrosstabError) -> (rows: Column, columns: Column, values: Column) {
  guard names.isEmpty || names.count == 3 else {
    throw CrosstabError(
      message: "three columns are needed: of rows, columns and values", hint: ".pivot ROW COL VALUE"
    )
  }
  if names.isEmpty {
    guard table.columns.count == 3 else {
      throw CrosstabError(
        message: "the result has \(counted(table.columns.count, "column")), not three",
        hint: "name those of rows, columns and values: .pivot ROW COL VALUE")
    }
    return (table.columns[0], table.columns[1], table.columns[2])
  }
  var found: [Column] = []
  for name in names {
    guard let column = table.column(named: name) else {
      throw CrosstabError(
        message: "the result has no column \(name)",
        hint: "it has \(table.columnNames.joined(separator: ", "))")
    }
    found.append(column)
  }
  return (found[0], found[1], found[2])
}

/// A value as the heading of its column.
private func cell(_ column: Column, _ row: Int) -> String { cellText(column, row: row) }

/// Distinct values in the order in which they came.
private struct KeyList {
  private(set) var keys: [Value] = []
  private var places: [Value: Int] = [:]

  mutating func index(of key: Value) -> Int {
    if let known = places[key] { return known }
    places[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  /// The first row of a column that holds a key.
  func firstRow(of index: Int, in column: Column) -> Int {
    (0..<column.rowCount).first { column[$0] == keys[index] } ?? 0
  }

  func column(named name: String) -> Column {
    var builder = ColumnBuilder(name: name)
    for key in keys { builder.append(key) }
    return builder.build()
  }
}
