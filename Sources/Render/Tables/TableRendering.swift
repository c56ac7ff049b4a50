// Table -> aligned text in the looks `rule` and `box`. Level 1.

public import Tabular

/// Draws a table: header, rule, rows, footer, each line ended by LF.
///
/// - Returns: the footer alone for a table without columns.
/// - Complexity: each shown value is turned into text once and copied once.
public func render(_ table: Table, _ style: TableStyle) -> String {
  var output: [UInt8] = []
  _ = render(table, style, to: TextSink { output += $0 })
  return String(decoding: output, as: UTF8.self)
}

/// Draws a table into a sink.
///
/// A box that is stopped between two rows is closed, and its footer says how many rows stand in it.
///
/// - Returns: whether the table was drawn to its end. Nothing is drawn when it is stopped before the first row.
@discardableResult
public func render(_ table: Table, _ style: TableStyle, to sink: TextSink) -> Bool {
  let rows = ShownRows(of: table.rowCount, style)
  var arena = CellArena()
  arena.reserve(rows.count * table.columns.count)
  let repeats = repeatedRows(of: table, in: rows, group: style.group)
  let totals = TotalCell.row(of: table, style)
  let columns = table.columns.indices.map { index in
    MeasuredColumn(
      table.columns[index], style, rows: rows, repeats: repeats[index], total: totals?[index],
      to: &arena, isStopped: sink.isStopped)
  }
  if sink.isStopped() { return false }
  let fitting = ColumnFitting(
    natural: columns.map(\.width), least: columns.map(\.leastWidth), look: style.look,
    width: style.width.map { max($0, 8) })
  var writer = TableWriter(columns, arena, fitting, rows, style)
  let writtenCount = writer.writeTable(hasTotal: totals != nil, to: sink)
  let footer = TableFooter(
    rowCount: table.rowCount, shownCount: writtenCount, columnCount: columns.count,
    hiddenCount: columns.count - fitting.shown.count, cutCount: writer.cutColumnCount,
    isStopped: writtenCount < rows.count, style)
  sink.write(writer.output + Array((footer.text + "\n").utf8))
  return writtenCount == rows.count
}
