// What keeps a buffer from being whole: the quote, comment or bracket still open at a place. Level 5.

/// A quote, a comment or a parenthesis that is open at the end of a text.
///
/// The rules are those of SQLite's tokenizer: a doubled quote stands for itself, `[names]` end at the
/// first `]`, comments do not nest.
/// - Source: https://sqlite.org/lang_keywords.html, https://sqlite.org/lang_comment.html
public struct OpenConstruct: Equatable, Sendable {
  /// What is open.
  public enum Kind: Sendable {
    case text, doubleQuotedName, backquotedName, bracketedName, blockComment, lineComment
    case parenthesis
  }

  /// What is open.
  public let kind: Kind
  /// Where it was opened, in bytes of the text.
  public let offset: Int

  /// Finds the innermost construct open at the end of some SQL, or nil.
  /// - Complexity: O(*n*)
  public init?(atEndOf sql: some Collection<UInt8>) {
    let bytes = Array(sql)
    var parentheses: [Int] = []
    var index = 0
    while index < bytes.count {
      if let (kind, opening) = Self.opening(in: bytes, at: index) {
        guard let end = Self.end(of: kind, in: bytes, from: index + opening) else {
          self.init(kind: kind, offset: index)
          return
        }
        index = end
        continue
      }
      if bytes[index] == UInt8(ascii: "(") { parentheses.append(index) }
      if bytes[index] == UInt8(ascii: ")") { _ = parentheses.popLast() }
      index += 1
    }
    guard let offset = parentheses.last else { return nil }
    self.init(kind: .parenthesis, offset: offset)
  }

  private init(kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// What opens at an index, and with how many bytes.
  private static func opening(in bytes: [UInt8], at index: Int) -> (Kind, Int)? {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    return switch (bytes[index], next) {
    case (UInt8(ascii: "'"), _): (.text, 1)
    case (UInt8(ascii: "\""), _): (.doubleQuotedName, 1)
    case (UInt8(ascii: "`"), _): (.backquotedName, 1)
    case (UInt8(ascii: "["), _): (.bracketedName, 1)
    case (UInt8(ascii: "-"), UInt8(ascii: "-")): (.lineComment, 2)
    case (UInt8(ascii: "/"), UInt8(ascii: "*")): (.blockComment, 2)
    default: nil
    }
  }

  /// The index after the construct whose inside begins at an index, or nil if it does not end. A
  /// doubled quote ends one text and begins another, which comes to the same.
  private static func end(of kind: Kind, in bytes: [UInt8], from start: Int) -> Int? {
    if kind == .blockComment {
      let star = bytes[start...].indices.first {
        $0 + 1 < bytes.count && bytes[$0] == UInt8(ascii: "*")
          && bytes[$0 + 1] == UInt8(ascii: "/")
      }
      return star.map { $0 + 2 }
    }
    return bytes[start...].firstIndex(of: closing(of: kind)).map { $0 + 1 }
  }

  private static func closing(of kind: Kind) -> UInt8 {
    switch kind {
    case .text: UInt8(ascii: "'")
    case .doubleQuotedName: UInt8(ascii: "\"")
    case .backquotedName: UInt8(ascii: "`")
    case .bracketedName: UInt8(ascii: "]")
    case .lineComment: UInt8(ascii: "\n")
    case .blockComment: UInt8(ascii: "/")
    case .parenthesis: UInt8(ascii: ")")
    }
  }

  /// The characters that opened it.
  public var delimiter: String {
    switch kind {
    case .text: "'"
    case .doubleQuotedName: "\""
    case .backquotedName: "`"
    case .bracketedName: "["
    case .blockComment: "/*"
    case .lineComment: "--"
    case .parenthesis: "("
    }
  }

  /// What an unfinished statement waits for: `still open: ' from line 1, column 8`, or
  /// `still waiting for ;`. Columns count characters from 1.
  public static func description(of unfinished: String) -> String {
    guard let open = OpenConstruct(atEndOf: unfinished.utf8), open.kind != .lineComment else {
      return "still waiting for ;"
    }
    let before = unfinished.utf8.prefix(open.offset)
    let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map(before.index(after:))
    let column = unfinished[(lineStart ?? before.startIndex)..<before.endIndex].count + 1
    return "still open: \(open.delimiter) from line \(line), column \(column)"
  }
}
