// Fenced blocks that were meant as cells and are none, with what is wrong with them. Level 0.

internal import Diagnostics

/// What keeps a block from being a cell, or a line of a cell from being an option.
struct MistakenCell {
  let message: String
  let hint: String
  let range: Range<Int>

  /// Looks at a block that is no cell; nil when it is a listing that nobody took for one.
  ///
  /// A line of a block whose fence says another word than `sql` counts only where it is the first and names
  /// an option of ours: other languages have comments of this look.
  init?(listing block: FencedBlock, clean: [UInt8]) {
    let fence = MistakenFence(clean[block.infoRange])
    let line = MistakenCell.line(in: block, fence, clean)
    guard line != nil || fence.makesCell else { return nil }
    guard let line, fence.isRight else {
      message = "this block is no cell and never runs"
      hint = "write ```\(fence.correction)"
      range = block.openingRange
      return
    }
    message = "this \(fence.kind) block is no cell and never runs"
    hint = MistakenCell.hint(for: line, markedBy: MistakenCell.mark(of: fence.kind))
    range = line.range
  }

  /// Looks at the lines below the options of a cell for more of them.
  ///
  /// - Parameter mark: what the option lines of the cell begin with.
  init?(body lines: ArraySlice<FencedBlock.Line>, markedBy mark: String, clean: [UInt8]) {
    let found = lines.lazy.compactMap { OptionLikeLine($0, of: clean) }.first { $0.name != nil }
    guard let found else { return nil }
    message = "this line is no option: it is not read as one"
    hint = MistakenCell.hint(for: found, markedBy: mark)
    range = found.range
  }

  /// Looks for a cell that HTML right above it has swallowed: HTML that begins with a tag goes on to the next
  /// blank line. Comments and `<pre>` are left alone.
  ///
  /// - Parameter html: the lines that the HTML may take, from 0.
  init?(html: Range<Int>, of source: SourceText, clean: [UInt8]) {
    let lines = html.lazy.map { index in
      let line = source.lineContentRange(index)
      let content = clean[line].drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
      return content.startIndex..<line.upperBound
    }.prefix { !$0.isEmpty }
    guard let first = lines.first, !MistakenCell.isVerbatim(clean[first]) else { return nil }
    let found = zip(lines, lines.dropFirst()).first { fence, option in
      let info = clean[fence].drop { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }
      guard fence.upperBound - fence.lowerBound >= info.count + 3 else { return false }
      let line = OptionLikeLine(
        FencedBlock.Line(range: option, leadingBlankCount: 0), of: clean)
      return !MistakenFence(info.drop { $0 == 0x20 }).kind.isEmpty && line != nil
    }
    guard let (fence, _) = found else { return nil }
    message = "this block is part of the HTML above it: it is no cell and never runs"
    hint = "put a blank line above it"
    range = fence
  }

  /// Whether HTML begins with what shows or hides its text as it is.
  private static func isVerbatim(_ line: ArraySlice<UInt8>) -> Bool {
    let start = String(decoding: line.prefix(10), as: UTF8.self).lowercased()
    return !start.hasPrefix("<")
      || ["<!", "<?", "<pre", "<script", "<style", "<textarea"].contains { start.hasPrefix($0) }
  }

  /// What option lines of a kind of cell begin with.
  static func mark(of kind: String) -> String { kind == "sql" ? "--|" : "#|" }

  private static func line(
    in block: FencedBlock, _ fence: MistakenFence, _ clean: [UInt8]
  ) -> OptionLikeLine? {
    let lines = block.lines.lazy.compactMap { OptionLikeLine($0, of: clean) }
    if !fence.kind.isEmpty {
      let first = block.lines.first { !clean[$0.range].allSatisfy { $0 == 0x20 || $0 == 0x09 } }
      return lines.first { line in
        line.name != nil || line.mark == "--|" && line.isExact
          || line.isBare && line.range.upperBound == first?.range.upperBound
      }
    }
    guard fence.isLikeSQL, let first = block.lines.first,
      let line = OptionLikeLine(first, of: clean), line.mark == "--|",
      line.name.map(OptionReader.knows) == true
    else { return nil }
    return line
  }

  private static func hint(for line: OptionLikeLine, markedBy mark: String) -> String {
    if line.mark != mark { return "write \(mark)" }
    if !line.isExact { return "write \(mark) at the start of the line, without blanks in it" }
    return "option lines stand at the head of the block, above everything else"
  }
}
