// What is found wrong while a notebook is read, gathered in one place. Text -> Document, level 0.

internal import Diagnostics

/// The diagnostics of one notebook.
struct Findings {
  let source: SourceText
  private var found: [Diagnostic] = []

  init(_ source: SourceText) { self.source = source }

  mutating func report(
    _ code: Code, _ message: String, at range: Range<Int>, hint: String? = nil,
    severity: Severity = .error
  ) {
    found.append(
      source.diagnostic(code, message, at: range, hint: hint, severity: severity))
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
