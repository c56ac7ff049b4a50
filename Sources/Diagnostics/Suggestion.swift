// "Did you mean …": the names close enough to a mistyped one to be worth offering.
// Used for options, keys, labels, commands, tables and columns alike.

/// Finds what a mistyped name was probably meant to be.
///
/// - Parameter candidates: the names in scope.
/// - Returns: up to three candidates within a Damerau-Levenshtein distance of 0 (one letter),
///   1 (up to four letters) or 2 (longer ones), nearest first, then in their given order; compared without case.
public func suggestions(for name: String, among candidates: [String]) -> [String] {
  let wanted = Array(name.lowercased().unicodeScalars)
  let reach = wanted.count <= 1 ? 0 : wanted.count <= 4 ? 1 : 2
  var found: [(distance: Int, candidate: String)] = []
  for candidate in candidates where !found.contains(where: { $0.candidate == candidate }) {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    guard abs(scalars.count - wanted.count) <= reach else { continue }
    let distance = editDistance(wanted, scalars)
    if distance <= reach { found.append((distance, candidate)) }
  }
  let ranked = found.enumerated().sorted {
    ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
  }
  return ranked.prefix(3).map(\.element.candidate)
}

/// Words the hint "did you mean …?", or nil when no candidate is close.
public func didYouMean(_ name: String, among candidates: [String]) -> String? {
  let close = suggestions(for: name, among: candidates)
  return close.isEmpty ? nil : "did you mean \(close.joined(separator: " or "))?"
}

/// The optimal string alignment distance: insertions, deletions, substitutions, swaps of neighbours.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    current.reserveCapacity(b.count + 1)
    for j in b.indices {
      var best = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, beforePrevious[j - 1] + 1)
      }
      current.append(best)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.count]
}
