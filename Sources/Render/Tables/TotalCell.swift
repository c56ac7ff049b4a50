// The last row of a table: the sums of its columns. Level 1.

internal import Tabular

/// A cell of the row of sums.
enum TotalCell {
  case blank
  /// The word `total`.
  case label
  case integer(Int64)
  case real(Double)

  /// The row of a table; all of its rows are added up, shown or not.
  ///
  /// - Returns: nil when the style wants none or there is nothing to add up.
  static func row(of table: Table, _ style: TableStyle) -> [TotalCell]? {
    guard table.rowCount > 0 else { return nil }
    let isSummed = summedColumns(of: table, style)
    guard isSummed.contains(true) else { return nil }
    let labelled = isSummed.firstIndex(of: false)
    return table.columns.indices.map { index in
      if isSummed[index] { return sum(of: table.columns[index]) }
      return index == labelled ? .label : .blank
    }
  }

  private static func summedColumns(of table: Table, _ style: TableStyle) -> [Bool] {
    let grouped = Set(style.group.map(\.asciiLowercased))
    switch style.total {
    case .none: return table.columns.map { _ in false }
    case .columns(let names):
      let wanted = Set(names.map(\.asciiLowercased))
      return table.columns.map { wanted.contains($0.name.asciiLowercased) }
    case .numbers:
      return table.columns.map { column in
        !grouped.contains(column.name.asciiLowercased)
          && CellText(column, decimals: nil).isRightAligned
      }
    }
  }

  /// The sum of a column's numbers: an integer as long as all are and it fits 64 bits, else a real,
  /// with the rounding errors added up apart. Blank when there is no number.
  ///
  /// - Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen"
  ///   (1974), https://doi.org/10.1002/zamm.19740540106
  static func sum(of column: Column) -> TotalCell {
    var (sum, correction) = (0.0, 0.0)
    var exact: Int64? = 0
    var count = 0
    for row in 0..<column.rowCount {
      let number: Double
      switch column[row] {
      case .null, .text, .blob: continue
      case .integer(let value):
        number = Double(value)
        exact = exact.flatMap {
          let (next, overflows) = $0.addingReportingOverflow(value)
          return overflows ? nil : next
        }
      case .real(let value):
        number = value
        exact = nil
      }
      count += 1
      let next = sum + number
      correction +=
        sum.magnitude >= number.magnitude ? (sum - next) + number : (number - next) + sum
      sum = next
    }
    guard count > 0 else { return .blank }
    return exact.map { .integer($0) } ?? .real(sum.isFinite ? sum + correction : sum)
  }

  /// Appends its text and gives its width.
  func append(decimals: Int?, to output: inout [UInt8]) -> Int {
    let text =
      switch self {
      case .blank: ""
      case .label: "total"
      case .integer(let value): String(value)
      case .real(let value):
        decimals.flatMap { value.isFinite ? ExactDecimal(value).fixed($0) : nil } ?? realText(value)
      }
    output.append(contentsOf: text.utf8)
    return text.utf8.count
  }
}
