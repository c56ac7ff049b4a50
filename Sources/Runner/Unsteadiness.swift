// Values that differ from run to run: which cells have them, and what settles them. Level 3.

public import Diagnostics
internal import Engine
internal import Notebook

extension Outcome {
  /// What keeps its record from holding at the next replay, or nil; `check: none` says that it need not.
  public func unsteadiness(in source: SourceText) -> Diagnostic? {
    switch self {
    case .cell(let outcome):
      guard outcome.isCompared else { return nil }
      return Runner.unsteady(
        outcome.unsteady, outcome.cell.label ?? "the cell", at: outcome.fenceRange(in: source),
        source, isCell: true)
    case .inlineValue(let outcome):
      guard !outcome.isExempt, case .success = outcome.result else { return nil }
      return Runner.unsteady(
        outcome.unsteady, "the value", at: outcome.value.expressionRange, source)
    }
  }
}

extension CellOutcome {
  /// Whether the cell ran and its record is to hold.
  var isCompared: Bool {
    switch state {
    case .ran, .drew: !isExempt && cell.options.check != .none
    case .failed, .skipped, .off: false
    }
  }
}

extension Replay {
  /// Warnings of everything that looks at the clock or at chance where the front matter settles neither.
  public var warnings: [Diagnostic] {
    (unsteadyParameters + outcomes.compactMap { $0.unsteadiness(in: document.source) }).map {
      Diagnostic(
        $0.code, $0.message, at: $0.place, source: $0.source, hint: $0.hint, severity: .warning)
    }
  }
}

/// Words that something differs from run to run; chance is told before the clock.
func unsteady(
  _ surroundings: Surroundings, _ owner: String, at range: Range<Int>, _ source: SourceText,
  isCell: Bool = false
) -> Diagnostic? {
  let hint = isCell ? ", or check: none on the cell" : ""
  if surroundings.contains(.chance) {
    return source.diagnostic(
      .asksForChance, "\(owner) uses random numbers, which differ at every replay", at: range,
      hint: "seed: 1 in the front matter makes them the same" + hint)
  }
  guard surroundings.contains(.clock) else { return nil }
  return source.diagnostic(
    .asksForTheTime, "\(owner) asks for the time, which differs at every replay", at: range,
    hint: "clock: 2024-12-31T00:00:00Z in the front matter fixes it" + hint)
}
