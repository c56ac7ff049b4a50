// The rows of a bar chart: labels, values, order, and what is left out. Level 1.

internal import Tabular

/// What a bar stands for.
enum BarValue {
  case null
  /// Plus or minus infinity, which no scale holds.
  case infinite(isNegative: Bool)
  case number(ChartNumber)

  init(_ value: Value) {
    switch value {
    case .null, .text, .blob: self = .null
    case .integer(let integer): self = .number(ChartNumber(integer))
    case .real(let real) where real.isNaN: self = .null
    case .real(let real) where real.isInfinite: self = .infinite(isNegative: real < 0)
    case .real(let real): self = .number(ChartNumber(real))
    }
  }

  var number: ChartNumber? { if case .number(let number) = self { number } else { nil } }
  var isNull: Bool { if case .null = self { true } else { false } }
  var isInfinite: Bool { if case .infinite = self { true } else { false } }
}

/// One bar.
struct Bar {
  /// The name of its series, or nil when every label has one bar.
  let series: String?
  let value: BarValue
}

/// A label with its bars.
struct BarGroup {
  let key: Value
  let label: String
  var bars: [Bar]
}

/// All that is drawn, in its order, and the notes about all that is not.
struct BarData {
  private(set) var groups: [BarGroup]
  /// Groups beyond `top` and `limit`.
  private(set) var leftOut: [BarGroup] = []
  let rowCount: Int
  private(set) var nullCount = 0
  private let options: ChartOptions

  /// How many groups are drawn when nothing is said.
  private static let defaultLimit = 60

  init(
    _ channels: BarChannels, _ table: ChartTable, _ options: ChartOptions
  ) throws(ChartError) {
    self.options = options
    rowCount = table.rowCount
    switch (channels.measure, channels.series) {
    case (.rowCount, _): groups = Self.counts(channels.x, table)
    case (.columns(let columns), let series?):
      groups = try Self.long(channels.x, columns[0], series, table)
    case (.columns(let columns), nil):
      groups = try Self.wide(channels.x, columns, table)
    }
    nullCount = groups.reduce(0) { $0 + $1.bars.count { $0.value.isNull } }
    treatNulls()
    try sort()
    let limit = min(options.top ?? Int.max, options.limit ?? Self.defaultLimit)
    leftOut = Array(groups.dropFirst(limit))
    groups.removeSubrange(min(limit, groups.count)...)
  }

  /// What was asked for rows without a value.
  var treatment: ChartOptions.NullTreatment { options.null ?? .row }

  /// All bars that are drawn.
  var bars: [Bar] { groups.flatMap(\.bars) }

  private mutating func treatNulls() {
    switch treatment {
    case .row: return
    case .zero:
      for index in groups.indices {
        groups[index].bars = groups[index].bars.map {
          Bar(series: $0.series, value: $0.value.isNull ? .number(ChartNumber(Int64(0))) : $0.value)
        }
      }
    case .drop:
      for index in groups.indices { groups[index].bars.removeAll { $0.value.isNull } }
      groups.removeAll { $0.bars.isEmpty }
    }
  }

  /// Orders groups stably; NULL comes last either way.
  private mutating func sort() throws(ChartError) {
    guard let sorting = options.sorting else { return }
    if sorting.byValue, groups.contains(where: { $0.bars.count > 1 }) {
      throw ChartError(
        "chart bar: sort=y needs one value for each label; use ORDER BY")
    }
    let keys = groups.map { sorting.byValue ? SortKey(bar: $0.bars.first) : SortKey($0.key) }
    let order = groups.indices.sorted { left, right in
      let isBefore = keys[left].precedes(keys[right], isDescending: sorting.isDescending)
      let isAfter = keys[right].precedes(keys[left], isDescending: sorting.isDescending)
      return isBefore != isAfter ? isBefore : left < right
    }
    groups = order.map { groups[$0] }
  }

  private static func counts(_ x: ChartColumn?, _ table: ChartTable) -> [BarGroup] {
    guard let x else { return [] }
    var positions: [Value: Int] = [:]
    var counts: [(row: Int, count: Int64)] = []
    for row in 0..<table.rowCount {
      let key = x.column[row]
      if let position = positions[key] {
        counts[position].count += 1
      } else {
        positions[key] = counts.count
        counts.append((row, 1))
      }
    }
    return counts.map { row, count in
      let bar = Bar(series: nil, value: .number(ChartNumber(count)))
      return BarGroup(key: x.column[row], label: labelText(x.column, row), bars: [bar])
    }
  }

  private static func wide(
    _ x: ChartColumn?, _ columns: [ChartColumn], _ table: ChartTable
  ) throws(ChartError) -> [BarGroup] {
    let names = columns.count > 1 ? columns.map { seriesName($0.name) } : [nil]
    var seen: [Value: Int] = [:]
    var groups: [BarGroup] = []
    for row in 0..<table.rowCount {
      let key = x.map { $0.column[row] } ?? .integer(Int64(row + 1))
      if columns.count > 1, let other = seen.updateValue(row, forKey: key) {
        throw repeated(x, row: row, other: other, series: nil)
      }
      let bars = zip(names, columns).map { Bar(series: $0, value: BarValue($1.column[row])) }
      let label = x.map { labelText($0.column, row) } ?? String(row + 1)
      groups.append(BarGroup(key: key, label: label, bars: bars))
    }
    return groups
  }

  private static func long(
    _ x: ChartColumn?, _ column: ChartColumn, _ series: ChartColumn, _ table: ChartTable
  ) throws(ChartError) -> [BarGroup] {
    var groupOf: [Value: Int] = [:]
    var seriesOf: [Value: Int] = [:]
    var groups: [(row: Int, rowOfSeries: [Int: Int])] = []
    for row in 0..<table.rowCount {
      let key = x.map { $0.column[row] } ?? .integer(Int64(row + 1))
      let group = groupOf[key] ?? groups.count
      if group == groups.count { groups.append((row, [:])) }
      groupOf[key] = group
      let position = seriesOf[series.column[row]] ?? seriesOf.count
      seriesOf[series.column[row]] = position
      if let other = groups[group].rowOfSeries.updateValue(row, forKey: position) {
        throw repeated(x, row: row, other: other, series: series)
      }
    }
    return groups.map { row, rows in
      let bars = rows.sorted { $0.key < $1.key }.map {
        Bar(series: labelText(series.column, $0.value), value: BarValue(column.column[$0.value]))
      }
      let key = x.map { $0.column[row] } ?? .integer(Int64(row + 1))
      return BarGroup(
        key: key, label: x.map { labelText($0.column, row) } ?? String(row + 1), bars: bars)
    }
  }

  private static func seriesName(_ name: String) -> String {
    name.utf8.allSatisfy { $0 == 0x20 } ? "''" : escaped(name)
  }

  private static func repeated(
    _ x: ChartColumn?, row: Int, other: Int, series: ChartColumn?
  ) -> ChartError {
    let name = x?.name ?? "row"
    let label = x.map { labelText($0.column, row) } ?? ""
    let within = series.map { " with \(escaped($0.name)) = \(labelText($0.column, row))" } ?? ""
    let keys = [name, series?.name].compactMap { $0 }.map(sqlName).joined(separator: ", ")
    return ChartError(
      "chart bar: \(escaped(name)) = \(label)\(within) occurs twice "
        + "(rows \(other + 1), \(row + 1))",
      hint: "GROUP BY \(keys)")
  }
}
