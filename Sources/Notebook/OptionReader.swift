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
  /// What the label may be, by whether `output.var` says it.
  private var labels: [Bool: LabelReading] = [:]

  /// A label as it was read.
  private struct LabelReading {
    let label: String?
    let range: Range<Int>
    let findings: Findings
  }

  init(_ fields: FieldReader, defaults: CellOptions, isForAllCells: Bool = false) {
    self.fields = fields
    options = defaults
    self.isForAllCells = isForAllCells
  }

  /// Options that are read.
  private static let honoured = [
    "label", "echo", "output", "include", "eval", "tbl-cap", "fig-cap", "max-rows", "check",
    "tol", "rtol", "sort", "digits", "group", "total", "max-width", "depends", "error", "assert",
    "as", "timeout",
  ]
  /// Options that the format has and this version does not.
  private static let later = ["connection", "cache"]
  /// The spellings of knitr and Quarto.
  private static let spellings = [
    "name": "label", "output.var": "label", "tab.cap": "tbl-cap", "fig.cap": "fig-cap",
    "max.print": "max-rows", "dependson": "depends",
  ]

  /// Whether an option of this name exists, however it is spelt.
  static func knows(_ name: String) -> Bool {
    let name = spellings[name] ?? name
    return honoured.contains(name) || later.contains(name)
  }

  /// The name of an option as the format has it, however it is spelt.
  static func canonicalName(_ name: String) -> String { spellings[name] ?? name }

  /// Reads a mapping of options; anything else is reported.
  ///
  /// - Parameter valueRanges: the bytes of each value, where the nodes do not tell.
  mutating func read(_ node: Node, valueRanges: [Range<Int>]? = nil) {
    guard let entries = node.mapping else {
      fields.report(.malformedYAML, "an option is written key: value", at: node)
      return
    }
    for (index, entry) in entries.enumerated() {
      let name = OptionReader.canonicalName(entry.name)
      let isResultName = entry.name == "output.var"
      if let earlier = keys.updateValue(entry.name, forKey: isResultName ? entry.name : name) {
        fields.report(
          .badValue, "\(entry.name) says again what \(earlier) says", at: entry.key)
        continue
      }
      let range = valueRanges?[index] ?? fields.text.range(of: entry.value)
      if name == "label", !isForAllCells {
        var fresh = fields.fresh
        let label = fresh.label(entry)
        labels[isResultName] = LabelReading(label: label, range: range, findings: fresh.findings)
      } else {
        ranges[name] = range
        read(entry, as: name)
      }
    }
  }

  /// Settles the label when all is read: `output.var` names the result, and what else is called a label is
  /// then only knitr's name of the chunk.
  mutating func settleLabel() {
    guard let reading = labels[true] ?? labels[false] else { return }
    options.label = reading.label
    ranges["label"] = reading.range
    fields.findings.add(reading.findings)
  }

  private mutating func read(_ entry: Node.Entry, as name: String) {
    switch name {
    case "label": fields.report(.badValue, "a label belongs to one cell", at: entry.key)
    case "echo": set(\.echo, fields.bool(entry))
    case "output": set(\.output, fields.bool(entry))
    case "include": set(\.include, fields.bool(entry))
    case "eval": set(\.eval, fields.bool(entry))
    case "error": set(\.error, fields.bool(entry))
    case "assert": set(\.assert, fields.bool(entry))
    case "tbl-cap": set(\.tableCaption, fields.string(entry))
    case "fig-cap": set(\.figureCaption, fields.string(entry))
    case "max-rows": readRowLimit(entry)
    case "check": set(\.check, fields.word(entry, CellOptions.Check.self))
    case "tol": set(\.tolerance, fields.tolerance(entry))
    case "rtol": set(\.relativeTolerance, fields.tolerance(entry))
    case "sort": set(\.ignoresOrder, fields.bool(entry))
    case "digits": set(\.digits, fields.digits(entry))
    case "group": options.group = fields.strings(entry)
    case "total": set(\.total, fields.total(entry))
    case "max-width": readWidthLimit(entry)
    case "depends": readDependencies(entry)
    case "as": set(\.binding, fields.word(entry, CellOptions.Binding.self))
    case "timeout": set(\.timeout, fields.seconds(entry))
    case _ where OptionReader.later.contains(name):
      fields.report(
        .notSupportedYet, "option \(entry.name) is not supported yet", at: entry.key,
        hint: name == "connection" ? "leave it out: cells read what data: names" : nil)
    case _ where ForeignOptions.hold(name):
      fields.report(
        .unknownOption, "option \(entry.name) of knitr and Quarto means nothing here",
        at: entry.key,
        hint: "leave it out, or write x-\(entry.name) for other programs")
    default:
      fields.unknown(
        .unknownOption, "option", entry,
        among: OptionReader.honoured + OptionReader.later + OptionReader.spellings.keys.sorted())
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

  private mutating func readWidthLimit(_ entry: Node.Entry) {
    set(\.maxWidth, fields.integer(entry, in: 20...10_000, "a number of columns from 20"))
  }

  private mutating func readDependencies(_ entry: Node.Entry) {
    guard !isForAllCells else {
      fields.report(.badValue, "what one cell depends on is said there", at: entry.key)
      return
    }
    guard !fields.strings(entry).isEmpty else { return }
    options.depends = (entry.value.sequence ?? [entry.value]).map { node in
      CellOptions.Dependency(
        label: FieldReader.bareLabel(node.text ?? ""), range: fields.text.range(of: node))
    }
  }
}
