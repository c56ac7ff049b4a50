// The text of one or several statements, in the form that SQLite reads without copying. Level 1.

/// SQL as bytes that end with a NUL.
///
/// SQLite copies all the rest of a text for every statement that it prepares, unless a NUL ends it.
public struct SQLText: Sendable, Hashable {
  /// The text and its NUL.
  let terminated: [UInt8]
  /// Whether the words of an outer join occur anywhere in it, be it in a comment.
  let mentionsOuterJoin: Bool

  /// Whether the word VIEW occurs anywhere in it.
  var mentionsView: Bool { SQLText.mentions("view", terminated) }

  /// Keeps a text; it ends at its first NUL, if it has one.
  public init(_ text: some Sequence<UInt8>) {
    let bytes = text.prefix { $0 != 0 } + [0]
    terminated = bytes
    let sides: [StaticString] = ["left", "right", "full"]
    mentionsOuterJoin =
      SQLText.mentions("join", bytes) && sides.contains { SQLText.mentions($0, bytes) }
  }

  /// Keeps a text; it ends at its first NUL, if it has one.
  public init(_ text: String) { self.init(text.utf8) }

  /// How many bytes the text has, without the NUL.
  public var count: Int { terminated.count - 1 }

  /// The text without the NUL.
  public var bytes: ArraySlice<UInt8> { terminated.dropLast() }

  /// Whether a word in lower case occurs in any case of its letters.
  private static func mentions(_ word: StaticString, _ text: [UInt8]) -> Bool {
    word.withUTF8Buffer { word in
      guard text.count >= word.count else { return false }
      return text.withUnsafeBufferPointer { text in
        (0...text.count - word.count).contains { start in
          text[start] | 0x20 == word[0]
            && word.indices.allSatisfy { text[start + $0] | 0x20 == word[$0] }
        }
      }
    }
  }
}
