// The one small lexer: for carets, completion and keys. It never decides what SQL means;
// SQLite's own parser does. Level 1.

/// A piece of SQL text.
///
/// - Source: https://www.sqlite.org/draft/tokenreq.html
public struct Token: Sendable, Hashable {
  /// What a token is, as far as its first bytes tell.
  public enum Kind: Sendable, Hashable {
    case space
    case comment
    /// A bare word: keyword or name.
    case word
    /// A name in `"…"`, `` `…` `` or `[…]`.
    case quotedName
    case string
    case number
    /// `:name`, `@name`, `$name`, `?1`.
    case parameter
    case symbol
  }

  /// What the token is.
  public let kind: Kind
  /// The bytes it covers in the text.
  public let range: Range<Int>

  /// Whether it is neither space nor comment.
  public var isSignificant: Bool { kind != .space && kind != .comment }
}

/// Cuts SQL into tokens that cover every byte; any bytes lex.
public func tokens(of sql: [UInt8]) -> [Token] {
  var lexer = Lexer(sql: sql)
  var found: [Token] = []
  while let token = lexer.next() { found.append(token) }
  return found
}

/// The name a token stands for: quotes removed, doubled quotes single.
public func name(of token: Token, in sql: [UInt8]) -> String {
  let text = sql[token.range]
  guard token.kind == .quotedName || token.kind == .string, let quote = text.first else {
    return String(decoding: text, as: UTF8.self)
  }
  let inner = text.dropFirst().dropLast()
  guard quote != UInt8(ascii: "[") else { return String(decoding: inner, as: UTF8.self) }
  var name: [UInt8] = []
  var isSecondQuote = false
  for byte in inner {
    if byte == quote, isSecondQuote {
      isSecondQuote = false
      continue
    }
    isSecondQuote = byte == quote
    name.append(byte)
  }
  return String(decoding: name, as: UTF8.self)
}

private struct Lexer {
  let sql: [UInt8]
  private var position = 0

  init(sql: [UInt8]) { self.sql = sql }

  mutating func next() -> Token? {
    guard position < sql.count else { return nil }
    let start = position
    let kind = scan()
    return Token(kind: kind, range: start..<position)
  }

  private mutating func scan() -> Token.Kind {
    let byte = sql[position]
    switch byte {
    case 0x20, 0x09...0x0D:
      skip { $0 == 0x20 || (0x09...0x0D).contains($0) }
      return .space
    case UInt8(ascii: "-") where peek(1) == byte:
      skip { $0 != 0x0A }
      return .comment
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
      return blockComment()
    case UInt8(ascii: "'"): return quoted(byte, .string)
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return quoted(byte, .quotedName)
    case UInt8(ascii: "["): return bracketed()
    case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "?"):
      return parameter()
    case 0x30...0x39: return number()
    case UInt8(ascii: ".") where peek(1).map(isDigit) ?? false: return number()
    default: return isWordByte(byte) ? word() : symbol()
    }
  }

  private func peek(_ distance: Int) -> UInt8? {
    position + distance < sql.count ? sql[position + distance] : nil
  }

  private mutating func skip(while holds: (UInt8) -> Bool) {
    while position < sql.count, holds(sql[position]) { position += 1 }
  }

  private mutating func blockComment() -> Token.Kind {
    position += 2
    while position < sql.count {
      if sql[position] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        position += 2
        return .comment
      }
      position += 1
    }
    return .comment
  }

  private mutating func quoted(_ quote: UInt8, _ kind: Token.Kind) -> Token.Kind {
    position += 1
    while position < sql.count {
      if sql[position] == quote {
        guard peek(1) == quote else {
          position += 1
          return kind
        }
        position += 1
      }
      position += 1
    }
    return kind
  }

  private mutating func bracketed() -> Token.Kind {
    skip { $0 != UInt8(ascii: "]") }
    position = min(position + 1, sql.count)
    return .quotedName
  }

  private mutating func parameter() -> Token.Kind {
    position += 1
    let start = position
    skip(while: isWordByte)
    return position > start || sql[start - 1] == UInt8(ascii: "?") ? .parameter : .symbol
  }

  private mutating func number() -> Token.Kind {
    var previous: UInt8 = 0
    skip { byte in
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      let belongs =
        isWordByte(byte) || byte == UInt8(ascii: ".") || isSign && previous | 0x20 == 0x65
      previous = byte
      return belongs
    }
    return .number
  }

  private mutating func word() -> Token.Kind {
    let isBlob = sql[position] | 0x20 == UInt8(ascii: "x") && peek(1) == UInt8(ascii: "'")
    if isBlob {
      position += 1
      return quoted(UInt8(ascii: "'"), .string)
    }
    skip(while: isWordByte)
    return .word
  }

  private mutating func symbol() -> Token.Kind {
    position += 1
    return .symbol
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// Letters, digits, `_`, `$` and every byte beyond ASCII.
private func isWordByte(_ byte: UInt8) -> Bool {
  isDigit(byte) || byte == 0x5F || byte == 0x24 || byte >= 0x80
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}
