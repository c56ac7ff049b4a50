// Prompts that were copied from a terminal together with the statements after them. Level 5.

/// Takes prompts off pasted text.
///
/// Only a first line with a prompt shows that the text was copied from a terminal. Our own buffer has
/// a prompt on its first line only; sqlite3 and psql have one on every line, so there a line without
/// one shows that it was not.
struct PastedPrompts {
  /// Our own prompt, without colours.
  let own: String

  /// The text without prompts, or nil when it has none to take off.
  func removed(from text: String) -> String? {
    var lines = text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let endsLine = lines.last?.isEmpty == true && lines.count > 1
    if endsLine { lines.removeLast() }
    guard let first = lines.first else { return nil }
    var bare: [Substring.UTF8View]
    if let length = lengthOfOwn(first) {
      bare = lines.map { $0.dropFirst(lengthOfOwn($0) ?? 0) }
      bare[0] = first.dropFirst(length)
    } else if let ours = [Self.lengthOfSQLite, Self.lengthOfPsql].first(where: { length in
      length(first, true) != nil && lines.allSatisfy { length($0, false) != nil }
    }) {
      bare = lines.map { $0.dropFirst(ours($0, false) ?? 0) }
    } else {
      return nil
    }
    return bare.map { String(Substring($0)) }.joined(separator: "\n") + (endsLine ? "\n" : "")
  }

  private func lengthOfOwn(_ line: Substring.UTF8View) -> Int? { Self.length(of: own, at: line) }

  /// A prompt's length at the start of a line; the space at its end may be missing where nothing
  /// follows.
  private static func length(of prompt: String, at line: Substring.UTF8View) -> Int? {
    if line.starts(with: prompt.utf8) { return prompt.utf8.count }
    let trimmed = prompt.utf8.dropLast(prompt.hasSuffix(" ") ? 1 : 0)
    return !trimmed.isEmpty && line.elementsEqual(trimmed) ? trimmed.count : nil
  }

  /// `sqlite> `, then `   ...> ` or, since 3.42, `'  ...> ` and `(x1...> ` which tell what is open.
  private static func lengthOfSQLite(_ line: Substring.UTF8View, isFirst: Bool) -> Int? {
    if let length = length(of: "sqlite> ", at: line) { return length }
    guard !isFirst else { return nil }
    return length(of: "...> ", at: line.dropFirst(3)).map { $0 + 3 }
  }

  /// `name=> ` or `name=# `; in later lines the `=` gives way to what is open, and `*` or `!` tells of
  /// a transaction.
  private static func lengthOfPsql(_ line: Substring.UTF8View, isFirst: Bool) -> Int? {
    var rest = line.drop { byte in
      byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte >= 0x80
    }
    guard let state = rest.popFirst(), (isFirst ? "=" : "=-'\"($*").utf8.contains(state) else {
      return nil
    }
    if rest.first.map("*!?".utf8.contains) == true { rest.removeFirst() }
    guard let sign = rest.popFirst(), "#>".utf8.contains(sign) else { return nil }
    if rest.isEmpty { return line.count }
    return rest.popFirst() == UInt8(ascii: " ") ? line.count - rest.count : nil
  }
}
