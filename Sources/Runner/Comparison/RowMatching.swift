// Rows without order: is there a partner for each? Level 3.

/// Pairs the rows of a record with fresh rows, each with one that is equal within the tolerance.
///
/// Being equal within a tolerance is not transitive: of the recorded 0 and 1 and the fresh 1 and 2,
/// with a tolerance of 1, the equal ones may not be paired, or 0 is left with 2. So this is a matching
/// in a bipartite graph. Rows are sorted first; where that alone does not pair them, augmenting paths
/// are looked for among the rows with the same texts, whose first numbers are near enough.
struct RowMatching {
  private let recorded: [ComparedRow]
  private let fresh: [ComparedRow]
  private let tolerance: Tolerance
  /// The most that rounding for display adds to the tolerance.
  private let slack: Double
  /// How many pairs of rows may still be compared; beyond that no answer is a no.
  private var budget = RowMatching.comparisonLimit

  private static let comparisonLimit = 20_000_000

  /// Takes as many recorded rows as fresh ones.
  init(_ recorded: [ComparedRow], _ fresh: [ComparedRow], _ tolerance: Tolerance) {
    self.recorded = recorded.sorted(by: ComparedRow.precedes)
    self.fresh = fresh.sorted(by: ComparedRow.precedes)
    self.tolerance = tolerance
    slack = (recorded + fresh).lazy.flatMap { $0.cells.lazy.map(\.slack) }.max() ?? 0
  }

  /// A recorded row that stays without a partner, or nil when all have one.
  mutating func unmatchedRow() -> ComparedRow? {
    var start = 0
    while start < recorded.count {
      let first = recorded[start]
      let count = recorded[start...].prefix { $0.hasTexts(of: first) }.count
      let run = start..<start + count
      guard fresh[run].allSatisfy({ $0.hasTexts(of: first) }) else {
        return run.lazy.first { !fresh[$0].hasTexts(of: first) }.map { recorded[$0] }
      }
      if let row = unmatchedRow(in: run) { return recorded[row] }
      start = run.upperBound
    }
    return nil
  }

  private mutating func unmatchedRow(in run: Range<Int>) -> Int? {
    /// The recorded row that each fresh row of the run is paired with.
    var partners = [Int?](repeating: nil, count: run.count)
    let open = run.filter { row in
      guard areEqual(row, row) else { return true }
      partners[row - run.lowerBound] = row
      return false
    }
    return open.first { !pair($0, in: run, &partners) }
  }

  /// Finds a partner for a recorded row, other rows changing theirs along a shortest path.
  private mutating func pair(_ row: Int, in run: Range<Int>, _ partners: inout [Int?]) -> Bool {
    /// The recorded row from which each fresh row was reached.
    var origins: [Int: Int] = [:]
    var reached = [row]
    var next = 0
    /// The fresh row that each reached row gives up, in step with `reached`.
    var given: [Int?] = [nil]
    while next < reached.count {
      let (current, _) = (reached[next], next += 1)
      for fresh in candidates(for: current, in: run) {
        let index = fresh - run.lowerBound
        guard origins[index] == nil, areEqual(current, fresh) else { continue }
        origins[index] = next - 1
        if let partner = partners[index] {
          reached.append(partner)
          given.append(index)
        } else {
          assign(from: index, origins, reached, given, &partners)
          return true
        }
      }
    }
    return false
  }

  /// Changes partners along the path that ended at a free fresh row.
  private func assign(
    from free: Int, _ origins: [Int: Int], _ reached: [Int], _ given: [Int?],
    _ partners: inout [Int?]
  ) {
    var index: Int? = free
    while let fresh = index, let step = origins[fresh] {
      partners[fresh] = reached[step]
      index = given[step]
    }
  }

  /// The fresh rows of a run that may be equal to a recorded row: those whose first number is within reach.
  private func candidates(for row: Int, in run: Range<Int>) -> Range<Int> {
    guard let column = recorded[row].cells.firstIndex(where: { $0.number != nil }),
      let number = recorded[row].cells[column].number?.double,
      let reach = tolerance.reach(of: number, slack: slack)
    else { return run }
    let first = firstRow(in: run, column) { $0 >= number - reach }
    return first..<firstRow(in: first..<run.upperBound, column) { $0 > number + reach }
  }

  /// The first fresh row of a run whose number fulfils what those behind it fulfil too.
  private func firstRow(
    in run: Range<Int>, _ column: Int, where isBehind: (Double) -> Bool
  ) -> Int {
    var (low, high) = (run.lowerBound, run.upperBound)
    while low < high {
      let middle = (low + high) / 2
      let isFound = fresh[middle].cells[column].number.map { isBehind($0.double) } ?? true
      (low, high) = isFound ? (low, middle) : (middle + 1, high)
    }
    return low
  }

  private mutating func areEqual(_ recordedRow: Int, _ freshRow: Int) -> Bool {
    guard budget > 0 else { return false }
    budget -= 1
    return recorded[recordedRow].firstDifference(from: fresh[freshRow], tolerance) == nil
  }
}
