// A replay of which only the cells that ask for it are compared. Level 3.

internal import Notebook

extension Replay {
  /// The same replay where cells without an option `check` of their own, and values in prose, only have to run.
  public func lax() -> Replay {
    let outcomes = outcomes.map { outcome -> Outcome in
      switch outcome {
      case .cell(var outcome):
        outcome.isExempt = outcome.cell.optionRanges["check"] == nil
        return .cell(outcome)
      case .inlineValue(var outcome):
        outcome.isExempt = true
        return .inlineValue(outcome)
      }
    }
    return Replay(
      document: document, outcomes: outcomes, obstacles: obstacles, notes: notes,
      wasInterrupted: wasInterrupted, unsteadyParameters: unsteadyParameters)
  }
}
