// What a bar chart has to say about the values it could not draw. Level 1.

extension BarData {
  /// How many rows the chart stands for.
  var rowCountNote: String { counted(rowCount, "row") }

  /// Notes on NULL, infinite and left-out values, in this order; none when all is drawn.
  func notes(_ writer: NumberWriter) -> [String] {
    [nullNote, infiniteNote, leftOutNote(writer)].compactMap { $0 }
  }

  private var nullNote: String? {
    guard nullCount > 0 else { return nil }
    switch treatment {
    case .zero: return "\(grouped(nullCount)) NULL drawn as 0"
    case .drop: return "\(grouped(nullCount)) NULL dropped"
    case .row:
      let all = (groups + leftOut).reduce(0) { $0 + $1.bars.count }
      let isAll = nullCount == all
      return isAll
        ? "\(grouped(nullCount)) of \(grouped(all)) NULL" : "\(grouped(nullCount)) NULL not drawn"
    }
  }

  private var infiniteNote: String? {
    let count = bars.count { $0.value.isInfinite }
    return count > 0 ? "\(grouped(count)) infinite not drawn" : nil
  }

  private func leftOutNote(_ writer: NumberWriter) -> String? {
    guard !leftOut.isEmpty else { return nil }
    let total = groups.count + leftOut.count
    let head = "first \(grouped(groups.count)) of \(grouped(total)) drawn"
    guard let sum = sum(of: leftOut.flatMap(\.bars).compactMap(\.value.number)) else { return head }
    return "\(head), the other \(grouped(leftOut.count)) sum to \(writer.text(sum))"
  }

  /// The sum, exact for integers; nil when it is beyond what a real holds.
  private func sum(of numbers: [ChartNumber]) -> ChartNumber? {
    var whole: Int64 = 0
    var isExact = true
    for number in numbers {
      guard let integer = number.integer else {
        isExact = false
        break
      }
      let (sum, overflow) = whole.addingReportingOverflow(integer)
      if overflow {
        isExact = false
        break
      }
      whole = sum
    }
    if isExact { return ChartNumber(whole) }
    let sum = numbers.reduce(0) { $0 + $1.size }
    return sum.isFinite ? ChartNumber(sum) : nil
  }
}
