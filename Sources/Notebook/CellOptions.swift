// The options of a cell, typed, with their defaults. Level 0.

/// What the option lines of a cell say.
public struct CellOptions: Sendable, Hashable {
  /// How a fresh output is compared with the recorded one.
  public enum Check: String, Sendable, Hashable, CaseIterable {
    /// The text is equal but for trailing blanks.
    case exact
    /// Nothing is compared.
    case none
  }

  /// What a label becomes.
  public enum Binding: String, Sendable, Hashable, CaseIterable {
    case table
    case none
  }

  /// The name of the cell and of its result, or nil.
  public var label: String?
  /// Whether the rendered document shows the source.
  public var echo = true
  /// Whether the rendered document shows the output.
  public var output = true
  /// Whether the rendered document shows the cell at all.
  public var include = true
  /// Whether the cell runs at all.
  public var eval = true
  /// `tbl-cap`.
  public var tableCaption: String?
  /// `fig-cap`.
  public var figureCaption: String?
  /// How many rows of a table are shown; nil is all.
  public var maxRows: Int? = 20
  /// How the output is compared.
  public var check = Check.exact
  /// The cell must fail; its message is what is recorded.
  public var error = false
  /// Any row that the cell returns is a failure.
  public var assert = false
  /// What `label` becomes.
  public var binding = Binding.table
  /// Seconds after which a cell is stopped.
  public var timeout = 60.0

  /// The defaults.
  public init() {}
}
