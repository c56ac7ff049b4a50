// Which shown texts are numbers: the fresh table tells. Level 3.

internal import Notebook
internal import Render
internal import Tabular

/// Reads the shown texts of a recorded or fresh table as what they mean.
struct ComparedTable {
  private let table: Table
  /// Whether a column holds a number; in one that does, texts like numbers stand in quotes.
  private let holdsNumbers: [Bool]
  /// Half a unit of the last decimal that is shown of each column's reals; 0 where all are.
  private let slacks: [Double]
  /// The columns whose blank cells repeat the one above.
  private let grouped: [Int]
  /// Whether columns were left out, so that shown ones cannot be told by their number.
  private let isPartial: Bool

  /// Looks at the columns of a fresh table.
  init(_ table: Table, _ options: CellOptions, columnCount: Int) {
    self.table = table
    isPartial = columnCount != table.columns.count
    let columns = table.columns
    holdsNumbers =
      isPartial
      ? [Bool](repeating: false, count: columnCount) : columns.map(\.holdsNumbers)
    let style = TableStyle(options)
    slacks =
      isPartial
      ? [Double](repeating: 0, count: columnCount)
      : columns.map { style.decimals(ofColumn: $0.name).map(halfUnit) ?? 0 }
    let names = options.group.map(\.asciiLowercased)
    grouped =
      isPartial ? [] : columns.indices.filter { names.contains(columns[$0].name.asciiLowercased) }
  }

  /// Rows of the record.
  func recordedRows(_ rows: [[String]]) -> [ComparedRow] { filled(rows).map(recordedRow) }

  /// Rows of what came, numbers as they are and not as they are rounded for display.
  func freshRows(_ rows: [[String]]) -> [ComparedRow] {
    filled(rows).enumerated().map { row, texts in
      ComparedRow(
        cells: texts.enumerated().map { index, text in
          let value = holdsNumbers[index] ? table.columns[index][row] : .null
          switch value {
          case .integer(let integer): return .init(text: text, number: .integer(integer))
          case .real(let real):
            return .init(text: text, number: .real(real), slack: slacks[index])
          case .null, .text, .blob: return .init(text: text, number: nil)
          }
        })
    }
  }

  /// One row by its texts alone.
  func recordedRow(_ texts: [String]) -> ComparedRow {
    ComparedRow(
      cells: texts.enumerated().map { index, text in
        .init(text: text, number: holdsNumbers[index] ? ComparedNumber(text) : nil)
      })
  }

  /// The rows with what their blank cells repeat.
  private func filled(_ rows: [[String]]) -> [[String]] {
    guard !grouped.isEmpty else { return rows }
    var filled = rows
    for row in filled.indices.dropFirst() {
      for column in grouped where filled[row][column].isEmpty {
        filled[row][column] = filled[row - 1][column]
      }
    }
    return filled
  }
}

/// Half a unit of the last of some decimals.
private func halfUnit(_ decimals: Int) -> Double {
  (0..<decimals).reduce(0.5) { unit, _ in unit / 10 }
}

extension Column {
  /// Whether any value is a number.
  fileprivate var holdsNumbers: Bool {
    switch values {
    case .integers, .reals: nullCount < rowCount
    case .texts: false
    case .mixed:
      (0..<rowCount).contains { row in
        let storageClass = storageClass(at: row)
        return storageClass == .integer || storageClass == .real
      }
    }
  }
}
