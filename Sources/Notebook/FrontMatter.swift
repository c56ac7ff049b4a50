// What the YAML block at the top of a notebook says. Level 0.

public import YAML

/// The typed front matter; everything is optional.
public struct FrontMatter: Sendable {
  /// The title.
  public var title: String?
  /// The subtitle.
  public var subtitle: String?
  /// The authors, one or several.
  public var authors: [String] = []
  /// The date as written.
  public var date: String?
  /// The abstract.
  public var abstract: String?
  /// What the notebook reads, in order.
  public var data: [DataEntry] = []
  /// The declared parameters, in order.
  public var parameters: [Parameter] = []
  /// The moment that `'now'` is, or nil for the time of the replay.
  public var clock: Moment?
  /// What random numbers follow from, or nil for others at each replay.
  public var seed: Int64?
  /// The zone of the modifier `localtime`, or nil for UTC.
  public var timeZone: TimeZoneName?
  /// Columns of charts and tables; 72 unless said otherwise.
  public var width: Int?
  /// Whether charts use Unicode glyphs in recorded output.
  public var usesUnicode = false
  /// The versions of the program that the notebook needs, all of which must hold.
  public var requires: [VersionBound] = []
  /// The bytes of `requires:` in the notebook.
  public var requiresRange: Range<Int>?
  /// What `defaults:` sets for every cell.
  public var defaults = CellOptions()

  /// Nothing said.
  public init() {}
}

/// One entry of `data:`.
public struct DataEntry: Sendable, Hashable {
  /// The name a package or table is given, or nil for the one that its path gives.
  public let name: String?
  /// The path as written, relative to the notebook.
  public let path: String
  /// The digest that the file must have, 64 hexadecimal digits in lower case, or nil.
  public let sha256: String?
  /// The bytes of the path in the notebook.
  public let pathRange: Range<Int>
  /// The bytes of the digest in the notebook, or nil when there is none.
  public let digestRange: Range<Int>?
  /// How the file is to be read, as it is written; what it means is for the loader to say.
  public let options: [DataOption]
  /// Whether a person has put the path in the place of the declared one: it is relative to where the program
  /// runs, not to the notebook, and may lie anywhere.
  public var isReplacement = false
}

/// An option of a data entry: `sep: ";"`, `null: [NA]`, `types: {zip: text}`.
public struct DataOption: Sendable, Hashable {
  /// One written value.
  public struct Value: Sendable, Hashable {
    /// The key, where the option is a mapping.
    public let key: String?
    /// The bytes of the key in the notebook, where there is one.
    public let keyRange: Range<Int>?
    /// The text as it is written, without quotes.
    public let text: String
    /// The bytes of the value in the notebook.
    public let range: Range<Int>
  }

  /// The option's name.
  public let name: String
  /// The values: one, or those of a list or mapping.
  public let values: [Value]
  /// Whether it is a list or a mapping, even of one value.
  public let isCollection: Bool
  /// The bytes of the name in the notebook.
  public let nameRange: Range<Int>

  /// The names that options can have.
  public static let names = [
    "sep", "quote", "escape", "header", "skip", "comment", "encoding", "null", "types", "decimal",
    "names", "ragged", "bad", "trim", "format",
  ]
}

/// One entry of `params:`.
public struct Parameter: Sendable, Hashable {
  /// What values a parameter takes. A date is one only where `type: date` says so; a plain
  /// `2024-12-31` is text.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case integer, real, text, bool, date, list, null
  }

  /// A declared value.
  public enum Default: Sendable, Hashable {
    case scalar(Scalar)
    /// Bound as a JSON array.
    case list([Scalar])
    /// An expression of the parameters above, computed when the notebook is opened.
    case computed(Formula)
  }

  /// An SQL expression and where it stands.
  public struct Formula: Sendable, Hashable {
    /// The expression.
    public let text: String
    /// Its bytes in the notebook.
    public let range: Range<Int>
    /// Whether those bytes are the expression itself, so that its words have their own places.
    public let isVerbatim: Bool
  }

  /// The name, without `:`.
  public let name: String
  /// What values it takes; nil for an expression without `type:`, whose value has the type. A parameter
  /// that is null and says no more takes any value.
  public let kind: Kind?
  /// The declared value, converted to the type. Null is a value of every type but `list`.
  public let value: Default
  /// What it means, for people.
  public let help: String?
  /// The bytes of the name in the notebook.
  public let nameRange: Range<Int>
}
