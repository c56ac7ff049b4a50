// The tree of a YAML or JSON text, every node with its place. Level 0.

/// A node and where it begins.
///
/// - Units: `line` and `column` count from 1; columns count Unicode scalars.
public struct Node: Sendable, Hashable {
  /// What stands there.
  public indirect enum Kind: Sendable, Hashable {
    /// Text as written; `isQuoted` when it stood in quotes or in a block, and so is always text.
    case scalar(String, isQuoted: Bool)
    case sequence([Node])
    case mapping([Entry])
  }

  /// A key with its value, in the order of the text.
  public struct Entry: Sendable, Hashable {
    /// The key, a scalar.
    public let key: Node
    /// The value.
    public let value: Node

    /// Pairs a key, which is a scalar, with its value.
    public init(key: Node, value: Node) {
      self.key = key
      self.value = value
    }

    /// The key's text; keys are always scalars.
    public var name: String { key.text ?? "" }
  }

  /// What stands there.
  public let kind: Kind
  /// The line it begins on.
  public let line: Int
  /// The column it begins at.
  public let column: Int

  /// Makes a node of a text that is no YAML but is read like it.
  public init(_ kind: Kind, line: Int, column: Int) {
    self.kind = kind
    self.line = line
    self.column = column
  }

  /// The text of a scalar as it is written, or nil for collections.
  public var text: String? {
    if case .scalar(let text, _) = kind { text } else { nil }
  }

  /// The entries of a sequence, or nil.
  public var sequence: [Node]? {
    if case .sequence(let nodes) = kind { nodes } else { nil }
  }

  /// The entries of a mapping, or nil.
  public var mapping: [Entry]? {
    if case .mapping(let entries) = kind { entries } else { nil }
  }

  /// The value of a key of a mapping, or nil.
  public subscript(key: String) -> Node? {
    mapping?.first { $0.name == key }?.value
  }

  /// The scalar's value under the YAML 1.2 core schema, or nil for collections.
  public var scalar: Scalar? {
    guard case .scalar(let text, let isQuoted) = kind else { return nil }
    return isQuoted ? .text(text) : Scalar(plain: text)
  }
}

/// The value of a scalar.
public enum Scalar: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  case real(Double)
  case text(String)
}
