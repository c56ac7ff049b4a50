// What SQLite (or the guard around it) has against a statement. SQL -> Table, level 1.

/// A statement that could not be prepared or run.
public struct EngineError: Error, Sendable, Hashable {
  /// What kind of failure it is, as far as its treatment differs.
  public enum Kind: Sendable, Hashable {
    /// SQLite reports an error in the statement or in its data.
    case sql
    /// The guard does not allow it.
    case refused
    /// A parameter that is not declared.
    case undeclaredParameter
    /// Stopped by the person.
    case interrupted
    /// Ran longer than its time limit.
    case timeout
    /// A table is to be mounted under a name that a temporary table has.
    case nameClash
    /// The result is larger than the memory set aside for it.
    case outOfMemory
  }

  /// The kind of failure.
  public let kind: Kind
  /// SQLite's extended result code, or 0 when it is not SQLite's.
  public let code: Int32
  /// What is wrong, in lower case.
  public let message: String
  /// The bytes of the SQL text that are at fault; never empty unless the text is.
  public let range: Range<Int>
  /// The next step that most likely helps, or nil.
  public let hint: String?

  /// Describes a failure.
  public init(
    _ kind: Kind, code: Int32 = 0, _ message: String, at range: Range<Int>, hint: String? = nil
  ) {
    self.kind = kind
    self.code = code
    self.message = message
    self.range = range
    self.hint = hint
  }
}
