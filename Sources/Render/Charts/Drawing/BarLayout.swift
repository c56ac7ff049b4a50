// Where labels, bars and values stand in a line of a bar chart. Level 1.

/// The widths of a bar chart, the same for both sets of marks.
struct BarLayout {
  let width: Int
  let labelWidth: Int
  /// The width of the names of series, or 0 when every label has one bar.
  let seriesWidth: Int
  /// What the widest text left of the bars takes, its blank included.
  let leftTextWidth: Int
  let scale: BarScale
  let writer: NumberWriter
  /// How many values are not 0 and yet less than half a cell.
  let tinyCount: Int
  private let showsValues: Bool
  private let showsPlus: Bool

  /// Bars that are shorter than this could not be told apart.
  private static let leastCells = 5
  private static let wantedCells = 20

  /// - Throws: an error when values and labels leave no room for bars.
  init(_ data: BarData, _ options: ChartOptions, width: Int) throws(ChartError) {
    let numbers = data.bars.compactMap(\.value.number)
    let writer = (options.format ?? .automatic).writer(for: numbers)
    let showsPlus = numbers.contains { $0.size < 0 }
    let texts = data.bars.map { bar in
      let text = barText(bar.value, writer, showsValues: options.showsValues, showsPlus: showsPlus)
      return (
        isLeft: (bar.value.number?.size ?? 0) < 0, width: text.isEmpty ? 0 : displayWidth(text) + 1
      )
    }
    let left = texts.filter(\.isLeft).map(\.width).max() ?? 0
    let right = texts.filter { !$0.isLeft }.map(\.width).max() ?? 0
    let room = width - 2 - left - right

    let label = data.groups.map { displayWidth($0.label) }.max() ?? 0
    let series = data.bars.compactMap { $0.series.map { displayWidth($0) } }.max() ?? 0
    let seriesPart = series > 0 ? series + 1 : 0
    let least = series > 0 ? 9 : 4
    let wanted = min(label + seriesPart, width * 2 / 5)
    let names = min(wanted, max(least, room - Self.wantedCells))
    let cells = room - names
    guard cells >= Self.leastCells else {
      throw ChartError(
        "chart bar: width \(width) cannot hold labels, values and bars of \(Self.leastCells) cells",
        hint: "a larger width, format=si or no-values")
    }
    self.width = width
    self.writer = writer
    self.showsPlus = showsPlus
    showsValues = options.showsValues
    leftTextWidth = left
    seriesWidth = series == 0 ? 0 : min(series, max((names - 1) / 2, names - 1 - label))
    labelWidth = series == 0 ? names : names - 1 - seriesWidth
    let scale = BarScale(numbers.map(\.size), cells: cells)
    self.scale = scale
    tinyCount = numbers.count { $0.size != 0 && scale.cells($0.size) < 0.5 }
  }

  /// The text at a bar's end; empty for numbers under `no-values`.
  func text(_ value: BarValue) -> String {
    barText(value, writer, showsValues: showsValues, showsPlus: showsPlus)
  }
}

private func barText(
  _ value: BarValue, _ writer: NumberWriter, showsValues: Bool, showsPlus: Bool
) -> String {
  switch value {
  case .null: return "NULL"
  case .infinite(let isNegative): return isNegative ? "-inf" : "inf"
  case .number(let number):
    guard showsValues else { return "" }
    return (showsPlus && number.size > 0 ? "+" : "") + writer.text(number)
  }
}

/// The rows of a bar chart in one set of marks.
struct BarDrawing {
  private(set) var rows: [String] = []
  /// Labels that did not fit, in full.
  let cutLabels: [String]

  init(_ data: BarData, _ layout: BarLayout, charset: Charset) {
    let labels = FittedLabels(data.groups.map(\.label), width: layout.labelWidth, charset: charset)
    let names = data.bars.compactMap(\.series)
    let series = FittedLabels(names, width: layout.seriesWidth, charset: charset)
    cutLabels = labels.cut + series.cut
    var seriesIndex = 0
    for (group, label) in zip(data.groups, labels.shown) {
      for (index, bar) in group.bars.enumerated() {
        var head = padded(index == 0 ? label : "", to: layout.labelWidth)
        if layout.seriesWidth > 0 {
          head += " " + padded(series.shown[seriesIndex], to: layout.seriesWidth)
          seriesIndex += 1
        }
        rows.append(head + " " + barRow(bar.value, layout, charset))
      }
    }
  }
}

/// A row from behind its label on.
private func barRow(_ value: BarValue, _ layout: BarLayout, _ charset: Charset) -> String {
  let text = layout.text(value)
  let scale = layout.scale
  let marks = BarMarks(charset: charset, hasBothSigns: scale.leftCells > 0)
  let room = layout.leftTextWidth + scale.leftCells
  guard let number = value.number, number.size < 0 else {
    let bar = value.number.map { marks.right($0.size, scale) } ?? ""
    let blanks = String(repeating: " ", count: room)
    return blanks + charset.axis + bar + (text.isEmpty ? "" : " " + text)
  }
  let bar = marks.left(number.size, scale)
  let left = text.isEmpty ? bar : text + " " + bar
  let blanks = String(repeating: " ", count: max(0, room - displayWidth(left)))
  return blanks + left + charset.axis
}
