// ChartSpecification + Table -> text. Level 1.

public import Tabular

/// Draws a chart of a table; lines of at most `width` columns, each ended by LF.
///
/// - Parameter width: unless the chart's own `width=` says otherwise; 40 to 500.
/// - Parameter charset: unless the chart's own `charset=` says otherwise.
/// - Returns: one line saying so for a table without rows.
/// - Throws: an error for what cannot be drawn truly; its range is in the chart's text.
public func render(
  _ chart: ChartSpecification, of table: Table, width: Int, charset: Charset
) throws(ChartError) -> String {
  let width = chart.options.width ?? width
  let charset = chart.options.charset ?? charset
  guard ChartOptions.widths.contains(width) else {
    throw ChartError("chart \(chart.type): width must be 40 to 500, not \(width)")
  }
  let columns = ChartTable(table, for: chart.type)
  for reference in chart.references { _ = try columns.find(reference) }
  if table.rowCount == 0 { return "chart \(chart.type): 0 rows, nothing to draw\n" }
  switch chart.type {
  case .bar: return try drawBars(chart, columns, width: width, charset: charset)
  case .gantt: return try drawGantt(chart, columns, width: width, charset: charset)
  default: throw ChartError("not supported yet: chart \(chart.type)")
  }
}
