// Rows without order: is there a partner for each? Level 3.

/// Pairs the rows of a record with fresh rows, each with one that is equal within the tolerance.
///
/// Being equal within a tolerance is not transitive: of the recorded 0 and 1 and the fresh 1 and 2,
/// with a tolerance of 1, the equal ones may not be paired, or 0 is left with 2. So this is a matching
/// in a bipartite graph. Rows are sorted first; where that alone does not pair them, augmenting paths
/// are looked for among the rows with the same texts.
struct RowMatching {
  private let recorded: [ComparedRow]
  private let fresh: [ComparedRow]
  private let tolerance: Tolerance
  /// How many pairs of rows may still be compared; beyond that no answer is a no.
  private var budget = RowMatching.comparisonLimit

  private static let comparisonLimit = 20_000_000

  /// Takes as many recorded rows as fresh ones.
  init(_ recorded: [ComparedRow], _ fresh: [ComparedRow], _ tolerance: Tolerance) {
    self.recorded = recorded.sorted(by: ComparedRow.precedes)
    self.fresh = fresh.sorted(by: ComparedRow.precedes)
    self.tolerance = tolerance
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
    var origins = [Int?](repeating: nil, count: run.count)
    var reached = [row]
    var next = 0
    /// The fresh row that each reached row gives up, in step with `reached`.
    var given: [Int?] = [nil]
    while next < reached.count {
      let (current, _) = (reached[next], next += 1)
      for index in origins.indices where origins[index] == nil {
        guard areEqual(current, run.lowerBound + index) else { continue }
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
    from free: Int, _ origins: [Int?], _ reached: [Int], _ given: [Int?], _ partners: inout [Int?]
  ) {
    var index: Int? = free
    while let fresh = index, let step = origins[fresh] {
      partners[fresh] = reached[step]
      index = given[step]
    }
  }

  private mutating func areEqual(_ recordedRow: Int, _ freshRow: Int) -> Bool {
    guard budget > 0 else { return false }
    budget -= 1
    return recorded[recordedRow].firstDifference(from: fresh[freshRow], tolerance) == nil
  }
}
