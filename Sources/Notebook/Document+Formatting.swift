// Document -> the same notebook in one spelling. Level 0.

internal import Diagnostics

/// A way of writing cells.
public enum Spelling: String, Sendable, Hashable, CaseIterable {
  /// `sql` fences and option lines, labels without prefixes.
  case quire
  /// `{sql}` fences, which Quarto runs; labels with `tbl-` or `fig-` where there is a caption.
  case quarto
}

extension Document {
  /// The notebook with the options of its cells in one spelling; prose, SQL, charts and recorded outputs
  /// are byte for byte as they were.
  ///
  /// A notebook with errors is given back as it is. A cell that would mean anything else when it is
  /// written otherwise stays as it is.
  public func formatted(to spelling: Spelling) -> [UInt8] {
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return source.bytes }
    let edits = cells.compactMap { cell -> Edit? in
      let text = CellFormatter(cell, of: source, spelling).text
      let range = cell.spelling.range
      return source.bytes[range].elementsEqual(text)
        ? nil : Edit(range: range, replacement: text)
    }
    if edits.isEmpty { return source.bytes }
    let text = print(self, edits: edits)
    if means(text) { return text }
    let safe = edits.filter { means(print(self, edits: [$0])) }
    let rest = print(self, edits: safe)
    return means(rest) ? rest : source.bytes
  }

  /// Whether a text is a notebook that says the same.
  private func means(_ text: [UInt8]) -> Bool {
    let other = parse(text, file: source.file)
    return !other.diagnostics.contains { $0.severity == .error }
      && other.elements.count == elements.count
      && zip(elements, other.elements).allSatisfy { $0.means($1) }
  }
}

extension Element {
  /// Whether two elements say the same, wherever they stand.
  fileprivate func means(_ other: Element) -> Bool {
    switch (self, other) {
    case (.inlineValue(let one), .inlineValue(let other)):
      one.expression == other.expression && one.text == other.text
    case (.cell(let one), .cell(let other)):
      one.kind == other.kind && one.body.text == other.body.text
        && one.options.withoutPlaces == other.options.withoutPlaces
        && Set(one.optionRanges.keys) == Set(other.optionRanges.keys)
        && one.recorded?.kind == other.recorded?.kind
        && one.recorded?.text == other.recorded?.text
        && (one.outputRange == nil) == (other.outputRange == nil)
    default: false
    }
  }
}

extension CellOptions {
  /// The options with the places of names left out.
  var withoutPlaces: CellOptions {
    var options = self
    options.depends = depends.map { Dependency(label: $0.label, range: 0..<0) }
    return options
  }
}
