// Table -> aligned text in the looks `rule` and `box`. Level 1.

public import Tabular

/// Draws a table: header, rule, rows, footer, each line ended by LF.
///
/// - Returns: the footer alone for a table without columns.
/// - Complexity: each shown value is turned into text once and copied once.
public func render(_ table: Table, _ style: TableStyle) -> String {
  let rows = ShownRows(of: table.rowCount, style)
  var arena = CellArena()
  let repeats = repeatedRows(of: table, in: rows, group: style.group)
  let totals = TotalCell.row(of: table, style)
  let columns = table.columns.indices.map { index in
    let column = table.columns[index]
    return MeasuredColumn(
      column, decimals: style.decimals(ofColumn: column.name), rows: rows, repeats: repeats[index],
      total: totals?[index], to: &arena)
  }
  let fitting = ColumnFitting(
    natural: columns.map(\.width), least: columns.map(\.leastWidth), look: style.look,
    width: style.width.map { max($0, 8) })
  var writer = TableWriter(columns, arena, fitting, rows, style)
  writer.writeTable(hasTotal: totals != nil)
  let footer = TableFooter(
    rowCount: table.rowCount, shownCount: rows.count, columnCount: columns.count,
    hiddenCount: columns.count - fitting.shown.count, cutCount: writer.cutColumnCount, style)
  return String(decoding: writer.output, as: UTF8.self) + footer.text + "\n"
}
