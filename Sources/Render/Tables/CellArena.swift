// The texts of all shown cells end to end: nothing is allocated or counted for a single cell. Level 1.

/// The texts of cells in the order they were added, column after column.
struct CellArena {
  private(set) var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var widths: [Int] = []
  private var nulls: [Bool] = []

  /// How many cells there are.
  var count: Int { ends.count }

  /// Adds a cell; `write` appends its text and returns its display width.
  mutating func append(isNull: Bool, _ write: (inout [UInt8]) -> Int) {
    widths.append(write(&bytes))
    ends.append(bytes.count)
    nulls.append(isNull)
  }

  /// The text of a cell.
  func text(_ cell: Int) -> ArraySlice<UInt8> {
    bytes[(cell > 0 ? ends[cell - 1] : 0)..<ends[cell]]
  }

  /// The display width of a cell.
  func width(_ cell: Int) -> Int { widths[cell] }

  /// Whether a cell is NULL, which looks like the text NULL.
  func isNull(_ cell: Int) -> Bool { nulls[cell] }

  /// Whether a cell has more than one line.
  func hasLines(_ cell: Int) -> Bool { text(cell).contains(0x0A) }

  /// The widest of the cells from one on.
  func widest(from first: Int) -> Int { widths[first...].max() ?? 0 }
}
