// Which columns a bar chart draws: those named, the rest filled in from the left. Level 1.

internal import Tabular

/// The columns of a bar chart.
struct BarChannels {
  /// What the bars measure.
  enum Measure {
    /// One column of numbers, or several that make groups.
    case columns([ChartColumn])
    /// How many rows each value of `x` has.
    case rowCount
  }

  /// The names of the rows, or nil for row numbers.
  let x: ChartColumn?
  let measure: Measure
  /// What splits one column of numbers into groups.
  let series: ChartColumn?
  /// Columns that nothing was said about and that are not drawn.
  let unused: [ChartColumn]

  /// Fills unset channels.
  ///
  /// - Throws: an error that lists the columns with their kinds when nothing fits, or names a column
  ///   whose values are no numbers.
  init(_ chart: ChartSpecification, _ table: ChartTable) throws(ChartError) {
    let references = chart.columns(.y) + chart.columns(.value)
    var named: [ChartColumn] = []
    for reference in references {
      let column = try table.find(reference)
      try table.requireNumbers(column, at: reference.range)
      named.append(column)
    }
    let namedSeries = try chart.columns(.series).first.map { reference throws(ChartError) in
      try table.find(reference)
    }
    let namedX = try chart.columns(.x).first.map { reference throws(ChartError) in
      try table.find(reference)
    }
    var taken = Set((named + [namedSeries, namedX].compactMap { $0 }).map(\.index))
    let isLabel: (ChartColumn) -> Bool = { column in
      let isName = column.kind == .text || column.kind == .year || column.kind.isDate
      return isName && !taken.contains(column.index)
    }
    let x = namedX ?? table.columns.first(where: isLabel)
    if let x { taken.insert(x.index) }
    let free = table.columns.filter { !taken.contains($0.index) }
    let numbers = named.isEmpty ? try Self.numbers(among: free, table) : named
    taken.formUnion(numbers.map(\.index))
    let canSplit = chart.columns(.y).isEmpty && chart.columns(.value).isEmpty && numbers.count == 1
    let firstText = free.first { $0.kind == .text && !taken.contains($0.index) }
    let series = namedSeries ?? (canSplit ? firstText : nil)
    if let series { taken.insert(series.index) }

    if let namedSeries, numbers.count > 1 {
      throw table.cannotChoose(
        "series=\(sqlName(namedSeries.name)) needs one column of numbers, not \(numbers.count)",
        instead:
          "chart bar\(x.map { " x=\(sqlName($0.name))" } ?? "") y=\(sqlName(numbers[0].name)) "
          + "series=\(sqlName(namedSeries.name))")
    }
    if numbers.isEmpty {
      try Self.checkCounting(x, table, isNamed: namedX != nil, series: namedSeries)
    }
    self.x = x
    self.series = series
    measure = numbers.isEmpty ? .rowCount : .columns(numbers)
    unused = chart.channels.isEmpty ? table.columns.filter { !taken.contains($0.index) } : []
  }

  /// Every free column of numbers; failing those, of NULLs alone.
  private static func numbers(
    among free: [ChartColumn], _ table: ChartTable
  ) throws(ChartError) -> [ChartColumn] {
    for column in free where column.kind == .mixed && holdsNumbers(column) {
      try table.requireNumbers(column, at: nil)
    }
    let numbers = free.filter { $0.kind == .number }
    return numbers.isEmpty ? free.filter { $0.kind == .null } : numbers
  }

  private static func holdsNumbers(_ column: ChartColumn) -> Bool {
    (0..<column.column.rowCount).contains { row in
      let storageClass = column.column.storageClass(at: row)
      return storageClass == .integer || storageClass == .real
    }
  }

  private static func checkCounting(
    _ x: ChartColumn?, _ table: ChartTable, isNamed: Bool, series: ChartColumn?
  ) throws(ChartError) {
    if let series {
      throw table.cannotChoose(
        "no column of numbers for y", instead: "chart bar x=\(sqlName(series.name))")
    }
    if x != nil, isNamed || table.columns.count == 1 { return }
    let first = table.columns.first { $0.kind == .text } ?? table.columns.first
    throw table.cannotChoose(
      "no column of numbers for y",
      instead: first.map { "chart bar x=\(sqlName($0.name)) counts rows by \(escaped($0.name))" }
        ?? "select a text column and a number")
  }

  /// The plain line that names what is drawn.
  var title: String {
    let by = x.map { " by \(escaped($0.name))" } ?? " by row"
    switch measure {
    case .rowCount: return "rows" + by
    case .columns(let columns):
      let names = columns.map { escaped($0.name) }.joined(separator: ", ")
      return names + by + (series.map { " and \(escaped($0.name))" } ?? "")
    }
  }
}
