// Option lines -> CellOptions. Level 0.

internal import Diagnostics
internal import YAML

/// Reads the options of a cell, or those that `defaults:` sets for all cells.
struct OptionReader {
  var fields: FieldReader
  /// The options as read so far.
  var options: CellOptions
  /// The value's bytes of each option, under its canonical name.
  private(set) var ranges: [String: Range<Int>] = [:]
  /// Whether `defaults:` is read, where a label has no sense.
  let isForAllCells: Bool
  private var keys: [String: String] = [:]

  init(_ fields: FieldReader, defaults: CellOptions, isForAllCells: Bool = false) {
    self.fields = fields
    options = defaults
    self.isForAllCells = isForAllCells
  }

  /// Options that are read.
  private static let honoured = [
    "label", "echo", "output", "include", "eval", "tbl-cap", "fig-cap", "max-rows", "check",
    "error", "assert", "as", "timeout",
  ]
  /// Options that the format has and this version does not.
  private static let later = [
    "digits", "tol", "rtol", "sort", "connection", "depends", "group", "total", "max-width",
    "cache",
  ]
  /// The spellings of knitr and Quarto.
  private static let spellings = [
    "name": "label", "output.var": "label", "tab.cap": "tbl-cap", "fig.cap": "fig-cap",
    "max.print": "max-rows", "dependson": "depends",
  ]

  /// Reads a mapping of options; anything else is reported.
  mutating func read(_ node: Node) {
    guard let entries = node.mapping else {
      fields.report(.malformedYAML, "an option is written key: value", at: node)
      return
    }
    for entry in entries {
      let name = OptionReader.spellings[entry.name] ?? entry.name
      if let earlier = keys.updateValue(entry.name, forKey: name) {
        fields.report(
          .badValue, "\(entry.name) says again what \(earlier) says", at: entry.key)
        continue
      }
      ranges[name] = fields.text.range(of: entry.value)
      read(entry, as: name)
    }
  }

  private mutating func read(_ entry: Node.Entry, as name: String) {
    switch name {
    case "label": readLabel(entry)
    case "echo": set(\.echo, fields.bool(entry))
    case "output": set(\.output, fields.bool(entry))
    case "include": set(\.include, fields.bool(entry))
    case "eval": set(\.eval, fields.bool(entry))
    case "error": set(\.error, fields.bool(entry))
    case "assert": set(\.assert, fields.bool(entry))
    case "tbl-cap": set(\.tableCaption, fields.string(entry))
    case "fig-cap": set(\.figureCaption, fields.string(entry))
    case "max-rows": readRowLimit(entry)
    case "check":
      set(\.check, fields.word(entry, CellOptions.Check.self, later: ["values", "shape"]))
    case "as": set(\.binding, fields.word(entry, CellOptions.Binding.self, later: ["view"]))
    case "timeout": set(\.timeout, fields.seconds(entry))
    case _ where OptionReader.later.contains(name):
      fields.report(.notSupportedYet, "option \(entry.name) is not supported yet", at: entry.key)
    default:
      fields.unknown(
        .unknownOption, "option", entry, among: OptionReader.honoured + OptionReader.later)
    }
  }

  private mutating func set<Value>(
    _ path: WritableKeyPath<CellOptions, Value>, _ value: Value?
  ) {
    if let value { options[keyPath: path] = value }
  }

  private mutating func readRowLimit(_ entry: Node.Entry) {
    if entry.value.text == "all" {
      options.maxRows = nil
    } else if let count = fields.integer(entry, in: 1...Int.max, "a number of rows or all") {
      options.maxRows = count
    }
  }

  private mutating func readLabel(_ entry: Node.Entry) {
    guard !isForAllCells else {
      fields.report(.badValue, "a label belongs to one cell", at: entry.key)
      return
    }
    guard let written = fields.string(entry) else { return }
    let hasPrefix = written.hasPrefix("tbl-") || written.hasPrefix("fig-")
    let label = String(written.dropFirst(hasPrefix ? 4 : 0))
    guard isIdentifier(label) else {
      fields.report(
        .badLabel, "a label is made of letters, digits and _ and begins with no digit",
        at: entry.value)
      return
    }
    guard !label.lowercased().hasPrefix("sqlite_") else {
      fields.report(.badLabel, "names that begin with sqlite_ are SQLite's own", at: entry.value)
      return
    }
    options.label = label
  }
}
