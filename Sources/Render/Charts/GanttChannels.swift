// Which columns a gantt chart draws. Level 1.

internal import Tabular

/// The columns of a gantt chart.
struct GanttChannels {
  /// The names of the rows, or nil for row numbers.
  let x: ChartColumn?
  let start: ChartColumn
  let end: ChartColumn
  /// What is written behind the bars.
  let label: ChartColumn?

  init(_ chart: ChartSpecification, _ table: ChartTable) throws(ChartError) {
    let namedX = try Self.named(.x, chart, table)
    let namedLabel = try Self.named(.label, chart, table)
    let namedStart = try Self.named(.start, chart, table)
    let namedEnd = try Self.named(.end, chart, table)
    var taken = Set([namedX, namedLabel, namedStart, namedEnd].compactMap { $0?.index })
    func take(_ isWanted: (ColumnKind) -> Bool) -> ChartColumn? {
      let found = table.columns.first { isWanted($0.kind) && !taken.contains($0.index) }
      if let found { taken.insert(found.index) }
      return found
    }
    let isTime: (ColumnKind) -> Bool = { $0 == .number || $0 == .year || $0.isDate }
    x = namedX ?? take { $0 == .text }
    let start = namedStart ?? take(isTime)
    let end = namedEnd ?? take(isTime) ?? take { $0 == .null }
    // Whoever names channels has said what shall be drawn.
    let isInferred = namedX == nil && namedStart == nil && namedEnd == nil
    label = namedLabel ?? (isInferred ? take { $0 == .text } : nil)
    guard let start, let end else {
      let mixed = table.columns.first { $0.kind == .mixed && !taken.contains($0.index) }
      if let mixed { throw Self.mixed(mixed, at: nil) }
      throw table.cannotChoose(
        "it needs a start and an end", instead: "chart gantt x=NAME start=FIRST end=LAST")
    }
    (self.start, self.end) = (start, end)
    try Self.check(start, .start, chart)
    try Self.check(end, .end, chart)
  }

  /// What both ends are measured in.
  ///
  /// - Throws: an error when they are of different forms.
  func measure(_ table: ChartTable) throws(ChartError) -> GanttData.Measure {
    let columns = [start, end].filter { $0.kind != .null }
    let forms = columns.map { column -> ISODate.Form? in
      if case .date(let form) = column.kind { form } else { nil }
    }
    if let first = forms.first, let form = first, forms.allSatisfy({ $0 == first }) {
      return .calendar(form)
    }
    if forms.contains(where: { $0 != nil }) {
      let names = zip(columns, forms).map { "\(quoted($0.name)) is a \($1?.rawValue ?? "number")" }
      throw ChartError(
        "chart gantt: start and end differ in form: \(names.joined(separator: ", "))")
    }
    if columns.allSatisfy({ holdsYears($0.column) }) { return .calendar(.year) }
    let isWhole = columns.allSatisfy { column in
      (0..<table.rowCount).allSatisfy { column.column.storageClass(at: $0) != .real }
    }
    return .number(isWhole: isWhole)
  }

  private static func named(
    _ channel: ChartChannel, _ chart: ChartSpecification, _ table: ChartTable
  ) throws(ChartError) -> ChartColumn? {
    guard let reference = chart.columns(channel).first else { return nil }
    return try table.find(reference)
  }

  private static func check(
    _ column: ChartColumn, _ channel: ChartChannel, _ chart: ChartSpecification
  ) throws(ChartError) {
    let range = chart.columns(channel).first?.range
    if column.kind == .mixed { throw mixed(column, at: range) }
    if column.kind == .text {
      throw ChartError(
        "chart gantt: column \(quoted(column.name)) is text; "
          + "\(channel) needs dates, years or numbers",
        at: range, hint: "dates are written 2024-03-31, 2024-03, 2024-Q1, 2024-W05 or 2024")
    }
  }

  private static func mixed(_ found: ChartColumn, at range: Range<Int>?) -> ChartError {
    let column = found.column
    var forms: Set<ISODate.Form> = []
    for row in 0..<column.rowCount where column.storageClass(at: row) != .null {
      let reading = column.bytes(at: row).map { ISODate.read($0) } ?? .other
      if case .date(let date) = reading, forms.isEmpty || forms.contains(date.form) {
        forms.insert(date.form)
        continue
      }
      if forms.isEmpty, column.bytes(at: row) == nil { continue }
      return ChartError(
        "chart gantt: column \(quoted(found.name)) is mixed; "
          + "first offender: \(truncated(labelText(column, row), to: 60)) in row \(row + 1)",
        at: range, hint: "write all dates in one form, such as 2024-03-31")
    }
    return ChartError("chart gantt: column \(quoted(found.name)) is mixed", at: range)
  }
}
