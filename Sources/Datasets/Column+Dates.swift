// Whether the texts of a column are dates. Level 1.

public import Tabular

extension Column {
  /// Whether it is of texts, and each is a date `YYYY-MM-DD` or a date and time `YYYY-MM-DDThh:mm:ss`; they
  /// then compare and sort as dates do. False without a value.
  public var holdsDates: Bool {
    guard case .texts(_, let dictionary) = values, dictionary.count > 0 else { return false }
    return (0..<dictionary.count).allSatisfy { code in
      parseDate(dictionary[code]) != nil || isDateTime(dictionary[code])
    }
  }
}
