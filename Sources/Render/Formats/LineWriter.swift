// Table -> one value a line, for rows too wide to stand side by side. Level 1.

internal import Tabular

/// `name = value` with the names right-aligned and a blank line between rows; the lines of a text stand
/// under each other.
struct LineWriter: RowWriter {
  private let names: [[UInt8]]
  private let cells: [CellText]
  /// What stands before the second line of a text.
  private let indent: [UInt8]

  init(_ table: Table, _ options: FormatOptions) {
    let shown = table.columnNames.map { escaped($0) }
    let width = shown.map { displayWidth($0) }.max() ?? 0
    names = shown.map { name in
      [UInt8](repeating: 0x20, count: width - displayWidth(name)) + Array("\(name) = ".utf8)
    }
    cells = table.columns.map {
      CellText($0, decimals: nil, nullText: options.nullText, breaksLines: true)
    }
    indent = [UInt8](repeating: 0x20, count: width + 3)
  }

  func begin(_ table: Table, to output: inout [UInt8]) {}

  func append(_ row: Int, of table: Table, to output: inout [UInt8]) {
    if row > 0 { output.append(0x0A) }
    for index in names.indices {
      output.append(contentsOf: names[index])
      let start = output.count
      _ = cells[index].append(row, to: &output)
      if output[start...].contains(0x0A) { indentLines(from: start, of: &output) }
      // `name = ` of an empty text.
      if output.last == 0x20, output.count == start { output.removeLast() }
      output.append(0x0A)
    }
  }

  private func indentLines(from start: Int, of output: inout [UInt8]) {
    let lines = Array(output[start...])
    output.removeSubrange(start...)
    for byte in lines {
      output.append(byte)
      if byte == 0x0A { output.append(contentsOf: indent) }
    }
  }
}
