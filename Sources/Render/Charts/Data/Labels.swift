// Values as the names of rows, and names that are too wide for their column. Level 1.

internal import Tabular

/// A value as a label: `NULL`, `'NULL'` for the text, `''` for only blanks, `<blob 12 bytes>`; the mark
/// of a conflict stands in quotes.
func labelText(_ column: Column, _ row: Int) -> String {
  switch column[row] {
  case .null: return "NULL"
  case .integer(let value): return String(value)
  case .real(let value): return realText(value)
  case .blob(let bytes): return "<blob \(counted(bytes.count, "byte"))>"
  case .text(let text):
    if text == "NULL" { return "'NULL'" }
    if beginsConflict(text.utf8) { return "'\(escaped(text))'" }
    if text.utf8.allSatisfy({ $0 == 0x20 }) { return "''" }
    return column.bytes(at: row).map { escaped(utf8: $0) } ?? ""
  }
}

/// Labels that fit a column of the drawing.
struct FittedLabels {
  /// The labels as shown, in the given order, each at most the column's width.
  let shown: [String]
  /// Labels that were cut, whole, in order, each once.
  let cut: [String]

  /// Cuts at the end; in the middle where two different labels would look the same, and if that
  /// does not help numbers them `~2`.
  init(_ labels: [String], width: Int, charset: Charset) {
    let mark = charset.cutMark
    var shownOf: [String: String] = [:]
    for label in labels { shownOf[label] = truncated(label, to: width, mark: mark) }
    let owners = Dictionary(shownOf.map { ($0.value, 1) }, uniquingKeysWith: +)
    for label in labels where displayWidth(label) > width {
      guard let shown = shownOf[label], owners[shown, default: 0] > 1 else { continue }
      shownOf[label] = truncatedInMiddle(label, to: width, mark: mark)
    }
    var taken: Set<String> = Set(labels.filter { displayWidth($0) <= width })
    var numbered: [String: String] = [:]
    for label in labels where numbered[label] == nil {
      let isWhole = displayWidth(label) <= width
      let text = isWhole ? label : distinct(shownOf[label] ?? "", from: taken, width: width)
      numbered[label] = text
      taken.insert(text)
    }
    shown = labels.map { numbered[$0] ?? "" }
    var seen: Set<String> = []
    cut = labels.filter { displayWidth($0) > width && seen.insert($0).inserted }
  }
}

private func distinct(_ text: String, from taken: Set<String>, width: Int) -> String {
  var candidate = text
  var number = 1
  while taken.contains(candidate), number < 1000 {
    number += 1
    let ending = "~\(number)"
    candidate = truncated(text, to: max(0, width - ending.utf8.count), mark: "") + ending
  }
  return candidate
}

/// A label filled up with blanks; right-to-left text is isolated from the rest of its line.
func padded(_ label: String, to width: Int) -> String {
  let blanks = String(repeating: " ", count: max(0, width - displayWidth(label)))
  return (holdsRightToLeft(label) ? "\u{2068}\(label)\u{2069}" : label) + blanks
}
