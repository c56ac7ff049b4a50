// Table -> aligned text in the looks `rule` and `box`. Level 1.

public import Tabular

/// How a table is drawn.
public struct TableStyle: Sendable {
  /// The two looks.
  public enum Look: Sendable, Hashable {
    /// Header, dashes, two blanks between columns: stored outputs, pipes, papers.
    case rule
    /// Box-drawing lines: terminals.
    case box
  }

  /// Which of the two looks.
  public var look: Look
  /// How many rows are shown at most, or nil for all.
  public var maxRows: Int?
  /// The terminal's width that lines must fit, or nil where nothing is cut.
  public var width: Int?
  /// Whether `NULL` and rules are dimmed by escape sequences.
  public var usesColor: Bool
  /// The first hexadecimal digits of the result's digest, shown where rows are left out, or nil.
  public var digest: String?
  /// What the footer ends with on a terminal, such as `0.84 s`, or nil.
  public var elapsed: String?

  /// Chooses a look; everything else is optional.
  public init(
    _ look: Look, maxRows: Int? = nil, width: Int? = nil, usesColor: Bool = false,
    digest: String? = nil, elapsed: String? = nil
  ) {
    self.look = look
    self.maxRows = maxRows
    self.width = width
    self.usesColor = usesColor
    self.digest = digest
    self.elapsed = elapsed
  }
}

/// Draws a table: header, rule, rows, footer, each line ended by LF.
public func render(_ table: Table, _ style: TableStyle) -> String { "" }

/// A value as it stands in a table cell.
public func cellText(_ column: Column, row: Int) -> String { "" }
