// How results look at the prompt. Level 5.

internal import Diagnostics
internal import Render

/// A look for people, or a format that other programs read; the latter always has all rows.
enum ResultMode: String, CaseIterable {
  case box, rule, line, csv, tsv, json, jsonl, markdown, html, latex, insert
  /// The footer alone.
  case off

  /// The format of whole tables, or nil for what is drawn or left out.
  var format: TableFormat? {
    switch self {
    case .box, .rule, .off: nil
    default: TableFormat(rawValue: rawValue)
    }
  }

  /// Whether other programs read it, so that nothing may stand between results.
  var isForPrograms: Bool { format != nil && self != .line }

  /// The mode that a file's extension asks for, or nil.
  init?(extension name: String?) {
    guard let format = name.flatMap(TableFormat.init(extension:)) else { return nil }
    self = format == .text ? .rule : ResultMode(rawValue: format.rawValue) ?? .rule
  }

  /// Finds a mode by its name, or says which is near.
  init(named name: String) throws(SettingFault) {
    if let mode = ResultMode(rawValue: name) {
      self = mode
      return
    }
    let names = ResultMode.allCases.map(\.rawValue)
    throw SettingFault(
      "unknown mode \(name)",
      hint: ResultMode.otherNames[name].map { "here: .mode \($0)" }
        ?? didYouMean(name, among: names) ?? "one of \(names.joined(separator: ", "))")
  }

  /// What other programs call them.
  private static let otherNames = [
    "tabs": "tsv", "column": "rule", "table": "box", "duckbox": "box", "ascii": "rule",
    "vertical": "line", "expanded": "line", "md": "markdown", "tex": "latex", "trash": "off",
    "jsonlines": "jsonl", "ndjson": "jsonl", "unaligned": "tsv", "list": "tsv", "quote": "insert",
    "aligned": "box", "psql": "box",
  ]
}
