// Which rows of a long table are shown. Level 1.

/// The rows to show: all, the first, or both ends.
struct ShownRows {
  /// One run of rows, or two with rows left out between them.
  let runs: [Range<Int>]
  /// How many rows the runs hold.
  let count: Int

  init(of rowCount: Int, _ style: TableStyle) {
    if let limit = style.maxRows {
      runs = [0..<min(rowCount, max(0, limit))]
    } else if let ends = style.endRows, style.isInteractive,
      case let (head, tail) = (max(1, ends), max(0, style.tailRows ?? max(1, ends))),
      rowCount > head + tail + 1
    {
      runs = [0..<head, rowCount - tail..<rowCount]
    } else {
      runs = [0..<rowCount]
    }
    count = runs.reduce(0) { $0 + $1.count }
  }
}
