// What would be recorded, piece by piece, for a person to accept or not. Output, level 4.

internal import Diagnostics
internal import Notebook
internal import Render
public import Runner

/// A change of one output or one value in prose.
public struct Proposal: Sendable {
  /// The label of the cell, or where it stands.
  public let name: String
  /// What would change, as one hunk of a unified diff that begins with `@@`.
  public let diff: String
  let edit: Edit
}

extension Replay {
  /// Everything that `corrected` would change, in document order.
  public func proposals(_ recording: Recording = Recording()) -> [Proposal] {
    outcomes.filter(recording.covers).compactMap { outcome in
      guard let edit = outcome.edit(of: document) else { return nil }
      let diff = unifiedDiff(
        old: document.source.bytes, new: print(document, edits: [edit]), oldName: "", newName: "")
      // Without the two lines that name the files.
      let hunk = diff.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
      guard hunk.count == 3 else { return nil }
      return Proposal(name: outcome.name(in: document), diff: String(hunk[2]), edit: edit)
    }
  }

  /// The notebook's bytes with some of the proposals recorded.
  public func corrected(accepting accepted: [Proposal]) -> [UInt8] {
    print(document, edits: accepted.map(\.edit))
  }
}

extension Outcome {
  fileprivate func name(in document: Document) -> String {
    switch self {
    case .cell(let outcome): outcome.cell.label ?? "the cell on line \(outcome.cell.line)"
    case .inlineValue(let outcome):
      "the value \(escaped(outcome.value.expression)) on line "
        + "\(document.source.place(at: outcome.value.textRange.lowerBound).line)"
    }
  }
}
