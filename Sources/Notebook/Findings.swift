// What is found wrong while a notebook is read, gathered in one place. Text -> Document, level 0.

internal import Diagnostics

/// The diagnostics of one notebook.
struct Findings {
  let source: SourceText
  private var found: [Diagnostic] = []
  private var counts: [Severity: Int] = [:]

  /// How many findings of a severity are kept: each carries its line, and a text made to do harm can
  /// have a million faults on one.
  private static let limit = 100

  init(_ source: SourceText) { self.source = source }

  mutating func report(
    _ code: Code, _ message: String, at range: Range<Int>, hint: String? = nil,
    severity: Severity = .error
  ) {
    guard let isLast = countsOneMore(severity) else { return }
    let diagnostic =
      isLast
      ? source.diagnostic(
        code, "more than \(Findings.limit) findings: the others are not shown", at: range,
        severity: severity)
      : source.diagnostic(code, message, at: range, hint: hint, severity: severity)
    found.append(diagnostic)
  }

  mutating func report(_ mistake: MistakenCell, severity: Severity) {
    report(
      .mistakenCell, mistake.message, at: mistake.range, hint: mistake.hint, severity: severity)
  }

  /// Adds what was found while a part was read.
  mutating func add(_ part: Findings) {
    for diagnostic in part.found where countsOneMore(diagnostic.severity) != nil {
      found.append(diagnostic)
    }
  }

  /// Whether the next finding of a severity is the last one kept, or nil when it is not kept.
  private mutating func countsOneMore(_ severity: Severity) -> Bool? {
    let count = counts[severity, default: 0]
    guard count <= Findings.limit else { return nil }
    counts[severity] = count + 1
    return count == Findings.limit
  }

  /// All findings in the order of the text; those of one place in the order they were made.
  var inDocumentOrder: [Diagnostic] {
    found.enumerated().sorted { left, right in
      key(left.element, left.offset) < key(right.element, right.offset)
    }.map(\.element)
  }

  private func key(_ diagnostic: Diagnostic, _ index: Int) -> (Int, Int, Int) {
    (diagnostic.place?.line ?? 0, diagnostic.place?.column ?? 0, index)
  }
}
