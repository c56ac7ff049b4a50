// Small tables made by hand: test data, one-row results, reports. Level 0.

extension Table {
  /// Makes a table from rows of values.
  ///
  /// - Parameter rows: each as long as `columnNames`.
  public init(columnNames: [String], rows: [[Value]]) {
    let columns = columnNames.indices.map { index in
      var builder = ColumnBuilder(name: columnNames[index])
      for row in rows { builder.append(row[index]) }
      return builder.build()
    }
    self.init(columns: columns, rowCount: rows.count)
  }
}
