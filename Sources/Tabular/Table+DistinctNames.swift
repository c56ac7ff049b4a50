// Names that SQL can tell apart, for a result that is to be queried again. Level 0.

extension Table {
  /// The table with every column name distinct (without regard to ASCII case) and none empty.
  ///
  /// The second `a` becomes `a_2`, an empty name `column_3` (its position).
  public func withDistinctColumnNames() -> Table {
    let names = Table.distinctNames(columnNames)
    guard names != columnNames else { return self }
    return Table(columns: zip(columns, names).map { $0.renamed($1) }, rowCount: rowCount)
  }

  /// The names made distinct.
  public static func distinctNames(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.enumerated().map { index, name in
      let base = name.isEmpty ? "column_\(index + 1)" : name
      var candidate = base
      var number = 2
      while taken.contains(candidate.asciiLowercased) {
        candidate = "\(base)_\(number)"
        number += 1
      }
      taken.insert(candidate.asciiLowercased)
      return candidate
    }
  }
}
