// A change of one cell that a person has asked for and that is in no file yet. Level 0.

/// A cell put in, changed or taken out, told so that it can be done again on another version of the notebook.
public struct CellEdit: Sendable, Hashable {
  /// What is done.
  public enum Action: Sendable, Hashable {
    /// A new cell stands after that one, or at the end of the notebook.
    case insert(Cell.Kind, after: CellAnchor?)
    /// The cell says something else.
    case replace(CellAnchor)
    /// The cell and its record are gone.
    case remove(CellAnchor)
  }

  /// What is done.
  public let action: Action
  /// The lines between the fences afterwards, option lines first, joined by LF; empty for a removal.
  public let content: String

  /// Tells a change.
  public init(_ action: Action, content: String = "") {
    self.action = action
    self.content = content
  }
}

/// What a cell is known by in another version of its notebook.
public struct CellAnchor: Sendable, Hashable {
  /// Its label, or nil.
  public let label: String?
  /// The lines between its fences.
  public let content: String

  /// Names a cell.
  public init(label: String?, content: String) {
    self.label = label
    self.content = content
  }
}

/// Why a change cannot be made.
public enum CellEditFault: Error, Sendable {
  /// The notebook has changed in the same place: what it says there now, in words.
  case conflict(String)
  /// The notebook would not be what was meant: what is wrong, in words.
  case malformed(String, hint: String?)
}
