// Option values of several forms: tolerances, decimals, sums. Level 0.

internal import Diagnostics
internal import YAML

extension FieldReader {
  /// A finite number from zero.
  mutating func tolerance(_ entry: Node.Entry) -> Double? {
    switch entry.value.scalar {
    case .integer(let value) where value >= 0: return Double(value)
    case .real(let value) where value >= 0: return value
    default:
      report(.badValue, "\(entry.name) is a number from 0", at: entry.value)
      return nil
    }
  }

  /// A number of decimals, or one for each of several columns.
  mutating func digits(_ entry: Node.Entry) -> CellOptions.Digits? {
    let allowed = "a number of decimals from 0 to 30, or one for each column: {price: 2}"
    guard let columns = entry.value.mapping else {
      return integer(entry, in: 0...30, allowed).map { .fixed($0) }
    }
    var counts: [String: Int] = [:]
    for column in columns {
      guard case .integer(let count) = column.value.scalar, (0...30).contains(count) else {
        report(.badValue, "\(entry.name) is \(allowed)", at: column.value)
        return nil
      }
      counts[column.name] = Int(count)
    }
    return .byColumn(counts)
  }

  /// `true`, `false`, or the columns to add up.
  mutating func total(_ entry: Node.Entry) -> CellOptions.Total? {
    if case .bool(let isWanted) = entry.value.scalar {
      return isWanted ? .numbers : CellOptions.Total.none
    }
    let columns = strings(entry)
    if entry.value.sequence?.isEmpty == true {
      report(.badValue, "\(entry.name) is true, false or columns", at: entry.value)
    }
    return columns.isEmpty ? nil : .columns(columns)
  }
}
