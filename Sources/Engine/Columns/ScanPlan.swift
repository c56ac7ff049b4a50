// What a scan of a mounted table is asked to do beyond visiting every row. Level 1.

/// A comparison that a scan makes before a row reaches SQLite.
enum Comparison: UInt8, Hashable {
  case equal, identical, less, lessOrEqual, greater, greaterOrEqual
  case oneOf, like, glob, isNull, isNotNull

  /// Whether it has one value that an index can look up.
  var isLookup: Bool { self == .equal || self == .identical }
}

/// One condition on a column.
struct Condition: Hashable {
  /// The column's position, or -1 for the rowid.
  let column: Int
  let comparison: Comparison
  /// Which of the scan's arguments to compare with.
  let argument: Int
}

/// One key of an order.
struct OrderKey: Hashable {
  /// The column's position, or -1 for the rowid.
  let column: Int
  let isDescending: Bool
}

/// The plan that `xBestIndex` makes and `xFilter` follows.
struct ScanPlan: Hashable {
  var conditions: [Condition] = []
  /// The order in which rows are given, most important key first; empty when it does not matter.
  var order: [OrderKey] = []
  /// The columns that the statement reads: bit `min(column, 63)`.
  var usedColumns: UInt64 = 0
}
