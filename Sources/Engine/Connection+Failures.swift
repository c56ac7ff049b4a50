// SQLite's messages -> ours: the same facts, at the right word, with the one close suggestion. Level 1.

internal import CSQLite
internal import Diagnostics
internal import Tabular

extension Connection {
  /// Words a failure and finds its place.
  ///
  /// - Parameter offset: the byte offset from the statement's start that SQLite blames, or nil.
  func describe(
    _ message: String, code: Int32, in sql: SQLText, statement: Range<Int>, offset: Int?
  ) -> EngineError {
    let location = FailureLocation(sql: sql, statement: statement)
    let blamed = offset.flatMap { location.token(at: statement.lowerBound + $0) }
    if let subject = subject(of: message, after: "no such column: ") {
      let place = columnPlace(subject, blamed, location)
      return EngineError(
        .sql, code: code, message, at: place, hint: columnHint(subject, location))
    }
    if let subject = subject(of: message, after: "no such table: ") {
      return EngineError(
        .sql, code: code, message, at: location.identifier(subject) ?? location.firstWord,
        hint: didYouMean(
          subject, among: visibleTables().map(\.name) + attachedTables.map(\.qualifiedName)))
    }
    if let subject = subject(of: message, after: "no such function: ") {
      return EngineError(
        .sql, code: code, message, at: blamed?.range ?? location.firstWord,
        hint: didYouMean(subject, among: functionNames))
    }
    if message.hasPrefix("table "), message.hasSuffix(" may not be modified") {
      let table = message.dropFirst("table ".count).dropLast(" may not be modified".count)
      return EngineError(
        .refused, code: code, "not allowed: writing to \(table), which is read-only",
        at: location.identifier(String(table)) ?? location.firstWord, hint: Guard.copyHint)
    }
    if message.hasPrefix("table "), message.hasSuffix(" may not be dropped") {
      return EngineError(
        .refused, code: code, "not allowed: dropping a table of the data or of a cell",
        at: location.firstWord)
    }
    if message.hasPrefix("near \""), message.hasSuffix(": syntax error") {
      return syntaxError(message, code: code, blamed, location)
    }
    if let text = subject(of: message, after: "unrecognized token: \"")?.dropLast() {
      let place = location.text(Array(text.utf8)) ?? location.firstWord
      guard let quote = text.utf8.first, [UInt8]("'\"`[".utf8).contains(quote) else {
        return EngineError(.sql, code: code, message, at: place)
      }
      let start = place.lowerBound
      return EngineError(.sql, code: code, "this quote is never closed", at: start..<start + 1)
    }
    let place = message == "incomplete input" ? location.lastWord : blamed?.range
    return EngineError(
      .sql, code: code, message, at: place ?? quotedSubject(message, location) ?? location.firstWord
    )
  }

  private func subject(of message: String, after prefix: String) -> String? {
    message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : nil
  }

  /// The blamed word, with the column behind `u.`.
  private func columnPlace(
    _ subject: String, _ blamed: Token?, _ location: FailureLocation
  ) -> Range<Int> {
    guard let blamed else { return location.identifier(subject) ?? location.firstWord }
    let path = Array(subject.utf8)
    let start = blamed.range.lowerBound
    return location.stands(path, at: start) ? start..<start + path.count : blamed.range
  }

  private func columnHint(_ subject: String, _ location: FailureLocation) -> String? {
    let path = subject.split(separator: ".").map(String.init)
    let column = path.last ?? subject
    let named = Set(location.names.map(\.asciiLowercased))
    let known = visibleTables() + attachedTables.map { ($0.name, $0.columns.map(\.name)) }
    let tables = known.filter { named.contains($0.name.asciiLowercased) }
    if let owner = path.dropLast().last?.asciiLowercased,
      let table = tables.first(where: { $0.name.asciiLowercased == owner }),
      table.columns.contains(where: { $0.asciiLowercased == column.asciiLowercased })
    {
      return "\(subject) needs a FROM that names \(table.name), as in "
        + "(SELECT \(subject) FROM \(path.dropLast().joined(separator: ".")))"
    }
    let close = suggestions(for: column, among: tables.flatMap(\.columns))
    guard let first = close.first else { return nil }
    let owners = tables.filter { $0.columns.contains(first) }.map { "\($0.name).\(first)" }
    return "did you mean \(close.joined(separator: " or "))? (\(owners.joined(separator: ", ")))"
  }

  /// A misspelt keyword is blamed by SQLite on the word after it; this blames the keyword.
  private func syntaxError(
    _ message: String, code: Int32, _ blamed: Token?, _ location: FailureLocation
  ) -> EngineError {
    let word = message.dropFirst("near \"".count).dropLast("\": syntax error".count)
    let text = "syntax error near \"\(word)\""
    guard let blamed else { return EngineError(.sql, code: code, text, at: location.lastWord) }
    let suspects = [location.token(before: blamed.range.lowerBound), blamed].compactMap { $0 }
    for suspect in suspects where suspect.kind == .word {
      let written = location.text(of: suspect)
      guard !Keywords.all.contains(written.uppercased()) else { continue }
      if let keyword = suggestions(for: written.uppercased(), among: Keywords.common).first {
        return EngineError(
          .sql, code: code, text, at: suspect.range, hint: "did you mean \(keyword)?")
      }
    }
    return EngineError(.sql, code: code, text, at: blamed.range)
  }

  /// The place of the first name of the statement that the message mentions.
  private func quotedSubject(_ message: String, _ location: FailureLocation) -> Range<Int>? {
    let separators: Set<Character> = [" ", ":", "(", ")", ",", "\"", "'"]
    for word in message.split(whereSeparator: separators.contains) {
      if let place = location.identifier(String(word)),
        !Keywords.all.contains(word.uppercased())
      {
        return place
      }
    }
    return nil
  }
}

/// The one candidate nearest to a name, or nil.
func closeNames(to name: String, among candidates: [String]) -> String? {
  suggestions(for: name, among: candidates).first
}

/// Whether a word is a keyword of the linked SQLite, so that as a name it needs quotes.
public func isKeyword(_ word: String) -> Bool { Keywords.all.contains(word.uppercased()) }

/// SQLite's own list of keywords, and those that begin or join clauses.
enum Keywords {
  /// All keywords of the linked SQLite, in upper case.
  static let all: Set<String> = {
    var names: Set<String> = []
    for index in 0..<sqlite3_keyword_count() {
      var start: UnsafePointer<CChar>?
      var length: Int32 = 0
      guard sqlite3_keyword_name(index, &start, &length) == SQLITE_OK, let start else { continue }
      let bytes = UnsafeRawBufferPointer(start: start, count: Int(length))
      names.insert(String(decoding: bytes, as: UTF8.self))
    }
    return names
  }()

  /// The ones that people misspell.
  static let common = [
    "SELECT", "FROM", "WHERE", "GROUP", "ORDER", "BY", "HAVING", "LIMIT", "JOIN", "LEFT", "INNER",
    "ON", "USING", "UNION", "VALUES", "INSERT", "INTO", "UPDATE", "SET", "DELETE", "CREATE",
    "TABLE",
    "VIEW", "WITH", "AS", "AND", "OR", "NOT", "IN", "LIKE", "BETWEEN", "CASE", "WHEN", "THEN",
    "ELSE",
    "END", "DISTINCT", "OVER", "PARTITION", "DESC", "ASC",
  ]
}
