// Fenced blocks that were meant as cells and are none, with what is wrong with them. Level 0.

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
