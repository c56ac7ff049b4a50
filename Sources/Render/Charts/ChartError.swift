// A chart that cannot be read or cannot be drawn truly. Level 1.

/// A chart that cannot be read or cannot be drawn truly.
public struct ChartError: Error, Sendable, Hashable {
  /// What is wrong, in lower case, on one line.
  public let message: String
  /// The bytes of the chart's text that are at fault, or nil when it is the data.
  public let range: Range<Int>?
  /// A corrected line or the next step, or nil.
  public let hint: String?

  /// Says what is wrong and where.
  public init(message: String, range: Range<Int>?, hint: String?) {
    self.message = message
    self.range = range
    self.hint = hint
  }

  /// The same for faults that the reader only has to be told.
  init(_ message: String, at range: Range<Int>? = nil, hint: String? = nil) {
    self.init(message: message, range: range, hint: hint)
  }
}
