// Writes header, rules and rows of a table into bytes. Level 1.

/// Writes the lines of one table; the footer is not its work.
struct TableWriter {
  private(set) var output: [UInt8] = []

  private let columns: [MeasuredColumn]
  private let arena: CellArena
  private let firstCells: [Int]
  private let isRightAligned: [Bool]
  private let widths: [Int]
  private let gap: Int?
  private let rows: ShownRows
  private let frame: TableFrame
  private let wrapsTexts: Bool
  private let breaksLines: Bool
  private var isCut: [Bool]

  /// Rows up to which a box on a terminal breaks texts into lines instead of cutting them.
  private static let wrappedRowLimit = 10
  /// Lines up to which one cell is broken; what is longer is cut after all.
  private static let wrappedLineLimit = 10
  /// Rows that are written at once where that is possible.
  private static let blockRowCount = 512

  init(
    _ columns: [MeasuredColumn], _ arena: CellArena, _ fitting: ColumnFitting, _ rows: ShownRows,
    _ style: TableStyle
  ) {
    self.columns = fitting.shown.map { columns[$0] }
    self.rows = rows
    self.arena = arena
    firstCells = self.columns.map(\.firstCell)
    isRightAligned = self.columns.map(\.isRightAligned)
    widths = fitting.widths
    gap = fitting.gap
    frame = TableFrame(style.look, usesColor: style.usesColor)
    wrapsTexts = style.isInteractive && rows.count <= Self.wrappedRowLimit
    breaksLines = style.breaksLines
    isCut = [Bool](repeating: false, count: fitting.shown.count)
  }

  /// In how many columns a header or a cell was cut.
  var cutColumnCount: Int { isCut.count { $0 } }

  /// Writes header, rows and rules; what is not handed to the sink yet stays in `output`.
  ///
  /// - Returns: how many rows stand in the table: fewer than are to be shown when it was stopped.
  mutating func writeTable(hasTotal: Bool, to sink: TextSink) -> Int {
    guard !columns.isEmpty else { return rows.count }
    output.reserveCapacity(min(arena.bytes.count, 2 * TextSink.pieceSize))
    writeRule(frame.top)
    writeLine(gapMark: "…") { writer, index in writer.writeHeader(index) }
    writeRule(frame.middle)
    var position = 0
    for (number, run) in rows.runs.enumerated() {
      if number > 0 { writeLine(gapMark: "⋮") { writer, index in writer.writeEllipsis(index) } }
      let end = position + run.count
      while position < end {
        let next = min(end, position + (isPlain ? Self.blockRowCount : 1))
        writeRows(position..<next)
        position = next
        if output.count >= TextSink.pieceSize, !handOver(to: sink) {
          writeRule(frame.bottom)
          return position
        }
      }
    }
    if hasTotal {
      writeRule(frame.middle)
      writeRow(position)
    }
    writeRule(frame.bottom)
    return position
  }

  /// Whether all cells are written as they are, each row on its line.
  private var isPlain: Bool {
    gap == nil && !breaksLines && columns.indices.allSatisfy { columns[$0].width <= widths[$0] }
      && arena.count > 0 && !arena.bytes.isEmpty
  }

  private mutating func writeRows(_ positions: Range<Int>) {
    guard positions.count > 1 else {
      for position in positions { writeRow(position) }
      return
    }
    let rows = PlainRows(
      frame, widths: widths, firstCells: firstCells, isRightAligned: isRightAligned)
    output.append(contentsOf: rows.lines(positions, of: arena))
  }

  private mutating func handOver(to sink: TextSink) -> Bool {
    sink.write(output)
    output.removeAll(keepingCapacity: true)
    return !sink.isStopped()
  }

  private mutating func writeRow(_ position: Int) {
    let needsWrapping =
      wrapsTexts && columns.indices.contains { columns[$0].width > widths[$0] }
      || breaksLines && columns.indices.contains { arena.hasLines(firstCells[$0] + position) }
    guard needsWrapping else {
      writeLine(gapMark: "…") { writer, index in writer.writeCell(position, index) }
      return
    }
    let cells = columns.indices.map { brokenCell(position, $0) }
    for line in 0..<(cells.map(\.count).max() ?? 1) {
      writeLine(gapMark: line == 0 ? "…" : " ") { writer, index in
        let text = line < cells[index].count ? cells[index][line] : ""
        let isNull = writer.arena.isNull(writer.firstCells[index] + position)
        writer.place(text.utf8, index, width: displayWidth(text), isNull: isNull)
      }
    }
  }

