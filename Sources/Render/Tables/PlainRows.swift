// Rows of which no cell is cut or broken: copied in blocks, because they may be millions. Level 1.

/// Writes rows whose cells all fit their columns.
struct PlainRows {
  private let frame: TableFrame
  private let widths: [Int]
  private let firstCells: [Int]
  private let isRightAligned: [Bool]

  /// - Parameter firstCells: the number of each column's first cell in the arena.
  init(_ frame: TableFrame, widths: [Int], firstCells: [Int], isRightAligned: [Bool]) {
    self.frame = frame
    self.widths = widths
    self.firstCells = firstCells
    self.isRightAligned = isRightAligned
  }

  /// The lines of some rows.
  ///
  /// - Parameter positions: the numbers of the rows among the shown ones.
  func lines(_ positions: Range<Int>, of arena: CellArena) -> [UInt8] {
    // What the frame and the blanks take; the colours of NULL may come with every cell.
    let row =
      frame.left.count + frame.right.count + 1 + widths.reduce(0, +)
      + widths.count * (frame.between.count + frame.dimmed.count + frame.plain.count)
    return arena.withCells { cells in
      let texts = firstCells.reduce(0) {
        $0 + cells.byteCount($1 + positions.lowerBound..<$1 + positions.upperBound)
      }
      return [UInt8](unsafeUninitializedCapacity: texts + row * positions.count) { buffer, count in
        guard let base = buffer.baseAddress else { return }
        var end = base
        for position in positions { append(position, cells, to: &end) }
        count = end - base
      }
    }
  }

  private func append(
    _ position: Int, _ cells: CellArena.Cells, to end: inout UnsafeMutablePointer<UInt8>
  ) {
    let start = end
    append(frame.left, to: &end)
    for index in widths.indices {
      if index > 0 { append(frame.between, to: &end) }
      let cell = firstCells[index] + position
      let padding = widths[index] - cells.widths[cell]
      if isRightAligned[index] { appendBlanks(padding, to: &end) }
      let isNull = cells.nulls[cell]
      if isNull { append(frame.dimmed, to: &end) }
      let text = cells.range(cell)
      end.update(from: cells.bytes + text.lowerBound, count: text.count)
      end += text.count
      if isNull { append(frame.plain, to: &end) }
      if !isRightAligned[index] { appendBlanks(padding, to: &end) }
    }
    append(frame.right, to: &end)
    while end > start, (end - 1).pointee == 0x20 { end -= 1 }
    end.pointee = 0x0A
    end += 1
  }

  private func append(_ bytes: [UInt8], to end: inout UnsafeMutablePointer<UInt8>) {
    for byte in bytes {
      end.pointee = byte
      end += 1
    }
  }

  private func appendBlanks(_ count: Int, to end: inout UnsafeMutablePointer<UInt8>) {
    end.update(repeating: 0x20, count: count)
    end += count
  }
}
