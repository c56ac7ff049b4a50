// The Test Anything Protocol: a numbered line a cell. Output, level 4.

internal import Diagnostics
internal import YAML

/// TAP 14, the plan at the end.
///
/// - Source: https://testanything.org/tap-version-14-specification.html
public struct TAPReport: ReportFormat {
  private var count = 0

  /// Begins a report.
  public init() {}

  /// The text for the entries of one notebook.
  public mutating func notebook(_ name: String, _ entries: [ReportEntry]) -> String {
    var text = count == 0 ? "TAP version 14\n" : ""
    for entry in entries {
      count += 1
      text += line(entry)
    }
    return text
  }

  /// The text that ends the report.
  public mutating func end() -> String {
    (count == 0 ? "TAP version 14\n" : "") + "1..\(count)\n"
  }

  private func line(_ entry: ReportEntry) -> String {
    let isOK = entry.status != .failed && entry.status != .differs
    let description = escaped("\(entry.file):\(entry.line) \(entry.name)")
    var text = "\(isOK ? "ok" : "not ok") \(count) - \(description)"
    if entry.status == .skipped { text += " # SKIP \(escaped(entry.reason ?? "eval: false"))" }
    text += "\n"
    guard !isOK else { return text }
    text += "  ---\n  message: \(jsonString(entry.reason ?? ""))\n"
    if let finding = entry.findings.first {
      text += "  severity: \(entry.status == .differs ? "fail" : "error")\n"
      text += "  code: \(finding.code.rawValue)\n"
      if let place = finding.place { text += "  at: \(jsonString("\(place)"))\n" }
      if let hint = finding.hint { text += "  help: \(jsonString(hint))\n" }
    }
    return text + "  ...\n"
  }

  /// A description on one line, in which `#` begins no directive.
  private func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "#": escaped += "\\\(scalar)"
      case "\u{0}"..."\u{1F}", "\u{7F}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
