// The source line of a finding with carets under the word at fault. Level 1.

public import Diagnostics

extension SourceLine {
  /// Two lines, each ended by LF: the text, and carets under the highlighted part.
  ///
  /// Tabs stay tabs in both lines, so that the carets stand right at any tab width; control
  /// characters are escaped; a line longer than `width` is cut around the carets.
  ///
  /// - Parameter column: where the highlighted part begins, in scalars from 1.
  /// - Parameter margins: what stands before the text and before the carets.
  public func excerpt(column: Int, margins: (text: String, carets: String), width: Int = 200)
    -> String
  {
    let scalars = Array(text.unicodeScalars)
    let start = min(max(0, column - 1), scalars.count)
    let end = min(scalars.count, start + highlightCount)
    let (first, last) = window(scalars, around: start, width)
    let shown = visible(scalars[first..<last])
    let before = visible(scalars[min(first, start)..<start])
    let marked = visible(scalars[start..<max(start, min(end, last))])
    let cut = (first > 0 ? "…" : "", last < scalars.count ? "…" : "")
    let indent = (cut.0.isEmpty ? "" : " ") + blanks(as: before)
    let carets = String(repeating: "^", count: max(1, displayWidth(marked)))
    return "\(margins.text)\(cut.0)\(shown)\(cut.1)\n\(margins.carets)\(indent)\(carets)\n"
  }

  /// The scalars that are shown: all of them, or as many as `width` columns take, with the fault inside.
  private func window(
    _ scalars: [Unicode.Scalar], around start: Int, _ width: Int
  ) -> (Int, Int) {
    var (first, last, used) = (start, start, 0)
    func goBack(to limit: Int) {
      while first > 0, used + columns(of: scalars[first - 1]) <= limit {
        first -= 1
        used += columns(of: scalars[first])
      }
    }
    goBack(to: width / 3)
    while last < scalars.count, used + columns(of: scalars[last]) <= width {
      used += columns(of: scalars[last])
      last += 1
    }
    goBack(to: width)
    return (first, last)
  }

  private func columns(of scalar: Unicode.Scalar) -> Int {
    scalar == "\t" ? 8 : scalar.isASCII && scalar.value >= 0x20 ? 1 : displayWidth(String(scalar))
  }

  /// Escaped, but with tabs as they are.
  private func visible(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    scalars.split(separator: "\t", omittingEmptySubsequences: false)
      .map { part in
        var text = String.UnicodeScalarView()
        text.append(contentsOf: part)
        return escaped(String(text))
      }
      .joined(separator: "\t")
  }

  /// Blanks as wide as a text, tabs kept.
  private func blanks(as text: String) -> String {
    text.split(separator: "\t", omittingEmptySubsequences: false)
      .map { String(repeating: " ", count: displayWidth(String($0))) }
      .joined(separator: "\t")
  }
}
