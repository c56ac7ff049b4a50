// The cells of a notebook as a table: what `list` and `.cells` show. Output, level 4.

public import Notebook
public import Tabular

extension Document {
  /// One row a cell: its number, name, kind, line, and whether an output is recorded.
  public var cellList: Table {
    Table(
      columnNames: ["cell", "label", "kind", "line", "recorded"],
      rows: cells.enumerated().map { index, cell in
        [
          .integer(Int64(index + 1)), .text(cell.label ?? ""),
          .text(cell.kindName), .integer(Int64(cell.line)),
          .text(cell.recorded?.kind.rawValue ?? ""),
        ]
      })
  }
}

extension Cell {
  /// `sql`, `chart` or `assert`.
  public var kindName: String { options.assert ? "assert" : kind.rawValue }
}
