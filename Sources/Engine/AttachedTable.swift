// A table in a database file beside the session's own. Level 1.

/// A table or view of an attached file.
public struct AttachedTable: Sendable, Hashable {
  /// The name under which the file is attached.
  public let schema: String
  /// The table's name in the file.
  public let name: String
  /// The columns with the types that the file declares, which SQLite does not enforce.
  public let columns: [Column]

  /// A column and what its file says it is.
  public struct Column: Sendable, Hashable {
    /// The column's name.
    public let name: String
    /// The declared type; may be empty.
    public let type: String
  }

  /// `schema.table`, for messages.
  public var qualifiedName: String { "\(schema).\(name)" }
}
