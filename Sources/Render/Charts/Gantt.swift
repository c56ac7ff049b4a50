// The chart `gantt`: one bar a row from its start to its end on a shared time axis. Level 1.

/// Draws periods, single dates and open ends over an axis of time or numbers.
func drawGantt(
  _ chart: ChartSpecification, _ table: ChartTable, width: Int, charset: Charset
) throws(ChartError) -> String {
  let data = try GanttData(chart, table)
  let layout = GanttLayout(data, width: width)
  let drawing = GanttDrawing(data, layout, charset)
  let lines =
    titleLines(chart.options, automatic: data.title, width: width) + drawing.lines
    + ownNoteLines(chart.options, width: width)
  return chartText(lines)
}

/// Where names, bars and remarks stand.
struct GanttLayout {
  let width: Int
  let nameWidth: Int
  let remarkWidth: Int
  /// The axis, or nil when no row has a time.
  let scale: AxisScale?
  let ticks: [AxisTick]
  /// How far a date reaches beyond its start.
  let length: Double

  private static let wantedCells = 20

  init(_ data: GanttData, width: Int) {
    self.width = width
    let names = data.rows.map { displayWidth($0.name) }.max() ?? 0
    let remarks = data.rows.map { displayWidth($0.remark) }.max() ?? 0
    remarkWidth = min(remarks, width / 4)
    let room = width - 2 - (remarkWidth > 0 ? remarkWidth + 1 : 0)
    nameWidth = min(names, width * 2 / 5, max(4, room - Self.wantedCells))
    let (length, unit) = Self.lengths(data.measure)
    self.length = length

    let finite = data.rows.filter { !$0.isInfinite }
    let starts = finite.compactMap { $0.start ?? $0.end }
    let ends = finite.compactMap { $0.end ?? $0.start }.map { $0 + length }
    guard let low = starts.min(), let high = ends.max() else {
      (scale, ticks) = (nil, [])
      return
    }
    let origin = nameWidth + 2
    var cells = room - nameWidth
    var chosen = AxisScale(low: low, high: high, unit: unit, cells: cells)
    var marks = Self.ticks(data.measure, chosen, origin: origin, width: width)
    // A last label that would leave the width moves the plot's end, not its digits.
    while let last = marks.last, cells > Self.wantedCells / 2,
      origin + last.cell + (displayWidth(last.label) + 1) / 2 > width
    {
      cells -= 1
      chosen = AxisScale(low: low, high: high, unit: unit, cells: cells)
      marks = Self.ticks(data.measure, chosen, origin: origin, width: width)
    }
    (scale, ticks) = (chosen, marks)
  }

  private static func lengths(_ measure: GanttData.Measure) -> (length: Double, unit: Double?) {
    switch measure {
    case .calendar(let form): (Double(form.length), Double(max(1, form.length)))
    case .number(let isWhole): (0, isWhole ? 1 : nil)
    }
  }

  private static func ticks(
    _ measure: GanttData.Measure, _ scale: AxisScale, origin: Int, width: Int
  ) -> [AxisTick] {
    // Room for a label that the plot's end can still be moved for.
    let fits = { AxisLines($0, origin: origin, width: width + 5).fits }
    switch measure {
    case .calendar(let form): return CalendarTicks(form, scale).finest(fitting: fits)
    case .number(let isWhole): return NumberTicks(scale, isWhole: isWhole).finest(fitting: fits)
    }
  }
}
