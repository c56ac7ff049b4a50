// The rows of a gantt chart: names, starts, ends. Level 1.

internal import Tabular

/// A row of a gantt chart.
struct GanttRow {
  let name: String
  /// What is written behind the bar; empty for nothing.
  let remark: String
  /// Where the bar begins and where its end begins, in the axis's units; nil for NULL.
  let start: Double?
  let end: Double?
  /// Whether a value is infinite, so that nothing is drawn.
  let isInfinite: Bool
}

/// What all rows of a gantt chart share.
struct GanttData {
  /// What the axis measures.
  enum Measure {
    case calendar(ISODate.Form)
    case number(isWhole: Bool)
  }

  private(set) var rows: [GanttRow] = []
  private(set) var leftOutCount = 0
  let measure: Measure
  let title: String

  private static let defaultLimit = 60

  /// Fills unset channels: the first text, the first two of times or numbers, the next text.
  ///
  /// - Throws: an error that lists the columns when they do not suffice, and for an end before its
  ///   start.
  init(_ chart: ChartSpecification, _ table: ChartTable) throws(ChartError) {
    let channels = try GanttChannels(chart, table)
    measure = try channels.measure(table)
    title =
      "\(escaped(channels.start.name)) to \(escaped(channels.end.name))"
      + (channels.x.map { " by \(escaped($0.name))" } ?? "")
    let order = try Self.order(table.rowCount, channels.x, chart.options)
    let limit = chart.options.limit ?? Self.defaultLimit
    for row in 0..<table.rowCount { _ = try Self.row(row, channels, measure) }
    for row in order.prefix(limit) { rows.append(try Self.row(row, channels, measure)) }
    leftOutCount = table.rowCount - rows.count
  }

  private static func order(
    _ count: Int, _ x: ChartColumn?, _ options: ChartOptions
  ) throws(ChartError) -> [Int] {
    guard let sorting = options.sorting else { return Array(0..<count) }
    if sorting.byValue {
      throw ChartError("chart gantt: sort is x or -x; use ORDER BY for starts and ends")
    }
    let keys = (0..<count).map { row in x.map { SortKey($0.column[row]) } ?? .number(Double(row)) }
    return (0..<count).sorted { left, right in
      if keys[left].precedes(keys[right], isDescending: sorting.isDescending) { return true }
      if keys[right].precedes(keys[left], isDescending: sorting.isDescending) { return false }
      return left < right
    }
  }

  private static func row(
    _ row: Int, _ channels: GanttChannels, _ measure: Measure
  ) throws(ChartError) -> GanttRow {
    let start = position(channels.start.column, row, measure)
    let end = position(channels.end.column, row, measure)
    let name = channels.x.map { labelText($0.column, row) } ?? String(row + 1)
    if let start, let end, end < start {
      let from = labelText(channels.start.column, row)
      let to = labelText(channels.end.column, row)
      throw ChartError(
        "chart gantt: the end is before the start in row \(row + 1) (\(name): \(from) to \(to))")
    }
    let remark = channels.label.map { column in
      column.column.storageClass(at: row) == .null ? "" : labelText(column.column, row)
    }
    let isInfinite = [start, end].contains { $0?.isInfinite ?? false }
    return GanttRow(
      name: name, remark: remark ?? "", start: start, end: end, isInfinite: isInfinite)
  }

  private static func position(_ column: Column, _ row: Int, _ measure: Measure) -> Double? {
    switch column[row] {
    case .null, .blob: return nil
    case .integer(let value):
      if case .calendar = measure { return Double((value - 1970) * 12) }
      return Double(value)
    case .real(let value): return value.isNaN ? nil : value
    case .text(let text):
      guard case .date(let date) = ISODate.read(text.utf8) else { return nil }
      return Double(date.position)
    }
  }
}
