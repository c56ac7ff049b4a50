// What stands after `.load`: a file, its name as a table, and how it is to be read. Level 5.

internal import Datasets

/// The operands of `.load FILE [as NAME] [option=value ...]`.
struct LoadRequest {
  let path: String
  let name: String?
  let options: [CSVOptionText]

  init(_ text: String) {
    var words = LoadRequest.words(of: text)
    var options: [CSVOptionText] = []
    while words.count > 1, let last = words.last, LoadRequest.isOption(last) {
      options.insert(CSVOptionText(assignment: last.unquotedAfterMark), at: 0)
      words.removeLast()
    }
    let isNamed = words.count > 2 && words[words.count - 2].lowercased() == "as"
    name = isNamed ? words.last?.unquoted : nil
    path = (isNamed ? words.dropLast(2) : words[...]).joined(separator: " ").unquoted
    self.options = options
  }

  /// Whether a word is `name=…` with a name of small letters.
  private static func isOption(_ word: String) -> Bool {
    guard let mark = word.firstIndex(of: "="), mark > word.startIndex else { return false }
    return word[..<mark].utf8.allSatisfy { (0x61...0x7A).contains($0) }
  }

  /// The words between blanks, without their quotes.
  static func words(_ text: String) -> [String] { words(of: text).map(\.unquoted) }

  /// The words between blanks, blanks in quotes left alone.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"",
        word.isEmpty || word.hasSuffix("=")
      {
        quote = character
      }
      if quote == nil, character == " " || character == "\t" {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}

extension String {
  /// `a='b c'` as `a=b c`.
  fileprivate var unquotedAfterMark: String {
    guard let mark = firstIndex(of: "=") else { return self }
    let value = String(self[index(after: mark)...])
    return self[...mark] + value.unquoted
  }
}
