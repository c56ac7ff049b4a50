// `select 1 \g out.csv`: what psql and MySQL let follow a statement in place of a semicolon. Level 5.

internal import Diagnostics
internal import Engine

/// The command at the end of typed statements.
struct StatementEnding {
  /// `\g`, `\gx` or `\G`.
  let name: String
  /// What stands after it: a file, or `|` and a command.
  let operand: String
  /// The text before it.
  let statements: SourceText

  /// Whether no statement stands before it: the last one is meant.
  var isAlone: Bool { !tokens(of: statements.bytes).contains(where: \.isSignificant) }

  private static let names: Set<String> = ["g", "gx", "G"]

  /// Finds the command in the last line; a backslash outside of quotes is nothing else in SQL.
  init?(_ text: SourceText) {
    let lastLine = text.lineContentRange(text.lineStarts.count - 1)
    let all = tokens(of: text.bytes)
    let backslash = all.first {
      $0.kind == .symbol && text.bytes[$0.range.lowerBound] == UInt8(ascii: "\\")
    }
    guard let start = backslash?.range.lowerBound, lastLine.contains(start) else { return nil }
    let words = text.bytes[(start + 1)..<lastLine.upperBound]
    let name = words.prefix { $0 != 0x20 && $0 != 0x09 && $0 != UInt8(ascii: ";") }
    self.name = String(decoding: name, as: UTF8.self)
    guard StatementEnding.names.contains(self.name) else { return nil }
    let rest = String(decoding: words[name.endIndex...], as: UTF8.self).trimmingBlanks
    operand = rest.hasSuffix(";") ? String(rest.dropLast()).trimmingBlanks : rest
    statements = SourceText(
      Array(text.bytes[..<start]), file: text.file, firstLine: text.firstLine)
  }

  /// Whether a text ends so, and so is whole.
  static func ends(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "\\"))
      && StatementEnding(SourceText(Array(text.utf8), file: "")) != nil
  }
}
