// What can be stated about a bare file instead of being found out. Level 1.

/// How a bare file is to be read; what is nil is found out from the file, with a note.
public struct CSVOptions: Sendable, Hashable {
  /// What becomes of a record with fewer or more fields than the first.
  public enum Ragged: String, Sendable, Hashable, CaseIterable {
    /// It is an error.
    case error
    /// One with fewer fields is filled up with NULL; more fields are an error still.
    case pad
    /// It is left out, with a note.
    case skip
  }

  /// What becomes of a record that cannot be read.
  public enum Bad: String, Sendable, Hashable, CaseIterable {
    /// It is an error.
    case error
    /// It is put aside.
    case reject
  }

  /// What becomes of the names in the header.
  public enum Names: String, Sendable, Hashable, CaseIterable {
    /// They stay as they are, without blanks around them.
    case keep
    /// They become lower case with `_` for everything but letters and digits.
    case snake
  }

  /// What the file is, whatever its name says.
  public var format: DataFormat?
  /// The byte between fields.
  public var separator: UInt8?
  /// The byte around fields: `"` unless stated, or none.
  public var quote: UInt8? = UInt8(ascii: "\"")
  /// The byte inside quotes after which a byte stands for itself.
  public var escape: UInt8?
  /// Whether the first record names the columns.
  public var hasHeader: Bool?
  /// How many lines at the top are not read.
  public var skippedLineCount = 0
  /// The byte that begins a line to be skipped, wherever it stands.
  public var comment: UInt8?
  /// How the bytes stand for characters; UTF-8, or UTF-16 where a byte order mark says so.
  public var encoding: TextEncoding?
  /// Texts that stand for NULL besides the empty field.
  public var nullTexts: [String] = []
  /// The types of columns, by name without regard to the case of ASCII letters.
  public var types: [String: CSVType] = [:]
  /// The byte between whole and fraction: `.` or `,`.
  public var decimalPoint = UInt8(ascii: ".")
  /// What becomes of names.
  public var names = Names.keep
  /// What becomes of records of another length.
  public var ragged = Ragged.error
  /// What becomes of records that cannot be read.
  public var bad = Bad.error
  /// Whether blanks around unquoted values are dropped.
  public var trimsBlanks = false

  /// Nothing stated.
  public init() {}
}

/// A record that was put aside because of `bad: reject`.
public struct RejectedRecord: Sendable, Hashable {
  /// Where the fault is, counted from 1.
  public let line: Int
  /// Where the fault is, counted from 1 in Unicode scalars.
  public let column: Int
  /// What is wrong.
  public let reason: String
  /// The record without its line ending.
  public let text: String
}
