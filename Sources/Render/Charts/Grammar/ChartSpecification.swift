// What a chart cell asks for. Level 1.

/// What a chart cell asks for: type, source, channels, options.
public struct ChartSpecification: Sendable {
  /// The kind of chart.
  public let type: ChartType
  /// The label of the result to draw, or nil for the result just above.
  public let source: String?
  /// Where `source` stands in the chart's text, in UTF-8 bytes, or nil.
  public let sourceRange: Range<Int>?
  /// The columns named for channels, in the order they are written.
  let channels: [ChartChannel: [ColumnReference]]
  /// Everything else.
  let options: ChartOptions

  /// A column or columns named for a channel; empty when the text leaves it open.
  func columns(_ channel: ChartChannel) -> [ColumnReference] { channels[channel] ?? [] }

  /// All columns that are named, in the order of the text.
  var references: [ColumnReference] {
    channels.values.joined().sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

/// A column as a chart's text names it.
struct ColumnReference: Sendable {
  /// The whole name as written, without quotes.
  let name: String
  /// Which of several columns of the same name is meant, from 1: the 2 of `name:2`.
  let ordinal: Int?
  /// Where it stands in the chart's text.
  let range: Range<Int>
}

/// The values of a chart's options; nil where the text says nothing.
struct ChartOptions: Sendable {
  /// The order of categories.
  struct Sorting: Sendable, Hashable {
    let byValue: Bool
    let isDescending: Bool
  }

  /// What becomes of rows without a value.
  enum NullTreatment: String, Sendable, CaseIterable {
    case row, zero, drop
  }

  var width: Int?
  var charset: Charset?
  var title: String?
  var showsTitle = true
  var note: String?
  var sorting: Sorting?
  var top: Int?
  var limit: Int?
  var showsValues = true
  var format: NumberFormat?
  var baseline: Double?
  var baselineRange: Range<Int>?
  var null: NullTreatment?
}
