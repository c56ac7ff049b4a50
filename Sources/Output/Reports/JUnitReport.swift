// The XML that continuous integration reads: a suite a notebook, a case a cell. Output, level 4.

internal import Diagnostics

/// JUnit's XML. Differences and violated assertions are failures, what could not run is an error.
///
/// - Source: https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
public struct JUnitReport: ReportFormat {
  private var suites = ""

  /// Begins a report.
  public init() {}

  /// The text for the entries of one notebook.
  public mutating func notebook(_ name: String, _ entries: [ReportEntry]) -> String {
    let failureCount = entries.count { $0.status == .differs }
    let errorCount = entries.count { $0.status == .failed }
    let skippedCount = entries.count { $0.status == .skipped }
    let time = seconds(entries.reduce(0) { $0 + $1.milliseconds })
    suites += """
        <testsuite name="\(attribute(name))" tests="\(entries.count)" failures="\(failureCount)" \
      errors="\(errorCount)" skipped="\(skippedCount)" time="\(time)">
      \(entries.map(testCase).joined())  </testsuite>

      """
    return ""
  }

  /// The text that ends the report.
  public mutating func end() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"quire\">\n\(suites)</testsuites>\n"
  }

  private func testCase(_ entry: ReportEntry) -> String {
    let opening = """
          <testcase name="\(attribute(entry.name))" classname="\(attribute(entry.file))" \
      time="\(seconds(entry.milliseconds))"
      """
    let reason = attribute(entry.reason ?? "")
    switch entry.status {
    case .ok, .new: return opening + "/>\n"
    case .skipped:
      return opening + ">\n      <skipped message=\"\(reason)\"/>\n    </testcase>\n"
    case .differs, .failed:
      let name = entry.status == .differs ? "failure" : "error"
      let code = entry.findings.first?.code.rawValue ?? ""
      let details = entry.findings.map { $0.text(usesColor: false, width: 200) }.joined()
      return opening + """
        >
              <\(name) type="\(code)" message="\(reason)">\(escaped(details, isAttribute: false))\
        </\(name)>
            </testcase>

        """
    }
  }

  /// Three decimals, which is all that older readers take.
  private func seconds(_ milliseconds: Double) -> String {
    let whole = Int(milliseconds.rounded())
    let fraction = String(whole % 1000)
    return "\(whole / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  private func attribute(_ text: String) -> String { escaped(text, isAttribute: true) }

  /// A text for XML 1.0; characters that it does not have become U+FFFD.
  private func escaped(_ text: String, isAttribute: Bool) -> String {
    var xml = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": xml += "&amp;"
      case "<": xml += "&lt;"
      case ">": xml += "&gt;"
      case "\"" where isAttribute: xml += "&quot;"
      case "\n" where isAttribute: xml += "&#10;"
      case "\t" where isAttribute: xml += "&#9;"
      case "\t", "\n": xml.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": xml += "\u{FFFD}"
      default: xml.unicodeScalars.append(scalar)
      }
    }
    return xml
  }
}
