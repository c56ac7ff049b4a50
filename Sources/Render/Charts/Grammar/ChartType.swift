// The kinds of charts and what each can be told. Level 1.

/// A type of chart, by the word it is asked for with.
public enum ChartType: String, Sendable, Hashable, CaseIterable {
  case bar, column, stack, pct, likert, dot, range, line, area, scatter, hist
  case density, box, stem, spark, heat, waffle, gantt, tile, auto

  /// Whether this release draws it.
  public var isDrawn: Bool { self == .bar || self == .gantt }

  /// The channels that columns can be given to; `facet` is known but not drawn.
  var channels: [ChartChannel] {
    switch self {
    case .gantt: [.x, .start, .end, .label, .facet]
    case .bar: [.x, .y, .value, .series, .facet]
    default: ChartChannel.allCases
    }
  }

  /// The options that this release follows.
  var drawnOptions: Set<ChartOption> {
    let shared: Set<ChartOption> = [.width, .charset, .title, .note, .sort, .limit, .color]
    return switch self {
    case .bar: shared.union([.top, .values, .format, .baseline, .null])
    case .gantt: shared
    default: []
    }
  }
}

/// What a column can stand for in a chart.
public enum ChartChannel: String, Sendable, Hashable, CaseIterable {
  case x, y, series, facet, value, lo, hi, start, end, label, weight
}
