// The texts of all shown cells end to end: nothing is allocated or counted for a single cell. Level 1.

/// The texts of cells in the order they were added, column after column.
struct CellArena {
  private(set) var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var widths: [Int] = []
  private var nulls: [Bool] = []

  /// How many cells there are.
  var count: Int { ends.count }

  /// Makes room for cells that are to come.
  mutating func reserve(_ cellCount: Int) {
    bytes.reserveCapacity(cellCount * 8)
    ends.reserveCapacity(cellCount)
    widths.reserveCapacity(cellCount)
    nulls.reserveCapacity(cellCount)
  }

  /// All cells as plain memory, for loops over many.
  struct Cells {
    let bytes: UnsafePointer<UInt8>
    fileprivate let ends: UnsafePointer<Int>
    let widths: UnsafePointer<Int>
    let nulls: UnsafePointer<Bool>

    /// Where the text of a cell lies.
    func range(_ cell: Int) -> Range<Int> { (cell > 0 ? ends[cell - 1] : 0)..<ends[cell] }

    /// How many bytes the texts of some cells have.
    func byteCount(_ cells: Range<Int>) -> Int {
      cells.isEmpty ? 0 : ends[cells.upperBound - 1] - range(cells.lowerBound).lowerBound
    }
  }

  /// Hands all cells over; valid until the end of `body`.
  func withCells<Result>(_ body: (Cells) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      ends.withUnsafeBufferPointer { ends in
        widths.withUnsafeBufferPointer { widths in
          nulls.withUnsafeBufferPointer { nulls in
            guard let base = bytes.baseAddress, let ends = ends.baseAddress,
              let widths = widths.baseAddress, let nulls = nulls.baseAddress
            else { preconditionFailure("an arena without cells has no rows") }
            return body(Cells(bytes: base, ends: ends, widths: widths, nulls: nulls))
          }
        }
      }
    }
  }

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
