// The values of one column in one block of a text. Level 1.

/// What a column without a declared type is.
public enum CSVType: String, Sendable, Hashable, CaseIterable {
  case integer, real, text
}

/// Values of a column as they were read, in memory that the part owns.
final class ColumnPart {
  /// How the values lie.
  enum Form {
    /// Nothing but NULL so far.
    case nulls
    case integers
    /// The bit patterns of doubles.
    case reals
    /// Codes of one worker's dictionary.
    case texts
    /// Numbers came first and then something else: to be read again as text.
    case unsettled
  }

  var form = Form.nulls
  /// Integers or bit patterns of doubles; nil where there are none.
  private(set) var words: UnsafeMutablePointer<Int64>?
  private(set) var codes: UnsafeMutablePointer<UInt32>?
  /// One bit a row; empty when no row is NULL.
  private(set) var nulls: [UInt64] = []
  private(set) var nullCount = 0
  /// Which worker's dictionary the codes are of.
  let worker: Int
  /// Whether the values were taken for text only because another block had shown it.
  var isHinted = false
  /// Whether an integer is too large for a double.
  var hasInexactInteger = false
  /// How many reals have more digits than a double keeps, and the row of the first.
  var longDigitCount = 0
  var firstLongRow = 0
  private let capacity: Int

  init(worker: Int, capacity: Int) {
    self.worker = worker
    self.capacity = capacity
  }

  deinit { free() }

  /// Gives the memory back.
  func free() {
    words?.deallocate()
    codes?.deallocate()
    (words, codes) = (nil, nil)
  }

  /// Memory for numbers.
  func numbers() -> UnsafeMutablePointer<Int64> {
    if let words { return words }
    let memory = UnsafeMutablePointer<Int64>.allocate(capacity: max(1, capacity))
    words = memory
    return memory
  }

  /// Memory for codes.
  func texts() -> UnsafeMutablePointer<UInt32> {
    if let codes { return codes }
    let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: max(1, capacity))
    codes = memory
    return memory
  }

  /// Marks a row as NULL.
  func setNull(_ row: Int) {
    if nulls.isEmpty { nulls = [UInt64](repeating: 0, count: capacity / 64 + 1) }
    nulls[row >> 6] |= 1 << UInt64(row & 63)
    nullCount += 1
  }

  /// Marks so many rows as NULL, which are all rows of the part.
  func setAllNull(_ count: Int) {
    nulls = [UInt64](repeating: .max, count: count / 64 + 1)
    nullCount = count
  }

  func isNull(_ row: Int) -> Bool {
    !nulls.isEmpty && nulls[row >> 6] & (1 << UInt64(row & 63)) != 0
  }
}
