// Where blank lines lie, in little memory: a file may hold billions of them. Level 1.

/// Offsets of blank lines in ascending order; lines that follow each other are kept as one run.
struct BlankLines {
  private struct Run {
    let start: Int
    /// From one line to the next: 1, or 2 where lines end in CR LF.
    var step: Int
    var count: Int
  }

  private var runs: [Run] = []
  /// How many lines there are.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// Adds a line that lies after all others.
  mutating func append(_ offset: Int) {
    count += 1
    guard let last = runs.last else { return runs.append(Run(start: offset, step: 0, count: 1)) }
    let step = last.count == 1 ? offset - last.start : last.step
    guard step <= 2, offset == last.start + step * last.count else {
      return runs.append(Run(start: offset, step: 0, count: 1))
    }
    runs[runs.count - 1].step = step
    runs[runs.count - 1].count += 1
  }

  /// Adds lines of nothing but LF that lie after all others.
  mutating func append(_ start: Int, count: Int) {
    guard count > 1 else { return append(start) }
    runs.append(Run(start: start, step: 1, count: count))
    self.count += count
  }

  /// Adds lines that lie after all others.
  mutating func append(_ other: BlankLines) {
    runs += other.runs
    count += other.count
  }

  /// Calls `body` with the offset of each line.
  func forEach(_ body: (Int) -> Void) {
    for run in runs {
      for index in 0..<run.count { body(run.start + run.step * index) }
    }
  }
}
