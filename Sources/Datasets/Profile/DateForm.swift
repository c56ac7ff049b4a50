// Whether the texts of a column are dates or times. Level 1.

public import Tabular

/// A form that all texts of a column have.
public enum DateForm: String, Sendable, Hashable, CaseIterable {
  /// `2024-02-29`
  case dates = "dates, ISO"
  /// `2024-02`
  case months = "months, ISO"
  /// `2024-02-29T12:00:00Z`
  case moments = "dates and times, ISO"

  fileprivate func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .dates: parseDate(bytes) != nil
    case .months: parseYearMonth(bytes) != nil
    case .moments: isDateTime(bytes)
    }
  }
}

extension Column {
  /// The form that all texts of the column have, or nil; a column without texts has none.
  ///
  /// The texts stay what they are: ISO dates sort and compare as texts.
  public var dateForm: DateForm? {
    guard case .texts(_, let dictionary) = values, nullCount < rowCount else { return nil }
    // The text behind NULL, if there is one, is in the dictionary too and belongs to no row.
    let used = usedCodes
    guard let first = used.firstIndex(of: true),
      let form = DateForm.allCases.first(where: { $0.matches(dictionary[first]) })
    else { return nil }
    return used.indices.allSatisfy { !used[$0] || form.matches(dictionary[$0]) } ? form : nil
  }

  /// Which entries of a text column's dictionary stand in a row.
  private var usedCodes: [Bool] { codeCounts.map { $0 > 0 } }

  /// How many rows have each entry of a text column's dictionary.
  var codeCounts: [Int] {
    guard case .texts(let codes, let dictionary) = values else { return [] }
    var counts = [Int](repeating: 0, count: dictionary.count)
    if let nulls {
      for row in 0..<codes.count where !nulls[row] { counts[Int(codes[row])] += 1 }
    } else {
      for code in codes.pointer { counts[Int(code)] += 1 }
    }
    return counts
  }
}
