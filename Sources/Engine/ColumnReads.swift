// Which columns statements read, told by SQLite's authorizer. Level 1.

internal import CSQLite
internal import Tabular

/// A column of a table that is read.
public struct ColumnRead: Sendable, Hashable {
  /// `main` for mounted tables, `temp`, or the name of an attached file.
  public let schema: String
  /// The table or view, as it was named when it was made.
  public let table: String
  /// The column, as it was named when it was made.
  public let column: String
}

/// Collects the columns that are read by all statements that are prepared.
///
/// - Source: https://www.sqlite.org/c3ref/set_authorizer.html
struct ColumnLog {
  private(set) var reads: Set<ColumnRead> = []

  /// Notes an action that is allowed; columns of common table expressions have no schema.
  mutating func note(_ action: Int32, _ table: String, _ column: String, schema: String?) {
    guard action == SQLITE_READ, let schema, !column.isEmpty else { return }
    let name = table.asciiLowercased
    let isSystem = name.hasPrefix("sqlite_") || name.hasPrefix("pragma_")
    if isSystem || ["json_each", "json_tree"].contains(name) { return }
    reads.insert(ColumnRead(schema: schema, table: table, column: column))
  }
}
