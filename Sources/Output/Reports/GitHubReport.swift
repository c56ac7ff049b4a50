// Annotations that GitHub shows beside the lines of a change. Output, level 4.

internal import Diagnostics

/// Workflow commands, one for each finding.
///
/// - Source: https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/workflow-commands-for-github-actions
public struct GitHubReport: ReportFormat {
  /// Begins a report.
  public init() {}

  /// The text for the entries of one notebook.
  public mutating func notebook(_ name: String, _ entries: [ReportEntry]) -> String {
    entries.flatMap { entry in entry.findings.map { annotation($0, of: entry) } }.joined()
  }

  /// The text that ends the report.
  public mutating func end() -> String { "" }

  private func annotation(_ finding: Diagnostic, of entry: ReportEntry) -> String {
    let level =
      switch finding.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    let place = finding.place
    let properties = [
      "file=\(property(place?.file ?? entry.file))", "line=\(place?.line ?? entry.line)",
      "col=\(place?.column ?? 1)",
      "title=\(property("\(finding.code.rawValue) \(entry.name)"))",
    ]
    let message = finding.message + (finding.hint.map { "\nhelp: \($0)" } ?? "")
    return "::\(level) \(properties.joined(separator: ","))::\(data(message))\n"
  }

  private func data(_ text: String) -> String {
    var data = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": data += "%25"
      case "\r": data += "%0D"
      case "\n": data += "%0A"
      default: data.unicodeScalars.append(scalar)
      }
    }
    return data
  }

  private func property(_ text: String) -> String {
    var property = ""
    for scalar in data(text).unicodeScalars {
      switch scalar {
      case ":": property += "%3A"
      case ",": property += "%2C"
      default: property.unicodeScalars.append(scalar)
      }
    }
    return property
  }
}
