// Where in the text a failure belongs, also where SQLite gives no offset. Level 1.

internal import Tabular

/// The tokens of one statement, searched for what a message is about.
struct FailureLocation {
  private let sql: [UInt8]
  private let tokens: [Token]

  init(sql: SQLText, statement: Range<Int>) {
    self.sql = sql.terminated
    tokens = Engine.tokens(of: Array(sql.bytes[statement])).filter(\.isSignificant).map {
      let start = $0.range.lowerBound + statement.lowerBound
      return Token(kind: $0.kind, range: start..<start + $0.range.count)
    }
  }

  /// The first token that is neither space nor comment; the start of the text when there is none.
  var firstWord: Range<Int> { tokens.first?.range ?? 0..<min(1, sql.count - 1) }

  /// The last token.
  var lastWord: Range<Int> { tokens.last?.range ?? firstWord }

  /// The token at a byte offset.
  func token(at offset: Int) -> Token? { tokens.first { $0.range.contains(offset) } }

  /// The token before a byte offset.
  func token(before offset: Int) -> Token? { tokens.last { $0.range.upperBound <= offset } }

  /// The first place at the start of a token where these bytes stand, also after the statement: SQLite
  /// ends a statement before what it cannot read.
  func text(_ bytes: [UInt8]) -> Range<Int>? {
    let start = tokens.first?.range.lowerBound ?? 0
    return Engine.tokens(of: Array(sql[start...])).lazy.map { start + $0.range.lowerBound }
      .first { self.sql[$0...].starts(with: bytes) }.map { $0..<$0 + bytes.count }
  }

  /// Whether these bytes stand at an offset.
  func stands(_ bytes: [UInt8], at offset: Int) -> Bool { sql[offset...].starts(with: bytes) }

  /// The first token of a kind with a given text.
  func token(_ kind: Token.Kind, named text: String) -> Range<Int>? {
    tokens.first { $0.kind == kind && name(of: $0, in: sql) == text }?.range
  }

  /// The first token that names something, compared as SQLite does; `a.b` matches its last part.
  func identifier(_ wanted: String) -> Range<Int>? {
    let candidates = [wanted, wanted.split(separator: ".").last.map(String.init) ?? wanted]
    for candidate in candidates {
      if let place = token(among: [.word, .quotedName], named: candidate) { return place }
      if let place = token(among: [.string], named: candidate) { return place }
    }
    return nil
  }

  private func token(among kinds: Set<Token.Kind>, named wanted: String) -> Range<Int>? {
    let key = wanted.asciiLowercased
    return tokens.first {
      kinds.contains($0.kind) && name(of: $0, in: sql).asciiLowercased == key
    }?.range
  }

  /// The names of all words and quoted names, in order.
  var names: [String] {
    tokens.filter { $0.kind == .word || $0.kind == .quotedName }.map { name(of: $0, in: sql) }
  }

  /// The text of a token.
  func text(of token: Token) -> String { name(of: token, in: sql) }
}
