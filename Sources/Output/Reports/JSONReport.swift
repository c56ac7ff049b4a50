// One JSON object a line for each cell. Output, level 4.

internal import Diagnostics
internal import Notebook
internal import Runner
internal import YAML

/// JSON Lines: `file line label kind status reason ms rows columns deps reads params` of each entry, and
/// `code place hint` of what is wrong with it.
///
/// - Source: https://jsonlines.org
public struct JSONReport: ReportFormat {
  /// Begins a report.
  public init() {}

  /// The text for the entries of one notebook.
  public mutating func notebook(_ name: String, _ entries: [ReportEntry]) -> String {
    entries.map(\.jsonLine).joined()
  }

  /// The text that ends the report.
  public mutating func end() -> String { "" }
}

extension ReportEntry {
  /// The entry as one line of JSON.
  public var jsonLine: String {
    let finding = findings.first
    let fields: [(String, String)] = [
      ("file", jsonString(file)), ("line", "\(line)"), ("label", jsonText(label)),
      ("kind", jsonString(kind)), ("status", jsonString(status.rawValue)),
      ("reason", jsonText(reason)), ("code", jsonText(finding?.code.rawValue)),
      ("place", jsonText(finding?.place?.description)), ("hint", jsonText(finding?.hint)),
      ("ms", "\((milliseconds * 10).rounded() / 10)"),
      ("rows", shape.map { "\($0.rows)" } ?? "null"),
      ("columns", shape.map { "\($0.columns)" } ?? "null"),
      ("deps", use.map { jsonArray($0.dependencies) } ?? "null"),
      ("reads", use.map { jsonArray($0.reads) } ?? "null"),
      ("params", use.map(parameters(of:)) ?? "null"),
    ]
    return jsonObject(fields) + "\n"
  }

  private func parameters(of use: OutcomeUse) -> String {
    jsonObject(use.parameters.map { ($0.parameter.name, $0.jsonText) })
  }
}
