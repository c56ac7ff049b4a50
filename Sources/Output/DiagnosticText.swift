// The look of a finding: the same at the prompt, in a terminal and in a log. Output, level 4.

public import Diagnostics
internal import Render

extension Diagnostic {
  /// The finding as lines, each ended by LF:
  ///
  ///     notebooks/02-plans.md:18:7: error[Q301]: no such column: qtty
  ///       18 | SELECT qtty
  ///          |        ^^^^
  ///     help: did you mean qty?
  ///
  /// - Parameter width: the columns that the line of source may take.
  public func text(usesColor: Bool = false, width: Int = 200) -> String {
    let paint = Paint(isOn: usesColor)
    let kind = "\(severity.rawValue)[\(code.rawValue)]:"
    var text = place.map { "\(escaped($0.file)):\($0.line):\($0.column): " } ?? ""
    text += "\(paint.strong(kind, severity == .error ? .red : .yellow)) \(sentence(message))\n"
    if let place, let source {
      let number = "\(place.line)"
      let blank = String(repeating: " ", count: number.utf8.count)
      text += source.excerpt(
        column: place.column, margins: ("  \(number) | ", "  \(blank) | "),
        width: max(20, width - number.utf8.count - 8))
    }
    if let hint { text += "help: \(sentence(hint))\n" }
    return text
  }

  /// A message as it is shown: a name of thousands of characters in it is cut.
  private func sentence(_ text: String) -> String { truncatedInMiddle(escaped(text), to: 600) }
}

/// Escape sequences, or nothing where colour is off.
struct Paint {
  enum Color: Int {
    case red = 31
    case green = 32
    case yellow = 33
  }

  let isOn: Bool

  func strong(_ text: String, _ color: Color) -> String {
    isOn ? "\u{1B}[1;\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  func colored(_ text: String, _ color: Color) -> String {
    isOn ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  func dim(_ text: String) -> String { isOn ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
