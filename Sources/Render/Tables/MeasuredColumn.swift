// A column whose shown cells are text already, with their widths. Level 1.

internal import Tabular

/// The header of a column and where its cells lie among all.
struct MeasuredColumn {
  let header: [UInt8]
  let headerWidth: Int
  /// What the widest of header and shown cells takes; at least 1.
  let width: Int
  let isRightAligned: Bool
  /// The number of its first cell in the arena; the others follow.
  let firstCell: Int

  /// Adds the shown cells to `arena`, then that of the last row, if there is one.
  ///
  /// - Parameter isStopped: once it holds, cells are missing and the column is of no use.
  init(
    _ column: Column, _ style: TableStyle, rows: ShownRows, repeats: Set<Int>?, total: TotalCell?,
    to arena: inout CellArena, isStopped: () -> Bool
  ) {
    let decimals = style.decimals(ofColumn: column.name)
    var name = column.name
    var header: [UInt8] = []
    headerWidth = name.withUTF8 { appendHeader($0, to: &header) }
    self.header = header
    let cells = CellText(
      column, decimals: decimals, nullText: style.nullText, breaksLines: style.breaksLines)
    isRightAligned = cells.isRightAligned
    firstCell = arena.count
    for run in rows.runs {
      cells.append(run, repeats: repeats, to: &arena, isStopped: isStopped)
    }
    if let total { arena.append(isNull: false) { total.append(decimals: decimals, to: &$0) } }
    width = max(1, headerWidth, arena.widest(from: firstCell))
  }

  /// Numbers are never cut; texts keep the width of their header, or 12.
  var leastWidth: Int { isRightAligned ? width : min(width, max(headerWidth, 12)) }
}
