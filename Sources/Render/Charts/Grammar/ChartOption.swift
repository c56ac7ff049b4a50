// Every option of a chart, drawn yet or not. Level 1.

/// An option of a chart, by the word before its `=`.
public enum ChartOption: String, Sendable, Hashable, CaseIterable {
  case width, height, charset, title, xlabel, ylabel, note, sort, top, other, limit, values
  case format, baseline, xmin, xmax, ymin, ymax, log, bins, binwidth, closed, whisker, bandwidth
  case null, interval, cols, free, marks, legend, grid, classes, color, explain, alt, labels

  /// Whether it stands alone, or with `no-` before it, instead of taking a value.
  public var isFlag: Bool {
    switch self {
    case .other, .values, .log, .interval, .free, .explain, .alt, .labels: true
    default: false
    }
  }

  /// Whether `no-` takes away what it would otherwise set.
  public var canBeDropped: Bool { isFlag || self == .title || self == .legend }

  /// The types it belongs to, or nil for all.
  var types: Set<ChartType>? {
    switch self {
    case .width, .charset, .title, .xlabel, .ylabel, .note, .values, .format, .null, .color,
      .explain, .alt, .labels:
      nil
    case .height: [.column, .line, .area, .scatter, .density]
    case .sort, .limit:
      [.bar, .column, .stack, .pct, .likert, .dot, .range, .box, .spark, .heat, .gantt]
    case .top, .other: [.bar, .stack, .pct, .waffle]
    case .baseline: [.bar, .column, .area, .dot, .line, .scatter, .range]
    case .xmin, .xmax, .ymin, .ymax:
      [.bar, .column, .area, .dot, .line, .scatter, .range, .hist, .density, .box, .gantt]
    case .log: [.line, .scatter, .dot, .hist, .range]
    case .bins, .binwidth, .closed: [.hist]
    case .whisker: [.box]
    case .bandwidth: [.density]
    case .interval: [.bar, .column, .line, .area, .stack, .pct]
    case .cols, .free: Set(ChartType.allCases).subtracting([.tile, .waffle])
    case .marks: [.line, .scatter, .dot, .column, .area]
    case .legend: Set(ChartType.allCases).subtracting([.hist, .box, .stem, .spark])
    case .grid: [.tile]
    case .classes: [.tile, .heat]
    }
  }
}
