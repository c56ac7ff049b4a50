// Document + outcomes -> the notebook with fresh outputs and inline values. Output, level 4.

internal import Notebook
public import Runner

/// Which outcomes are written into a notebook.
public struct Recording: Sendable {
  /// Only the cell with this label.
  public var label: String?
  /// Only cells and values without a record.
  public var newOnly: Bool
  /// Cells without a record too.
  public var includesNew: Bool
  /// Only what `check` counts as a difference, so not what the option `check: none` passes over.
  public var differencesOnly: Bool

  /// Chooses; everything unless said otherwise.
  public init(
    label: String? = nil, newOnly: Bool = false, includesNew: Bool = true,
    differencesOnly: Bool = false
  ) {
    self.label = label
    self.newOnly = newOnly
    self.includesNew = includesNew
    self.differencesOnly = differencesOnly
  }

  func covers(_ outcome: Outcome) -> Bool {
    if differencesOnly, outcome.verdict == .same { return false }
    switch outcome {
    case .cell(let outcome):
      if let label, outcome.cell.label != label { return false }
      return outcome.cell.recorded == nil ? includesNew : !newOnly
    case .inlineValue(let outcome):
      if label != nil { return false }
      return outcome.value.text.isEmpty ? includesNew : !newOnly
    }
  }
}

extension Replay {
  /// The notebook's bytes with the chosen outcomes recorded; all else byte for byte as it was.
  public func corrected(_ recording: Recording = Recording()) -> [UInt8] {
    let edits = outcomes.filter(recording.covers).compactMap { $0.edit(of: document) }
    return print(document, edits: edits)
  }
}

extension Outcome {
  /// The edit that records it, or nil when the record holds already or there is nothing to record.
  func edit(of document: Document) -> Edit? {
    switch self {
    case .cell(let outcome):
      guard outcome.isStale, let kind = outcome.expectedKind, let text = outcome.text else {
        return nil
      }
      return document.recording(kind, text, under: outcome.cell)
    case .inlineValue(let outcome):
      guard case .success(let text) = outcome.result,
        !text.utf8.elementsEqual(outcome.value.text.utf8)
      else { return nil }
      return document.recording(text, in: outcome.value)
    }
  }
}
