// The names that a statement itself makes: common tables and aliases. Level 5.

internal import Engine
internal import Tabular

/// What WITH and AS name in a text, told from its words: the text need not be whole.
struct StatementNames {
  /// The tables of WITH, with the columns that are listed after their names.
  private(set) var commonTables: [(name: String, columns: [String])] = []
  /// What stands after AS elsewhere, in order, each once.
  private(set) var aliases: [String] = []

  private let words: [(kind: Token.Kind, text: String)]

  /// Reads a text, whose cursor may stand anywhere.
  init(_ bytes: [UInt8]) {
    words = tokens(of: bytes).filter(\.isSignificant).map { ($0.kind, name(of: $0, in: bytes)) }
    for index in words.indices where index > 0 && isWord(index, "AS") {
      if let table = commonTable(before: index) {
        commonTables.append(table)
      } else if index + 1 < words.count, isName(index + 1) {
        let alias = words[index + 1].text
        if !aliases.contains(alias) { aliases.append(alias) }
      }
    }
  }

  /// The table of WITH whose AS stands there: `name AS (`, `name (a, b) AS (`.
  private func commonTable(before index: Int) -> (name: String, columns: [String])? {
    guard let open = words.indices.dropFirst(index + 1).first(where: { isSymbol($0, "(") }),
      words[(index + 1)..<open].allSatisfy({
        ["NOT", "MATERIALIZED"].contains($0.text.uppercased())
      })
    else { return nil }
    guard isSymbol(index - 1, ")") else {
      return isName(index - 1) ? (words[index - 1].text, []) : nil
    }
    guard let first = words[..<index].lastIndex(where: { $0.kind == .symbol && $0.text == "(" }),
      first > 0, isName(first - 1)
    else { return nil }
    let columns = (first..<index).filter(isName).map { words[$0].text }
    return (words[first - 1].text, columns)
  }

  private func isWord(_ index: Int, _ text: String) -> Bool {
    words[index].kind == .word && words[index].text.uppercased() == text
  }

  private func isSymbol(_ index: Int, _ text: String) -> Bool {
    words[index].kind == .symbol && words[index].text == text
  }

  private func isName(_ index: Int) -> Bool {
    words[index].kind == .word || words[index].kind == .quotedName
  }
}
