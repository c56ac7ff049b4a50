// One table of a data package, as the package describes it. Level 1.

public import Diagnostics
internal import Digest
public import SystemPackage

/// One table of a data package, not loaded yet.
public struct Resource: Sendable {
  /// The name of the table.
  public let name: String
  /// The resource's `title`.
  public let title: String?
  /// The resource's `description`.
  public let description: String?
  /// The folder of the package, which no path may leave.
  public let folder: FilePath
  /// The files it is made of, in order, each below `folder`.
  public let paths: [FilePath]
  /// What the data is.
  public let evidence: Evidence
  /// Where the data comes from; the package's sources when the resource names none.
  public let sources: [Source]
  /// Under which terms the data may be used; the package's when the resource names none.
  public let licenses: [License]
  /// The digest that its bytes must have; of all files end to end, as they lie there.
  public let hash: ContentHash?
  /// How many bytes its files must have in all.
  public let byteCount: Int?
  /// How its bytes stand for characters, or nil where nothing is said: UTF-8, or UTF-16 where a byte
  /// order mark says so.
  public let encoding: TextEncoding?
  /// Whether its files are said to be compressed with gzip; those that begin as such are anyway.
  let isCompressed: Bool
  /// The rows that stand in `datapackage.json` itself, or nil.
  let inlineTable: InlineTable?
  /// How its text is cut into fields.
  public let dialect: Dialect
  /// The columns and keys that the data must have, or nil when nothing is declared.
  public let schema: Schema?
  /// Why it cannot be loaded by this version of Quire; empty when it can.
  public let refusals: [Diagnostic]

  /// All files that are read to load it: its own, and those that its foreign keys refer to.
  public var readPaths: [FilePath] {
    paths + (schema?.foreignKeys ?? []).flatMap(\.referenced).flatMap(\.paths)
  }

  /// The SHA-256 that its bytes must have, or nil when it has no digest or one of another kind.
  public var sha256: String? { hash?.algorithm == .sha256 ? hash?.digits : nil }
}

/// How a text is cut into records and fields.
///
/// - Source: https://datapackage.org/standard/table-dialect/
public struct Dialect: Sendable, Hashable {
  /// The byte between fields.
  public var delimiter = UInt8(ascii: ",")
  /// The byte around fields that hold delimiters or line endings, or nil for none.
  public var quote: UInt8? = UInt8(ascii: "\"")
  /// Whether two quotes inside quotes stand for one.
  public var doublesQuotes = true
  /// The byte inside quotes after which a byte stands for itself, or nil for none.
  public var escape: UInt8?
  /// Whether the escape counts outside quotes too.
  public var escapesUnquoted = false
  /// The text that stands for NULL in every column, or nil.
  public var nullSequence: [UInt8]?
  /// The byte that ends a record, or nil for LF, CR LF and CR, whichever are there.
  public var terminator: UInt8?
  /// Whether the first record names the columns.
  public var hasHeader = true
  /// The numbers of the records, from 1, that make the header; empty for the first that is read.
  public var headerRows: [Int] = []
  /// What stands between the cells of several header rows.
  public var headerJoin = " "
  /// The numbers of the records, from 1, that are left out.
  public var commentRows: [Int] = []
  /// Whether blanks after a delimiter are dropped.
  public var skipsInitialSpace = false
  /// The bytes that begin a line to be skipped; empty for none.
  public var comment: [UInt8] = []
  /// Whether names in the header must match in case too.
  public var isHeaderCaseSensitive = true

  /// Comma, double quote, header: RFC 4180.
  public init() {}
}
