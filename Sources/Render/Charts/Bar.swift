// The chart `bar`: one row a value, labels left, values at the bars' ends. Level 1.

/// Draws bars from a shared zero axis.
func drawBars(
  _ chart: ChartSpecification, _ table: ChartTable, width: Int, charset: Charset
) throws(ChartError) -> String {
  let channels = try BarChannels(chart, table)
  let data = try BarData(channels, table, chart.options)
  try checkBaseline(chart.options, data)
  let layout = try BarLayout(data, chart.options, width: width)
  let drawing = BarDrawing(data, layout, charset: charset)
  let lines =
    titleLines(chart.options, automatic: channels.title, width: width) + drawing.rows
    + noteLines(channels, data, layout, drawing, charset)
    + ownNoteLines(chart.options, width: width)
  return chartText(lines)
}

private func checkBaseline(_ options: ChartOptions, _ data: BarData) throws(ChartError) {
  guard let baseline = options.baseline, baseline != 0 else { return }
  let highest = data.bars.compactMap { $0.value.number?.size }.max() ?? baseline
  let (from, to) = (ChartNumber(baseline), ChartNumber(highest))
  let writer = NumberFormat.automatic.writer(for: [from, to])
  let look = ChartNumber(highest - baseline)
  let example =
    highest > baseline && look.size.isFinite
    ? " (\(writer.text(from))..\(writer.text(to)) would look like 0..\(writer.text(look)))" : ""
  let plain = ExactDecimal(baseline)
  throw ChartError(
    "chart bar: baseline must be 0 for bars\(example)", at: options.baselineRange,
    hint: "chart dot ymin=\(plain.fixed(plain.decimalCount))")
}

private func noteLines(
  _ channels: BarChannels, _ data: BarData, _ layout: BarLayout, _ drawing: BarDrawing,
  _ charset: Charset
) -> [String] {
  var items = data.notes(layout.writer)
  if case .rowCount = channels.measure, let x = channels.x {
    items.append("bars count the rows of each \(escaped(x.name))")
  }
  if !channels.unused.isEmpty {
    items.append("not drawn: \(channels.unused.map { escaped($0.name) }.joined(separator: ", "))")
  }
  items += cutLabelNotes(drawing.cutLabels)
  if layout.tinyCount * 2 > data.bars.count, layout.tinyCount > 2 {
    items.append("most bars are under half a cell: chart dot log tells them apart")
  }
  let count = data.rowCountNote
  guard layout.tinyCount > 0 else {
    return items.isEmpty ? [] : joined([count] + items, by: "; ", width: layout.width)
  }
  let meaning =
    layout.scale.leftCells > 0 ? "not 0, under half a cell" : "above 0, under half a cell"
  let full = joined([count] + items + [". = \(meaning)"], by: "; ", width: layout.width)
  if charset == .ascii { return full }
  let short = joined([count] + items, by: "; ", width: layout.width)
  if short.count == full.count { return short }
  // Both sets of marks give as many lines, so that a line the ASCII note needs is filled here too.
  let mark = layout.scale.leftCells > 0 ? "▌" : "▏"
  return joined([count] + items + ["\(mark) = \(meaning)"], by: "; ", width: layout.width)
}
