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

  /// Whether the record is missing or says something else, whatever `check` asks for.
  public var isStale: Bool {
    guard let expectedKind, let text else { return false }
    guard let recorded = cell.recorded, recorded.kind == expectedKind else { return true }
    return !recorded.text.utf8.elementsEqual(text.utf8)
      && trimmedLines(recorded.text) != trimmedLines(text)
  }

  /// Compares the fresh text with the recorded one, trailing blanks apart.
  public var verdict: Verdict {
    guard succeeded else { return .failed }
    guard isStale, cell.options.check != .none else { return .same }
    return cell.recorded == nil ? .new : .differs
  }
}

extension InlineOutcome {
  /// Compares the fresh text with the recorded one.
  public var verdict: Verdict {
    switch result {
    case .success(let text) where text.utf8.elementsEqual(value.text.utf8): .same
    case .success: value.text.isEmpty ? .new : .differs
    case .failure: .failed
    }
  }
}

/// The lines without trailing blanks, and without empty lines at the end.
private func trimmedLines(_ text: String) -> [[UInt8]] {
  var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
    var line = Substring($0).utf8
    while let last = line.last, last == 0x20 || last == 0x09 || last == 0x0D { line.removeLast() }
    return Array(line)
  }
  while lines.last?.isEmpty == true { lines.removeLast() }
  return lines
}
