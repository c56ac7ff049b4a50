// A column whose shown cells are text already, with their widths. Level 1.

internal import Tabular

/// The texts of a column's header and shown cells.
struct MeasuredColumn {
  let header: [UInt8]
  let headerWidth: Int
  /// What the widest of header and shown cells takes; at least 1.
  let width: Int
  let isRightAligned: Bool
  private let cells: CellText
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var widths: [Int] = []

  init(_ column: Column, decimals: Int?, rows: ShownRows) {
    var name = column.name
    var header: [UInt8] = []
    headerWidth = name.withUTF8 { appendEscaped($0, to: &header) }
    self.header = header
    cells = CellText(column, decimals: decimals)
    isRightAligned = cells.isRightAligned
    ends.reserveCapacity(rows.count)
    widths.reserveCapacity(rows.count)
    var widest = max(1, headerWidth)
    for run in rows.runs {
      for row in run {
        let width = cells.append(row, to: &bytes)
        widths.append(width)
        ends.append(bytes.count)
        widest = max(widest, width)
      }
    }
    width = widest
  }

  /// Numbers are never cut; texts keep the width of their header, or 12.
  var leastWidth: Int { isRightAligned ? width : min(width, max(headerWidth, 12)) }

  func isNull(_ row: Int) -> Bool { cells.isNull(row) }

  /// The text of a shown cell, counted from 0 over the shown rows.
  func text(_ position: Int) -> ArraySlice<UInt8> {
    bytes[(position > 0 ? ends[position - 1] : 0)..<ends[position]]
  }

  /// The display width of a shown cell.
  func width(_ position: Int) -> Int { widths[position] }
}
