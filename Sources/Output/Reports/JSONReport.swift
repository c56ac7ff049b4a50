// One JSON object a line for each cell. Output, level 4.

internal import Diagnostics
internal import YAML

/// JSON Lines: `file line label kind status reason ms rows columns` of each entry, and `place hint code` of what
/// is wrong with it.
///
/// - Source: https://jsonlines.org
public struct JSONReport: ReportFormat {
  /// Begins a report.
  public init() {}

  /// The text for the entries of one notebook.
  public mutating func notebook(_ name: String, _ entries: [ReportEntry]) -> String {
    entries.map(line).joined()
  }

  /// The text that ends the report.
  public mutating func end() -> String { "" }

  private func line(_ entry: ReportEntry) -> String {
    let finding = entry.findings.first
    let fields: [(String, String)] = [
      ("file", jsonString(entry.file)), ("line", "\(entry.line)"), ("label", text(entry.label)),
      ("kind", jsonString(entry.kind)), ("status", jsonString(entry.status.rawValue)),
      ("reason", text(entry.reason)), ("code", text(finding?.code.rawValue)),
      ("place", text(finding?.place?.description)), ("hint", text(finding?.hint)),
      ("ms", "\((entry.milliseconds * 10).rounded() / 10)"),
      ("rows", entry.shape.map { "\($0.rows)" } ?? "null"),
      ("columns", entry.shape.map { "\($0.columns)" } ?? "null"),
    ]
    return "{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}\n"
  }

  private func text(_ text: String?) -> String { text.map(jsonString) ?? "null" }
}
