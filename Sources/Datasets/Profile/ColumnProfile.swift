// What a column holds, in numbers: the answer of `profile`. Level 1.

public import Tabular

/// What the values of one column are like.
public struct ColumnProfile: Sendable {
  /// The column's name.
  public let name: String
  /// What its values have in common.
  public let kind: Kind
  /// How many rows there are, NULL or not.
  public let rowCount: Int
  /// How many of them are NULL.
  public let nullCount: Int
  /// How many different values there are, NULL not counted.
  public let distinctCount: Int
  /// What can be said of values that have an order and a distance, or nil.
  public let spread: Spread?
  /// The first and last value in SQLite's order (texts by their bytes), or nil without values.
  public let range: (first: Value, last: Value)?
  /// The most frequent values, at most 3 of them that stand more than once, most frequent first; equal
  /// counts in SQLite's order. Empty for numbers and dates.
  public let topValues: [(value: Value, count: Int)]
  /// The least and greatest number of characters (Unicode scalars) of the texts, or nil without texts.
  public let lengths: ClosedRange<Int>?

  /// What the values of a column have in common.
  public enum Kind: Sendable, Hashable {
    case integer, real, text
    /// Texts that are all dates or times in this form.
    case moments(DateForm)
    /// Several storage classes, or blobs.
    case mixed
    /// There is no value.
    case nullOnly
  }

  /// Quartiles, mean and histogram.
  public struct Spread: Sendable {
    /// The lower quartile, the median and the upper quartile.
    ///
    /// Of numbers by definition 7 of Hyndman and Fan, the default of R: between two values in
    /// proportion. Of dates by definition 1: a date that stands in the column.
    public let quartiles: [Value]
    /// The arithmetic mean of numbers; nil for dates, and where infinities leave none.
    public let mean: Double?
    /// How many values lie in each of equal parts from the least to the greatest finite one, the last
    /// part with both its ends. A column of few whole numbers has one part for each number.
    public let histogram: [Int]
  }
}
