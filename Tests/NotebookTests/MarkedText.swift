// Inputs in which the expected place of a finding is marked: «like this».

import Diagnostics
import Notebook
import Testing

/// A text with marks taken out, and the places they were at.
struct MarkedText {
  private(set) var text = ""
  private(set) var ranges: [Range<Int>] = []

  init(_ marked: String) {
    var start: Int?
    for character in marked {
      switch character {
      case "«": start = text.utf8.count
      case "»":
        ranges.append((start ?? 0)..<text.utf8.count)
        start = nil
      default: text.append(character)
      }
    }
  }
}

func read(_ text: String) -> Document { parse(Array(text.utf8), file: "n.md") }

/// Expects exactly these findings at the marked places, in order.
@discardableResult
func expectFindings(
  _ marked: String, _ codes: Code..., says message: String? = nil, hints hint: String? = nil,
  at location: SourceLocation = #_sourceLocation
) -> Document {
  let input = MarkedText(marked)
  let document = read(input.text)
  let source = SourceText(Array(input.text.utf8), file: "n.md")
  #expect(document.diagnostics.map(\.code) == codes, sourceLocation: location)
  #expect(
    document.diagnostics.map(\.place) == input.ranges.map { source.place(at: $0.lowerBound) },
    sourceLocation: location)
  for (diagnostic, range) in zip(document.diagnostics, input.ranges) where !range.isEmpty {
    let word = source.bytes[range].prefix { $0 != 0x0A && $0 != 0x0D }
    #expect(
      diagnostic.source?.highlightCount
        == String(decoding: word, as: UTF8.self).unicodeScalars.count,
      sourceLocation: location)
  }
  if let message {
    #expect(document.diagnostics.first?.message == message, sourceLocation: location)
  }
  if let hint { #expect(document.diagnostics.first?.hint == hint, sourceLocation: location) }
  return document
}

/// A cell with these lines after its option lines.
func cell(_ lines: String...) -> String { "```sql\n" + lines.joined(separator: "\n") + "\n```\n" }
