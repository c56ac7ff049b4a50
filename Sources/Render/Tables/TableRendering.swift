// Table -> aligned text in the looks `rule` and `box`. Level 1.

public import Tabular

/// Draws a table: header, rule, rows, footer, each line ended by LF.
///
/// - Returns: the footer alone for a table without columns.
/// - Complexity: two passes over the shown rows.
public func render(_ table: Table, _ style: TableStyle) -> String {
  let rows = ShownRows(of: table.rowCount, style)
  let columns = table.columns.map {
    MeasuredColumn($0, decimals: style.decimals(ofColumn: $0.name), rows: rows)
  }
  let fitting = ColumnFitting(
    natural: columns.map(\.width), least: columns.map(\.leastWidth), look: style.look,
    width: style.width.map { max($0, 8) })
  var writer = TableWriter(columns, fitting, rows, style)
  writer.writeTable()
  let footer = TableFooter(
    rowCount: table.rowCount, shownCount: rows.count, columnCount: columns.count,
    hiddenCount: columns.count - fitting.shown.count, cutCount: writer.cutColumnCount, style)
  return String(decoding: writer.output, as: UTF8.self) + footer.text + "\n"
}

/// A column with the widths of its header and cells.
struct MeasuredColumn {
  let cells: CellText
  let header: [UInt8]
  let headerWidth: Int
  /// What the widest of header and shown cells takes; at least 1.
  let width: Int

  init(_ column: Column, decimals: Int?, rows: ShownRows) {
    var name = column.name
    var header: [UInt8] = []
    headerWidth = name.withUTF8 { appendEscaped($0, to: &header) }
    self.header = header
    cells = CellText(column, decimals: decimals)
    var widest = max(1, headerWidth)
    var scratch: [UInt8] = []
    for run in rows.runs {
      for row in run {
        scratch.removeAll(keepingCapacity: true)
        widest = max(widest, cells.append(row, to: &scratch))
      }
    }
    width = widest
  }

  /// Numbers are never cut; texts keep the width of their header, or 12.
  var leastWidth: Int { cells.isRightAligned ? width : min(width, max(headerWidth, 12)) }
}
