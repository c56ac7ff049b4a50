// Prose as a person at a terminal reads it. Output, level 4.

public import Notebook
internal import Render

/// Lays prose out in lines, a blank line between blocks.
///
/// - Parameter width: the columns that text is wrapped to; code and tables are not wrapped.
/// - Parameter usesColor: whether emphasis is shown by the terminal's means instead of by its marks.
/// - Returns: lines ended by LF; empty for no prose.
public func proseText(_ blocks: [ProseBlock], width: Int, usesColor: Bool) -> String {
  let layout = ProseLayout(usesColor: usesColor)
  return layout.lines(of: blocks, width: max(10, width)).map { $0 + "\n" }.joined()
}

/// Turns blocks into lines.
private struct ProseLayout {
  let usesColor: Bool

  func lines(of blocks: [ProseBlock], width: Int) -> [String] {
    blocks.map { lines(of: $0, width: width) }.filter { !$0.isEmpty }
      .reduce(into: []) { all, lines in all += all.isEmpty ? lines : [""] + lines }
  }

  private func lines(of block: ProseBlock, width: Int) -> [String] {
    switch block {
    case .heading(let level, let spans): return heading(level, spans, width)
    case .paragraph(let spans): return wrapped(spans, width)
    case .code(let lines): return lines.map { "    " + shown($0) }
    case .table(let rows): return table(rows)
    case .quote(let inside): return lines(of: inside, width: width - 2).map { "> " + $0 }
    case .list(let items, let start): return list(items, start, width)
    case .rule: return [String(repeating: "-", count: min(width, 20))]
    }
  }

  private func heading(_ level: Int, _ spans: [ProseSpan], _ width: Int) -> [String] {
    let plain = ProseLayout(usesColor: false)
    let lines = plain.wrapped(spans, width)
    let widest = lines.map(displayWidth).max() ?? 0
    let mark = level == 1 ? "=" : level == 2 ? "-" : ""
    let rule = mark.isEmpty ? [] : [String(repeating: mark, count: widest)]
    return (lines + rule).map { usesColor ? "\u{1B}[1m\($0)\u{1B}[0m" : $0 }
  }

  private func list(_ items: [[ProseBlock]], _ start: Int?, _ width: Int) -> [String] {
    let isLoose = items.contains { $0.count { if case .list = $0 { false } else { true } } > 1 }
    let lastNumber = (start ?? 1) + items.count - 1
    let markWidth = start == nil ? 2 : "\(lastNumber). ".count
    var all: [String] = []
    for (index, item) in items.enumerated() {
      let mark = start.map { "\($0 + index). " } ?? "- "
      let padding = String(repeating: " ", count: markWidth - mark.count)
      let inside = item.flatMap { block in
        (isLoose && block != item.first ? [""] : []) + lines(of: block, width: width - markWidth)
      }
      let indent = String(repeating: " ", count: markWidth)
      if isLoose, index > 0 { all.append("") }
      for (number, line) in inside.enumerated() {
        all.append(number == 0 ? padding + mark + line : line.isEmpty ? "" : indent + line)
      }
    }
    return all
  }

  private func table(_ rows: [[String]]) -> [String] {
    let texts = rows.map { $0.map(shown) }
    let count = texts.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      texts.map { column < $0.count ? displayWidth($0[column]) : 0 }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        cell + String(repeating: " ", count: widths[column] - displayWidth(cell))
      }
      let joined = padded.joined(separator: "  ")
      return String(
        joined[..<(joined.lastIndex { $0 != " " }.map(joined.index(after:)) ?? joined.startIndex)])
    }
    let rule = widths.map { String(repeating: "-", count: max(1, $0)) }.joined(separator: "  ")
    return texts.enumerated().flatMap { $0 == 0 ? [line($1), rule] : [line($1)] }
  }

  // MARK: Wrapping

  /// A run of text without blanks.
  private struct Word {
    var text = ""
    var width = 0
  }

  fileprivate func wrapped(_ spans: [ProseSpan], _ width: Int) -> [String] {
    var lines: [String] = []
    var line = Word()
    var word = Word()
    func finishWord() {
      guard word.width > 0 else { return }
      if line.width > 0, line.width + 1 + word.width > width {
        lines.append(line.text)
        line = word
      } else {
        line.text += (line.width > 0 ? " " : "") + word.text
        line.width += (line.width > 0 ? 1 : 0) + word.width
      }
      word = Word()
    }
    for span in spans {
      var pieces = span.text.split(separator: " ", omittingEmptySubsequences: false)
      if span.text == "\n" {
        finishWord()
        lines.append(line.text)
        line = Word()
        pieces = []
      }
      let (open, close) = marks(of: span.style)
      for (index, piece) in pieces.enumerated() {
        if index > 0 { finishWord() }
        guard !piece.isEmpty else { continue }
        let isFirst = index == pieces.firstIndex { !$0.isEmpty }
        let isLast = index == pieces.lastIndex { !$0.isEmpty }
        let text = (isFirst ? open : "") + shown(String(piece)) + (isLast ? close : "")
        word.width += displayWidth(text)
        word.text += painted(text, span.style)
      }
    }
    finishWord()
    if line.width > 0 { lines.append(line.text) }
    return lines
  }

  /// What stands around a stretch where the terminal cannot set it off.
  private func marks(of style: ProseSpan.Style) -> (open: String, close: String) {
    if style.contains(.code) { return ("`", "`") }
    if usesColor { return ("", "") }
    let mark =
      (style.contains(.strong) ? "**" : "") + (style.contains(.emphasis) ? "*" : "")
    return (mark, mark)
  }

  private func painted(_ text: String, _ style: ProseSpan.Style) -> String {
    guard usesColor, !style.intersection([.strong, .emphasis]).isEmpty else { return text }
    let codes = (style.contains(.strong) ? ["1"] : []) + (style.contains(.emphasis) ? ["3"] : [])
    return "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
  }

  private func shown(_ text: String) -> String { escaped(text) }
}
