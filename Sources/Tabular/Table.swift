// The one table type of the whole line: loaded data, labelled results and chart input alike. Level 0.

/// Immutable typed columns of equal length.
public struct Table: Sendable {
  /// The columns, in order.
  public let columns: [Column]
  /// How many rows every column has.
  public let rowCount: Int

  /// Puts columns side by side; all have `rowCount` rows.
  public init(columns: [Column], rowCount: Int) {
    precondition(columns.allSatisfy { $0.rowCount == rowCount }, "columns of different length")
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The names of the columns, in order; they may repeat or be empty.
  public var columnNames: [String] { columns.map(\.name) }

  /// Finds a column as SQLite does: without regard to the case of ASCII letters.
  ///
  /// - Returns: the first column of that name, or nil.
  public func column(named name: String) -> Column? {
    let wanted = name.asciiLowercased
    return columns.first { $0.name.asciiLowercased == wanted }
  }
}

extension String {
  /// The text with A-Z as a-z and all else as it is: how SQLite compares names.
  public var asciiLowercased: String {
    guard utf8.contains(where: { $0 >= 65 && $0 <= 90 }) else { return self }
    return String(decoding: utf8.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