  /// A cell as lines that fit its column.
  private mutating func brokenCell(_ position: Int, _ index: Int) -> [String] {
    let text = String(decoding: arena.text(firstCells[index] + position), as: UTF8.self)
    if arena.hasLines(firstCells[index] + position) {
      return text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    if arena.width(firstCells[index] + position) <= widths[index] { return [text] }
    var lines = wrapped(text, to: widths[index])
    guard lines.count > Self.wrappedLineLimit else { return lines }
    isCut[index] = true
    lines.removeSubrange(Self.wrappedLineLimit...)
    lines[lines.count - 1] = truncated(lines[lines.count - 1] + "…", to: widths[index])
    return lines
  }

  private mutating func writeHeader(_ index: Int) {
    place(columns[index].header, index, width: columns[index].headerWidth, isNull: false)
  }

  private mutating func writeCell(_ position: Int, _ index: Int) {
    let cell = firstCells[index] + position
    place(arena.text(cell), index, width: arena.width(cell), isNull: arena.isNull(cell))
  }

  private mutating func writeEllipsis(_ index: Int) {
    place("⋮".utf8, index, width: 1, isNull: false)
  }

  /// Writes a text, cut and padded to its column.
  private mutating func place(
    _ text: some Collection<UInt8>, _ index: Int, width: Int, isNull: Bool
  ) {
    if width > widths[index] {
      isCut[index] = true
      let cut = truncated(String(decoding: text, as: UTF8.self), to: widths[index])
      return place(cut.utf8, index, width: displayWidth(cut), isNull: isNull)
    }
    let padding = widths[index] - width
    let isRight = isRightAligned[index]
    if isRight { appendBlanks(padding) }
    if isNull { output.append(contentsOf: frame.dimmed) }
    output.append(contentsOf: text)
    if isNull { output.append(contentsOf: frame.plain) }
    // One long text must not cost its width again in every line.
    let endsLine = frame.right.isEmpty && gap != columns.count && index == columns.count - 1
    if !isRight, !endsLine { appendBlanks(padding) }
  }

  /// Writes one line: `writeCell` for each column, the frame between them.
  private mutating func writeLine(
    gapMark: String, _ writeCell: (inout TableWriter, Int) -> Void
  ) {
    let start = output.count
    output.append(contentsOf: frame.left)
    for index in columns.indices {
      if index > 0 { output.append(contentsOf: frame.between) }
      if gap == index { writeGap(gapMark, isLast: false) }
      writeCell(&self, index)
    }
    if gap == columns.count {
      output.append(contentsOf: frame.between)
      writeGap(gapMark, isLast: true)
    }
    output.append(contentsOf: frame.right)
    endLine(from: start)
  }

  private mutating func writeGap(_ mark: String, isLast: Bool) {
    output.append(contentsOf: mark.utf8)
    if !isLast { output.append(contentsOf: frame.between) }
  }

  private mutating func writeRule(_ rule: TableFrame.Rule?) {
    guard let rule else { return }
    let start = output.count
    var all = widths
    if let gap { all.insert(1, at: gap) }
    output.append(contentsOf: frame.dimmed)
    output.append(contentsOf: rule.left)
    for (index, width) in all.enumerated() {
      if index > 0 { output.append(contentsOf: rule.between) }
      for _ in 0..<width { output.append(contentsOf: rule.dash) }
    }
    output.append(contentsOf: rule.right)
    output.append(contentsOf: frame.plain)
    endLine(from: start)
  }

  private mutating func appendBlanks(_ count: Int) {
    output.append(contentsOf: repeatElement(0x20, count: count))
  }

  private mutating func endLine(from start: Int) {
    while output.count > start, output[output.count - 1] == 0x20 { output.removeLast() }
    output.append(0x0A)
  }
}
