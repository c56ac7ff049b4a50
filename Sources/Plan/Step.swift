// What the engine and the drawings are asked for, one step a cell or inline value. Level 2.

public import Notebook
public import Render

/// One step of a notebook.
public enum Step: Sendable {
  /// Run the SQL of a cell.
  case query(Cell)
  /// Draw a chart of a result.
  case drawing(Cell, ChartSpecification)
  /// Compute a value quoted in prose.
  case inlineValue(InlineValue, InlineQuery)
}

/// The query that an inline value stands for; it must give one row of one column.
public struct InlineQuery: Sendable, Hashable {
  /// The SQL.
  public let sql: String
  /// How many bytes of `sql` stand before the expression, or nil when the SQL is not the expression's
  /// own text, so that an error in it is about the whole expression.
  public let prefixByteCount: Int?
  /// The result that is quoted, when the expression is `name.column` or `name[i].column`.
  public let name: String?
  /// The row that is quoted, from 1, when the expression says one.
  public let row: Int?

  init(sql: String, prefixByteCount: Int? = nil, name: String? = nil, row: Int? = nil) {
    self.sql = sql
    self.prefixByteCount = prefixByteCount
    self.name = name
    self.row = row
  }
}
