// The columns of a table as a table: what `.describe` shows. Output, level 4.

public import Datasets
internal import Render
public import Tabular

extension Table {
  /// One row a column: its name, type, NULLs and first values.
  ///
  /// - Parameter written: how a column's name is written in SQL.
  public func columnList(written: (String) -> String = { $0 }) -> Table {
    Table(
      columnNames: ["column", "type", "nulls", "examples"],
      rows: columns.map { column in
        [
          .text(written(column.name)), .text(column.describedType),
          .integer(Int64(column.nullCount)), .text(column.examples),
        ]
      })
  }

  /// The data dictionary of a loaded resource, with the NULLs that are there.
  public func dictionary(of resource: Resource) -> Table {
    let declared = resource.dictionary
    guard declared.rowCount > 0 else { return columnList() }
    let names = declared.columns.first.map { names in (0..<names.rowCount).map { names[$0] } } ?? []
    return Table(
      columnNames: ["column", "type", "nulls", "unit", "rules", "description"],
      rows: columns.map { column in
        let nulls = Value.integer(Int64(column.nullCount))
        guard let row = names.firstIndex(of: .text(column.name)) else {
          return [
            .text(column.name), .text(column.describedType), nulls, .text(""), .text(""), .text(""),
          ]
        }
        let cells = declared.columns.map { $0[row] }
        return [cells[0], cells[1], nulls, cells[2], cells[3], cells[4]]
      })
  }
}

extension Column {
  /// The first three distinct values.
  fileprivate var examples: String {
    var texts: [String] = []
    for row in 0..<min(rowCount, 1000) where texts.count < 3 {
      guard storageClass(at: row) != .null else { continue }
      let text = cellText(self, row: row)
      if !texts.contains(text) { texts.append(text) }
    }
    return texts.joined(separator: ", ")
  }
}
