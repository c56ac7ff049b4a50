// A parameter and the value that it has in a session. Level 3.

public import Notebook
public import Tabular

/// What a parameter is worth, and why.
public struct ParameterValue: Sendable {
  /// Where a value comes from.
  public enum Origin: Sendable, Hashable {
    /// The front matter says it.
    case declared
    /// An expression of the front matter gives it.
    case computed
    /// A person gave it: by `-P`, or in the file of this name.
    case given(String)
  }

  /// The declaration.
  public let parameter: Parameter
  /// The type of the value.
  public let kind: Parameter.Kind
  /// What is bound: booleans as 1 and 0, lists as JSON text.
  public let value: Value
  /// Where it comes from.
  public let origin: Origin
}
