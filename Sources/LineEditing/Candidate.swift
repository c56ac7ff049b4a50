// One completion of a word, as the session offers it. Level 5.

/// Something that the word at the cursor may become.
public struct Candidate: Equatable, Sendable {
  /// What replaces the word; the caller has quoted it if it needs that.
  public let text: String
  /// What follows it when it is the only candidate, and does not stand there already: a space after a
  /// keyword, the closing quote of a file, nothing after a name.
  public let ending: String
  /// The name in the list of several.
  public let label: String
  /// Such as `table` or `column`; shown in the list. May be empty.
  public let kind: String
  /// Such as a column's type; shown in the list. May be empty.
  public let type: String

  /// Describes a candidate; without a label the list shows its text.
  public init(
    _ text: String, ending: String = "", label: String? = nil, kind: String = "", type: String = ""
  ) {
    self.text = text
    self.ending = ending
    self.label = label ?? text
    self.kind = kind
    self.type = type
  }
}
