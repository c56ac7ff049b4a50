// The options of a cell, typed, with their defaults. Level 0.

/// What the option lines of a cell say.
public struct CellOptions: Sendable, Hashable {
  /// How a fresh output is compared with the recorded one.
  public enum Check: String, Sendable, Hashable, CaseIterable {
    /// The text is equal but for trailing blanks and elisions.
    case exact
    /// The tables are equal cell by cell, numbers within the tolerances.
    case values
    /// The tables have the same columns and the same number of rows.
    case shape
    /// Nothing is compared.
    case none
  }

  /// What a label becomes.
  public enum Binding: String, Sendable, Hashable, CaseIterable {
    case table
    case view
    case none
  }

  /// How many decimals reals are shown with.
  public enum Digits: Sendable, Hashable {
    /// As many as tell the real from all others.
    case shortest
    /// The same number everywhere.
    case fixed(Int)
    /// A number for some columns.
    case byColumn([String: Int])
  }

  /// Which columns a last row of sums adds up.
  public enum Total: Sendable, Hashable {
    /// There is no such row.
    case none
    /// All columns of numbers but those of `group`.
    case numbers
    /// The named columns.
    case columns([String])
  }

  /// A label that a cell names as something it depends on.
  public struct Dependency: Sendable, Hashable {
    /// The label, as it is written on its cell.
    public let label: String
    /// The bytes of the name in the notebook.
    public let range: Range<Int>
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
  /// By how much numbers may differ under `values`, at least zero.
  public var tolerance = 0.0
  /// The same as a share of the larger number.
  public var relativeTolerance = 0.0
  /// Whether the order of rows has no meaning under `values`.
  public var ignoresOrder = false
  /// The decimals of reals as they are shown.
  public var digits = Digits.shortest
  /// The columns whose repeated values are shown once, outermost first.
  public var group: [String] = []
  /// What the last row adds up.
  public var total = Total.none
  /// How wide a line of a table may be; nil is as wide as it needs.
  public var maxWidth: Int?
  /// What the cell needs that SQLite does not see.
  public var depends: [Dependency] = []
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
