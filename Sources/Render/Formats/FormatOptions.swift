// What a format says about a table besides its rows. Level 1.

/// The names and words around the rows of a table.
public struct FormatOptions: Sendable, Hashable {
  /// The table that `insert` fills.
  public var tableName: String
  /// The caption of `html` and `latex`, or nil.
  public var caption: String?
  /// The label that `latex` gives the table, or nil; only a table with a caption or a label floats.
  public var label: String?
  /// What stands for NULL in `line`; the formats that programs read have their own.
  public var nullText: String

  /// Names the words; all are optional.
  public init(
    tableName: String = "result", caption: String? = nil, label: String? = nil,
    nullText: String = "NULL"
  ) {
    self.tableName = tableName
    self.caption = caption
    self.label = label
    self.nullText = nullText
  }
}
