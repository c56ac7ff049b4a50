// The text of a chart cell -> ChartSpecification; with a table -> Drawing. Level 1.

public import Tabular

/// What a chart cell asks for: type, source, channels, options.
public struct ChartSpecification: Sendable {
  /// The label of the result to draw, or nil for the result just above.
  public let source: String?
  /// Where `source` stands in the chart's text, in UTF-8 bytes, or nil.
  public let sourceRange: Range<Int>?
}

/// The marks a chart is drawn with.
public enum Charset: Sendable, Hashable {
  case ascii
  case unicode
}

/// A chart that cannot be read or cannot be drawn truly.
public struct ChartError: Error, Sendable, Hashable {
  /// What is wrong, in lower case.
  public let message: String
  /// The bytes of the chart's text that are at fault, or nil when it is the data.
  public let range: Range<Int>?
  /// A corrected line or the next step, or nil.
  public let hint: String?
}

/// Reads `TYPE [from NAME] {channel=column | option=value | flag}`.
public func parseChart(_ text: String) throws(ChartError) -> ChartSpecification {
  throw ChartError(message: "charts cannot be read yet", range: nil, hint: nil)
}

/// Draws a chart of a table; lines of at most `width` columns, each ended by LF.
///
/// - Parameter width: unless the chart's own `width=` says otherwise; 40 to 500.
public func render(
  _ chart: ChartSpecification, of table: Table, width: Int, charset: Charset
) throws(ChartError) -> String { "" }
