// Compares what came with what is recorded. Level 3.

internal import Diagnostics
internal import Engine
public import Notebook

/// How an outcome stands to the record.
public enum Verdict: Sendable, Hashable {
  /// The record holds, or there is nothing to compare.
  case same
  /// The record says something else.
  case differs
  /// There is no record yet.
  case new
  /// It failed or was skipped, so that nothing can be compared.
  case failed
}

extension CellOutcome {
  /// What the block under the cell must be, or nil when the cell needs none.
  public var expectedKind: RecordedOutput.Kind? {
    switch state {
    case .ran: cell.options.assert && cell.recorded == nil ? nil : .output
    case .drew: .output
    case .failed: unexpectedFailure == nil ? .error : nil
    case .skipped, .off: nil
    }
  }

  /// Whether the record is missing or says something else in the sense of the option `check`; for
  /// `check: none` in the sense of `exact`.
  public var isStale: Bool {
    guard let expectedKind, let text else { return false }
    guard let recorded = cell.recorded, recorded.kind == expectedKind else { return true }
    if recorded.text.utf8.elementsEqual(text.utf8) || TextPattern(recorded.text).matches(text) {
      return false
    }
    return tableComparison?.difference(recorded: recorded.text, fresh: text) != nil
      || tableComparison == nil
  }

  /// Whether another outcome of the same cell would hold as its record, in the sense of the option `check`.
  func isEqual(to other: CellOutcome) -> Bool {
    guard let text, let otherText = other.text, text != otherText else { return text == other.text }
    guard let tableComparison else { return false }
    return tableComparison.difference(recorded: otherText, fresh: text) == nil
  }

  /// What differs first between tables that are compared by value or shape, in words; nil where texts
  /// are compared.
  var tableDifference: String? {
    guard let text, let recorded = cell.recorded, recorded.kind == expectedKind else { return nil }
    guard let tableComparison else { return nil }
    if TextPattern(recorded.text).isElided { return "with parts left out it is compared as text" }
    return tableComparison.difference(recorded: recorded.text, fresh: text)
  }

  /// How tables are compared, or nil where texts are: failures and charts always.
  private var tableComparison: TableComparison? {
    guard case .ran(let results) = state,
      cell.options.check == .values || cell.options.check == .shape
    else { return nil }
    return TableComparison(options: cell.options, results: results)
  }

  /// Compares what came with what is recorded, as the option `check` says.
  public var verdict: Verdict {
    guard succeeded else { return .failed }
    guard isStale, !isExempt, cell.options.check != .none else { return .same }
    return cell.recorded == nil ? .new : .differs
  }
}

extension InlineOutcome {
  /// Compares the fresh text with the recorded one.
  public var verdict: Verdict {
    switch result {
    case .success where isExempt: .same
    case .success(let text) where text.utf8.elementsEqual(value.text.utf8): .same
    case .success: value.text.isEmpty ? .new : .differs
    case .failure: .failed
    }
  }
}
