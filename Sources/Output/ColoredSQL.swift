// SQL with its words coloured, for people. Output, level 4.

internal import Engine

/// Colours the keywords, texts, numbers, parameters and comments of SQL; the text itself stays as it is.
///
/// Control characters are not made visible; `withoutControls` does that before.
public func coloredSQL(_ sql: String) -> String {
  let bytes = Array(sql.utf8)
  var output: [UInt8] = []
  for token in tokens(of: bytes) {
    let text = bytes[token.range]
    guard let color = color(of: token, text) else {
      output += text
      continue
    }
    // A pager colours line by line.
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if index > 0 { output.append(0x0A) }
      if !line.isEmpty { output += Array("\u{1B}[\(color)m".utf8) + line + Array("\u{1B}[0m".utf8) }
    }
  }
  return String(decoding: output, as: UTF8.self)
}

/// The number of a colour of the terminal's own palette, or nil for none.
private func color(of token: Token, _ text: ArraySlice<UInt8>) -> Int? {
  switch token.kind {
  case .word: isKeyword(String(decoding: text, as: UTF8.self)) ? 1 : nil
  case .string: 32
  case .number: 36
  case .parameter: 35
  case .comment: 2
  case .space, .symbol, .quotedName: nil
  }
}
