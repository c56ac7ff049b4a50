// A table as it stands in an output block: what `render` wrote in the look `rule`. Level 1.

/// The texts of a drawn table.
public struct ShownTable: Sendable, Hashable {
  /// The header's texts, in order.
  public let columnNames: [String]
  /// The texts of the shown rows, in order, each as long as `columnNames`; padding removed.
  public let rows: [[String]]
  /// The texts of the row of sums, or nil.
  public let total: [String]?
  /// How many rows the footer says there are, shown or not.
  public let rowCount: Int
}

/// What one statement left in an output block.
public enum ShownResult: Sendable, Hashable {
  case table(ShownTable)
  /// `ok`, or `3 rows changed`.
  case line(String)
}
