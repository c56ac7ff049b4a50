// Where the texts stand that a data package holds in its own description. Level 1.

internal import Diagnostics
internal import YAML

/// The JSON values that a text of records was made of, so that every finding has its place in the JSON file.
struct TextOrigin {
  let document: JSONDocument
  /// Each value and the offset in the text from which on it counts, ascending; not empty.
  let values: [(offset: Int, node: Node)]
  /// Whether the text is one JSON string, in which lines and columns are counted.
  var isString = false

  /// A finding at its place in the JSON file.
  ///
  /// - Parameter place: its place in the text.
  func diagnostic(_ violation: Violation, place: Place) -> Diagnostic {
    let message =
      isString
      ? "\(violation.message) (line \(place.line), column \(place.column) of the text)"
      : violation.message
    return document.diagnostic(
      violation.code, message, at: node(at: violation.offset), hint: violation.hint)
  }

  /// The line of the JSON file that an offset's value begins on; nil inside one string.
  func line(at offset: Int) -> Int? { isString ? nil : node(at: offset).line }

  private func node(at offset: Int) -> Node {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if values[middle].offset <= offset { low = middle } else { high = middle - 1 }
    }
    return values[low].node
  }
}
