// The recorded output of a cell. Level 0.

/// What a fenced `output` or `error` block under a cell says.
public struct RecordedOutput: Sendable, Hashable {
  /// Whether the block records a result or the failure of a cell that must fail.
  public enum Kind: String, Sendable, Hashable {
    case output
    case error
  }

  /// What it holds.
  public let kind: Kind
  /// The lines inside the fences without prefixes and line endings, each ended by LF.
  public let text: String
  /// The bytes of the block: whole lines, both fence lines included.
  public let range: Range<Int>
  /// The line of the first line inside the fences, from 1.
  public let firstLine: Int
}
