// The text of one or several statements, in the form that SQLite reads without copying. Level 1.

/// SQL as bytes that end with a NUL.
///
/// SQLite copies all the rest of a text for every statement that it prepares, unless a NUL ends it.
public struct SQLText: Sendable, Hashable {
  /// The text and its NUL.
  let terminated: [UInt8]

  /// Keeps a text; it ends at its first NUL, if it has one.
  public init(_ text: some Sequence<UInt8>) { terminated = text.prefix { $0 != 0 } + [0] }

  /// Keeps a text; it ends at its first NUL, if it has one.
  public init(_ text: String) { self.init(text.utf8) }

  /// How many bytes the text has, without the NUL.
  public var count: Int { terminated.count - 1 }

  /// The text without the NUL.
  public var bytes: ArraySlice<UInt8> { terminated.dropLast() }
}
