// Profiles of columns as tables: what `data profile` and `.summarize` show. Output, level 4.

public import Datasets
public import Render
public import Tabular

/// What one table holds, in numbers.
public struct TableProfile: Sendable {
  /// The table's name.
  public let name: String
  /// How many rows it has.
  public let rowCount: Int
  /// Its columns, in order.
  public let columns: [ColumnProfile]

  /// Looks over a table.
  public init(name: String, _ table: Table) {
    self.name = name
    rowCount = table.rowCount
    columns = profile(table)
  }

  /// The counts of the table in one line, without a line ending.
  public var heading: String {
    "\(escaped(name)): \(counted(rowCount, "row")), \(counted(columns.count, "column"))"
  }

  /// The columns in groups that have the same to say: numbers, dates, all others; none of them empty.
  ///
  /// Means are rounded to ten significant digits; all else is as it is.
  public func groups(charset: Charset) -> [Table] {
    let numbers = columns.filter { $0.kind == .integer || $0.kind == .real }
    let dates = columns.filter(\.isOfDates)
    let others = columns.filter { $0.kind != .integer && $0.kind != .real && !$0.isOfDates }
    let numberNames = ["min", "q1", "median", "q3", "max", "mean", "histogram"]
    let dateNames = ["min", "q1", "median", "q3", "max", "histogram"]
    return [
      group(numbers, numberNames) {
        $0.fiveNumbers(absent: .text("")) + [$0.shownMean, $0.histogram(charset)]
      },
      group(dates, dateNames) { $0.fiveNumbers(absent: .text("")) + [$0.histogram(charset)] },
      group(others, ["length", "min", "max", "most frequent"]) { column in
        [
          .text(column.lengthText), column.range?.first ?? .text(""),
          column.range?.last ?? .text(""), .text(column.topText),
        ]
      },
    ].filter { $0.rowCount > 0 }
  }

  private func group(
    _ columns: [ColumnProfile], _ names: [String], _ cells: (ColumnProfile) -> [Value]
  ) -> Table {
    Table(
      columnNames: ["column", "type", "nulls", "distinct"] + names,
      rows: columns.map { column in
        [
          .text(column.name), .text(column.typeName), .text(column.nullText),
          .integer(Int64(column.distinctCount)),
        ] + cells(column)
      })
  }

  /// The names of `records`.
  public static let recordNames = [
    "table", "column", "type", "rows", "nulls", "distinct", "min", "q1", "median", "q3", "max",
    "mean", "histogram", "shortest", "longest", "top_1", "count_1", "top_2", "count_2", "top_3",
    "count_3",
  ]

  /// Everything unrounded, one row a column, for other programs; what there is not is NULL.
  public var records: [[Value]] {
    columns.map { column in
      let tops = (0..<3).flatMap { index -> [Value] in
        guard column.topValues.indices.contains(index) else { return [.null, .null] }
        return [column.topValues[index].value, .integer(Int64(column.topValues[index].count))]
      }
      let histogram = column.spread.map { $0.histogram.map(String.init).joined(separator: " ") }
      return [
        .text(name), .text(column.name), .text(column.typeName),
        .integer(Int64(column.rowCount)), .integer(Int64(column.nullCount)),
        .integer(Int64(column.distinctCount)),
      ] + column.fiveNumbers(absent: .null) + [
        column.spread?.mean.map(Value.real) ?? .null, histogram.map(Value.text) ?? .null,
        column.lengths.map { .integer(Int64($0.lowerBound)) } ?? .null,
        column.lengths.map { .integer(Int64($0.upperBound)) } ?? .null,
      ] + tops
    }
  }

  /// Whether there is a histogram to be explained.
  public var hasHistograms: Bool { columns.contains { $0.spread != nil } }

  /// How to read the signs of the histograms, a line for people.
  public static func legend(charset: Charset) -> String {
    let marks = sparkline(Array(0...8), charset: charset)
    return "histogram: equal parts from min to max, \(marks.prefix(1)) empty, "
      + "\(marks.dropFirst()) up to the fullest; quartiles by definition 7, R's; of dates by 1"
  }
}

extension ColumnProfile {
  fileprivate var isOfDates: Bool { if case .moments = kind { true } else { false } }

  /// The type as `.describe` names it.
  var typeName: String {
    switch kind {
    case .integer: "integer"
    case .real: "real"
    case .text: "text"
    case .moments(let form): "text (\(form.rawValue))"
    case .mixed: "mixed"
    case .nullOnly: rowCount == 0 ? "no values" : "NULL only"
    }
  }

  /// The count, and where there are some their share, which is 0 % or 100 % only when it is.
  fileprivate var nullText: String {
    guard nullCount > 0 else { return "0" }
    guard nullCount < rowCount else { return "\(grouped(nullCount)) (100%)" }
    let tenths = Int((Double(nullCount) * 1000 / Double(rowCount)).rounded())
    let share =
      tenths == 0 ? "<0.1" : tenths == 1000 ? ">99.9" : "\(tenths / 10).\(tenths % 10)"
    return "\(grouped(nullCount)) (\(share)%)"
  }

  /// Least value, quartiles, greatest value; `absent` where there are none.
  fileprivate func fiveNumbers(absent: Value) -> [Value] {
    let quartiles = spread?.quartiles ?? [absent, absent, absent]
    return [range?.first ?? absent] + quartiles + [range?.last ?? absent]
  }

  fileprivate var shownMean: Value {
    spread?.mean.map { .real(rounded($0, significantDigits: 10)) } ?? .null
  }

  fileprivate func histogram(_ charset: Charset) -> Value {
    .text(sparkline(spread?.histogram ?? [], charset: charset))
  }

  fileprivate var lengthText: String {
    guard let lengths else { return "" }
    let (least, most) = (lengths.lowerBound, lengths.upperBound)
    return least == most ? "\(least)" : "\(least) to \(most)"
  }

  fileprivate var topText: String {
    topValues.map { "\($0.value.shown) (\(grouped($0.count)))" }.joined(separator: ", ")
  }
}

extension Value {
  fileprivate var shown: String {
    switch self {
    case .null: "NULL"
    case .integer(let integer): "\(integer)"
    case .real(let real): realText(real)
    case .text(let text): text
    case .blob(let bytes): "a blob of \(counted(bytes.count, "byte"))"
    }
  }
}
