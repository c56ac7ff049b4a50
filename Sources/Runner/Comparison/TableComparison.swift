// Recorded tables against fresh ones, by value or by shape. Level 3.

internal import Engine
internal import Notebook
internal import Render
internal import Tabular

/// Compares an output block with what a cell returned, table by table.
struct TableComparison {
  let options: CellOptions
  /// What the cell's statements gave.
  let results: [StatementResult]

  /// What differs first, in words, or nil when all is equal. What cannot be read back differs.
  ///
  /// - Parameter fresh: the results as they would be recorded.
  func difference(recorded: String, fresh: String) -> String? {
    guard let old = shownResults(in: recorded) else {
      return "the record cannot be read as tables"
    }
    guard let new = shownResults(in: fresh), new.count == results.count else {
      return "what came cannot be read as tables"
    }
    guard old.count == new.count else {
      return "\(counted(old.count, "result")) recorded, \(new.count) now"
    }
    for index in new.indices {
      if let found = difference(old[index], new[index], results[index]) { return found }
    }
    return nil
  }

  private func difference(
    _ old: ShownResult, _ new: ShownResult, _ result: StatementResult
  ) -> String? {
    switch (old, new) {
    case (.line(let a), .line(let b)):
      return a.utf8.elementsEqual(b.utf8) ? nil : "\(a) recorded, \(b) now"
    case (.table(let a), .table(let b)):
      guard let table = result.table else { return "what came cannot be read as tables" }
      return difference(a, b, table)
    case (.line(let a), .table): return "\(a) recorded, a table now"
    case (.table, .line(let b)): return "a table recorded, \(b) now"
    }
  }

  private func difference(_ old: ShownTable, _ new: ShownTable, _ table: Table) -> String? {
    guard old.columnNames.elementsEqual(new.columnNames, by: { $0.utf8.elementsEqual($1.utf8) })
    else {
      let names = old.columnNames.joined(separator: ", ")
      return "the columns recorded are \(names), now \(new.columnNames.joined(separator: ", "))"
    }
    guard old.rowCount == new.rowCount else {
      return "\(counted(old.rowCount, "row")) recorded, \(grouped(new.rowCount)) now"
    }
    guard options.check == .values else { return nil }
    guard old.rows.count == new.rows.count, (old.total == nil) == (new.total == nil) else {
      return "\(counted(old.rows.count, "row")) shown in the record, \(new.rows.count) now"
    }
    let reader = ComparedTable(table, options, columnCount: new.columnNames.count)
    return rowDifference(reader.recordedRows(old.rows), reader.freshRows(new.rows), new)
      ?? totalDifference(old, new, reader)
  }

  private func totalDifference(
    _ old: ShownTable, _ new: ShownTable, _ reader: ComparedTable
  ) -> String? {
    guard let a = old.total, let b = new.total else { return nil }
    let (recorded, fresh) = (reader.recordedRow(a), reader.recordedRow(b))
    return cellDifference(recorded, fresh, new).map { "in the last row, \($0)" }
  }

  private func rowDifference(
    _ old: [ComparedRow], _ new: [ComparedRow], _ shown: ShownTable
  ) -> String? {
    if options.ignoresOrder {
      var matching = RowMatching(old, new, Tolerance(options))
      return matching.unmatchedRow().map { row in
        "no row is like the recorded \(row.cells.map(\.text).joined(separator: "  "))"
      }
    }
    for (index, pair) in zip(old, new).enumerated() {
      guard let found = cellDifference(pair.0, pair.1, shown) else { continue }
      return "in row \(index + 1), \(found)"
    }
    return nil
  }

  private func cellDifference(
    _ old: ComparedRow, _ new: ComparedRow, _ shown: ShownTable
  ) -> String? {
    guard let column = old.firstDifference(from: new, Tolerance(options)) else { return nil }
    let name = shown.columnNames[column]
    return "\(name) is \(old.cells[column].text) in the record, \(new.cells[column].text) now"
  }
}
