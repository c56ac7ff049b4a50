// Further replays with rows in reverse wherever SQL leaves their order open: which records depend on it.
// Level 3.

public import Diagnostics
internal import Engine
internal import Notebook
internal import Plan
public import SystemPackage
internal import Tabular

extension Replay {
  /// Replays with rows in reverse wherever SQL leaves their order open, and compares: first where rows are
  /// read, then, if there are temporary tables, where those are filled.
  ///
  /// Each cell reads the results that the cells above gave in this replay, so that one is blamed for its
  /// own order only. What differs at every replay is passed over, as are cells with `check: none`.
  ///
  /// - Parameter folder: the folder that the notebook's paths are relative to.
  /// - Returns: the cells and values that came out otherwise, in document order, and whether the person
  ///   stopped it.
  public func orderFindings(
    in folder: FilePath, _ environment: Environment
  ) -> (findings: [Diagnostic], wasInterrupted: Bool) {
    guard obstacles.isEmpty, !wasInterrupted else { return ([], wasInterrupted) }
    var findings: [Int: Diagnostic] = [:]
    for reversal in [Reversal.reading, .writing] {
      let session = Session(environment)
      session.reversal = reversal
      guard session.obstacles(opening: document, in: folder, []).isEmpty else { break }
      for (index, (step, outcome)) in zip(plan(document).steps, outcomes).enumerated() {
        let reversed = session.run(step, of: document)
        if environment.isInterrupted() { break }
        if findings[index] == nil { findings[index] = finding(outcome, reversed) }
        session.takeOver(outcome)
      }
      if environment.isInterrupted() || !session.connection.hasTemporaryObjects { break }
    }
    let inOrder = findings.sorted { $0.key < $1.key }.map(\.value)
    return (inOrder, environment.isInterrupted())
  }

  private func finding(_ outcome: Outcome, _ reversed: Outcome) -> Diagnostic? {
    switch (outcome, reversed) {
    case (.cell(let one), .cell(let other)):
      guard one.isCompared, one.unsteady.isEmpty, !one.isEqual(to: other) else { return nil }
      let effect = OrderEffect(one, other)
      return document.source.diagnostic(
        .dependsOnRowOrder, effect.message(about: one.cell.label ?? "the cell"),
        at: one.fenceRange(in: document.source), hint: effect.hint)
    case (.inlineValue(let one), .inlineValue(let other)):
      guard !one.isExempt, one.unsteady.isEmpty, case .success(let text) = one.result else {
        return nil
      }
      if case .success(text) = other.result { return nil }
      return document.source.diagnostic(
        .dependsOnRowOrder, OrderEffect.rows.message(about: "the value"),
        at: one.value.expressionRange, hint: OrderEffect.rows.hint)
    default: return nil
    }
  }
}

extension Session {
  /// Makes the result of another replay the one that the cells below read.
  fileprivate func takeOver(_ outcome: Outcome) {
    guard case .cell(let outcome) = outcome, case .ran(let results) = outcome.state else { return }
    if let label = outcome.cell.label, outcome.cell.options.binding == .table {
      do throws(EngineError) {
        try mount(results, as: label)
      } catch {
        // A temporary table has the name; the first replay has told of it.
      }
    }
    note(outcome.state, of: outcome.cell)
  }
}

/// How a result depends on the order of rows.
private enum OrderEffect {
  /// The same rows come in another order.
  case order
  /// Other values come.
  case rows
  /// Sums of reals differ in their last digits.
  case digits

  init(_ one: CellOutcome, _ other: CellOutcome) {
    guard case .ran(let results) = one.state, case .ran(let others) = other.state,
      results.count == others.count
    else {
      self = .rows
      return
    }
    let pairs = zip(results, others).compactMap { one, other in
      one.table.flatMap { one in other.table.map { (one, $0) } }
    }
    if pairs.allSatisfy({ $0.differsInLastDigits(from: $1) }) {
      self = .digits
    } else if pairs.allSatisfy({ $0.hasTheRows(of: $1) }) {
      self = .order
    } else {
      self = .rows
    }
  }

  func message(about owner: String) -> String {
    switch self {
    case .order: "the order of the rows of \(owner) is left open"
    case .rows: "\(owner) depends on the order of rows, which is left open"
    case .digits: "the last digits of \(owner) depend on the order in which numbers are added"
    }
  }

  var hint: String {
    switch self {
    case .order: "ORDER BY columns in which no two rows are equal"
    case .rows: "ORDER BY columns in which no two rows are equal, before LIMIT or in the window"
    case .digits: "round(…, 6) leaves them out"
    }
  }
}

extension Table {
  /// Whether the values are the same in the same places, but for reals that differ by at most a
  /// thousand-millionth of their size.
  fileprivate func differsInLastDigits(from other: Table) -> Bool {
    guard columns.count == other.columns.count, rowCount == other.rowCount else { return false }
    return zip(columns, other.columns).allSatisfy { one, other in
      (0..<rowCount).allSatisfy { row in
        if case .real(let left) = one[row], case .real(let right) = other[row] {
          return left == right || abs(left - right) <= 1e-9 * max(abs(left), abs(right))
        }
        return one[row] == other[row]
      }
    }
  }

  /// Whether both have the same rows, in any order.
  fileprivate func hasTheRows(of other: Table) -> Bool {
    guard columns.count == other.columns.count, rowCount == other.rowCount else { return false }
    var counts: [[Value]: Int] = [:]
    for row in 0..<rowCount { counts[columns.map { $0[row] }, default: 0] += 1 }
    for row in 0..<rowCount {
      let values = other.columns.map { $0[row] }
      guard let count = counts[values], count > 0 else { return false }
      counts[values] = count - 1
    }
    return true
  }
}
