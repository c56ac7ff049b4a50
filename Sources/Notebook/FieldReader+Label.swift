// The label of a cell. Level 0.

internal import Diagnostics
internal import YAML

extension FieldReader {
  /// A name that can stand in SQL without quotes, or nil when it is reported.
  mutating func label(_ entry: Node.Entry) -> String? {
    guard let written = string(entry) else { return nil }
    let label = FieldReader.bareLabel(written)
    guard isIdentifier(label) else {
      report(
        .badLabel, "a label is made of letters, digits and _ and begins with no digit",
        at: entry.value, hint: FieldReader.identifier(like: label).map { "write \($0)" })
      return nil
    }
    guard !label.lowercased().hasPrefix("sqlite_") else {
      report(.badLabel, "names that begin with sqlite_ are SQLite's own", at: entry.value)
      return nil
    }
    return label
  }

  /// A label without the prefix that references add.
  static func bareLabel(_ written: String) -> String {
    let hasPrefix = written.hasPrefix("tbl-") || written.hasPrefix("fig-")
    return String(written.dropFirst(hasPrefix ? 4 : 0))
  }

  /// `my_label` for `my-label`; nil when more than the signs between the letters is wrong.
  private static func identifier(like name: String) -> String? {
    guard name.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return nil }
    let words = name.split { !isIdentifier("_\($0)") }
    let identifier = words.joined(separator: "_")
    return isIdentifier(identifier) ? identifier : nil
  }
}
