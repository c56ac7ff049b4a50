// The columns and keys that a table must have. Level 1.

/// What is declared of a table.
///
/// - Source: https://datapackage.org/standard/table-schema/
public struct Schema: Sendable {
  /// How the fields are matched with the columns of the file.
  public enum FieldsMatch: String, Sendable, CaseIterable {
    /// The same names in the same order.
    case exact
    /// The same names in any order.
    case equal
    /// All fields are in the file, which may have more.
    case subset
    /// The file has only these fields, and may lack some.
    case superset
    /// At least one field is in the file.
    case partial
  }

  /// The declared columns, in order.
  public let fields: [Field]
  /// How they are matched with the file's columns.
  public let fieldsMatch: FieldsMatch
  /// The names of the columns that identify a row; none of them may be empty.
  public let primaryKey: [String]
  /// Names of columns whose values together never repeat; rows with an empty one are not compared.
  public let uniqueKeys: [[String]]
  /// Columns whose values must stand in another table.
  public let foreignKeys: [ForeignKey]
}

/// Columns whose values must stand in another table of the package.
public struct ForeignKey: Sendable {
  /// The names of the columns that refer.
  public let fields: [String]
  /// The names of the columns that are referred to, as many.
  public let referencedFields: [String]
  /// The table referred to (its own foreign keys left out); empty when it is the table itself.
  let referenced: [Resource]

  /// The name of the table referred to, or nil when it is the table itself.
  public var resourceName: String? { referenced.first?.name }
}
