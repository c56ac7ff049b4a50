// What came of a step. Document -> outcomes, level 3.

public import Diagnostics
public import Engine
public import Notebook
public import Render
public import Tabular

/// What came of a cell or an inline value.
public enum Outcome: Sendable {
  case cell(CellOutcome)
  case inlineValue(InlineOutcome)
}

/// What came of a cell.
public struct CellOutcome: Sendable {
  /// How it ended.
  public enum State: Sendable {
    /// The SQL ran; one result a statement.
    case ran([StatementResult])
    /// The chart was drawn from this table.
    case drew(ChartSpecification, of: Table)
    /// It failed, and nothing of it remains.
    case failed(Diagnostic)
    /// It needs a cell that failed.
    case skipped(needs: String)
    /// `eval: false`.
    case off
  }

  /// The cell.
  public let cell: Cell
  /// How it ended.
  public let state: State
  /// What is to stand in its output block, lines ended by LF; nil when there is nothing to record.
  public let text: String?
  /// How long it ran, in seconds; for people only.
  public let seconds: Double
  /// What it looked at that differs from run to run; empty where `clock` and `seed` say what it sees.
  public var unsteady: Surroundings = []
  /// Whether it only has to run: nothing is compared with the record.
  var isExempt = false
  /// What it has read and bound.
  public internal(set) var use = OutcomeUse()

  /// The same outcome of a cell that now stands elsewhere or has another record.
  public func moved(to cell: Cell) -> CellOutcome {
    CellOutcome(
      cell: cell, state: state, text: text, seconds: seconds, unsteady: unsteady,
      isExempt: isExempt, use: use)
  }

  /// Whether the cell ended as its options ask (an `error` cell by failing).
  public var succeeded: Bool {
    switch state {
    case .ran, .drew: !cell.options.error && violationCount == 0 && !assertsNothing
    case .failed: unexpectedFailure == nil
    case .skipped: false
    case .off: true
    }
  }

  /// Why it failed, unless it is to fail; an interruption is never what an `error` cell asks for.
  var unexpectedFailure: Diagnostic? {
    guard case .failed(let diagnostic) = state else { return nil }
    return cell.options.error && diagnostic.code != .interrupted ? nil : diagnostic
  }

  /// How many rows speak against an `assert` cell; 0 for other cells.
  public var violationCount: Int {
    guard cell.options.assert, case .ran(let results) = state else { return 0 }
    return results.reduce(0) { count, result in
      if case .rows(let table) = result { count + table.rowCount } else { count }
    }
  }

  /// Whether it is an `assert` cell without a statement that could return rows.
  var assertsNothing: Bool {
    guard cell.options.assert, case .ran = state else { return false }
    return lastTable == nil
  }

  /// The rows of the last statement that returned some.
  public var lastTable: Table? {
    guard case .ran(let results) = state else { return nil }
    return results.reversed().lazy.compactMap {
      if case .rows(let table) = $0 { table } else { nil }
    }
    .first
  }
}

/// What came of an inline value.
public struct InlineOutcome: Sendable {
  /// The value's place in the text and what is recorded there.
  public let value: InlineValue
  /// The text that belongs there, or why there is none.
  public let result: Result<String, InlineFailure>
  /// What it looked at that differs from run to run.
  public var unsteady: Surroundings = []
  /// Whether it only has to be there: nothing is compared with the record.
  var isExempt = false
  /// What it has read and bound.
  public internal(set) var use = OutcomeUse()
}

/// Why an inline value has no text.
public enum InlineFailure: Error, Sendable {
  case failed(Diagnostic)
  /// It quotes a cell that failed.
  case skipped(needs: String)
}
