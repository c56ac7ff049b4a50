// Which cells repeat the one above, so that a key is shown once. Level 1.

internal import Tabular

/// The rows in which each grouped column repeats the row above, by the column's index.
///
/// A value is repeated where it and the values of the grouped columns before it are those of the row
/// above; the first row of each run repeats nothing.
func repeatedRows(of table: Table, in rows: ShownRows, group: [String]) -> [Int: Set<Int>] {
  var repeats: [Int: Set<Int>] = [:]
  var outer: Set<Int>?
  for name in group {
    let wanted = name.asciiLowercased
    guard let index = table.columns.firstIndex(where: { $0.name.asciiLowercased == wanted }) else {
      continue
    }
    let column = table.columns[index]
    let candidates = outer.map { $0.sorted() } ?? rows.runs.flatMap { Array($0.dropFirst()) }
    let repeated = Set(candidates.filter { column[$0] == column[$0 - 1] })
    repeats[index] = repeated
    outer = repeated
  }
  return repeats
}
