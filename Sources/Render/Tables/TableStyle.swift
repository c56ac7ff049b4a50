// How a table is to be drawn: look, limits, colour. Level 1.

internal import Tabular

/// How a table is drawn.
public struct TableStyle: Sendable {
  /// The two looks.
  public enum Look: Sendable, Hashable {
    /// Header, dashes, two blanks between columns: stored outputs, pipes, papers.
    case rule
    /// Box-drawing lines: terminals.
    case box
  }

  /// How many decimals reals are shown with; integers stay as they are.
  public enum Digits: Sendable, Hashable {
    /// The shortest text that reads back as the same real.
    case shortest
    /// The same number of decimals in every column.
    case fixed(Int)
    /// A number of decimals for some columns, by name without regard to case.
    case byColumn([String: Int])
  }

  /// Which columns a last row of sums adds up.
  public enum Total: Sendable, Hashable {
    /// There is no such row.
    case none
    /// All columns of numbers but those of `group`.
    case numbers
    /// The named columns, without regard to case.
    case columns([String])
  }

  /// Which of the two looks.
  public var look: Look
  /// How many rows are shown at most, or nil for all.
  public var maxRows: Int?
  /// The width that lines must fit, or nil where nothing is cut.
  ///
  /// A box of few rows wraps its texts before it cuts any; `rule` keeps a row on one line.
  public var width: Int?
  /// Whether `NULL` and rules are dimmed by escape sequences.
  public var usesColor: Bool
  /// The first hexadecimal digits of the result's digest, shown where rows, columns or parts of cells
  /// are left out, or nil.
  public var digest: String?
  /// What the footer ends with on a terminal, such as `0.84 s`, or nil.
  public var elapsed: String?
  /// How many rows of a long box with a `width` are shown from each end, around a row of `⋮`, when
  /// `maxRows` is nil. Nil shows all rows.
  public var endRows: Int?
  /// How many of them at the end, or nil for as many as at the beginning.
  public var tailRows: Int?
  /// What stands for NULL; a text that is the same stands in quotes.
  public var nullText = "NULL"
  /// Whether the line breaks of texts are shown as such; else a row is always one line.
  public var breaksLines = false
  /// The decimals of reals.
  public var digits: Digits
  /// The columns whose repeated values are shown once, outermost first; a value is repeated where it
  /// and those of the columns before it are those of the row above.
  public var group: [String] = []
  /// What the last row adds up.
  public var total = Total.none

  /// Chooses a look; everything else is optional.
  public init(
    _ look: Look, maxRows: Int? = nil, width: Int? = nil, usesColor: Bool = false,
    digest: String? = nil, elapsed: String? = nil, endRows: Int? = 20, digits: Digits = .shortest
  ) {
    self.look = look
    self.maxRows = maxRows
    self.width = width
    self.usesColor = usesColor
    self.digest = digest
    self.elapsed = elapsed
    self.endRows = endRows
    self.digits = digits
  }

  /// The decimals of a column's reals, or nil for the shortest text.
  public func decimals(ofColumn name: String) -> Int? {
    switch digits {
    case .shortest: nil
    case .fixed(let count): count
    case .byColumn(let counts):
      counts[name] ?? counts.first { $0.key.asciiLowercased == name.asciiLowercased }?.value
    }
  }

  /// Whether the reader sits at a prompt and can ask for the whole result.
  var isInteractive: Bool { look == .box && width != nil }
}
