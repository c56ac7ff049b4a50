// The info string of a fence: what knitr, Quarto, Pandoc and Observable write there. Level 0.

internal import YAML

/// What the opening line of a fenced block says.
struct FenceHeader {
  /// Something that is no option.
  struct Fault {
    let message: String
    let range: Range<Int>
    let hint: String?
  }

  /// The word that names the kind of the cell: `sql` also of `{sql}`.
  private(set) var kind: String
  /// Whether the header alone tells that this is a cell: `{sql}`, `{#x}`, `id=x`, a known option.
  private(set) var makesCell = false
  /// What could not be read; only of interest when the block is a cell.
  private(set) var faults: [Fault] = []
  /// Words that are neither a label nor an option, such as `.numberLines`.
  private(set) var passedOver: [Range<Int>] = []
  private(set) var entries: [Node.Entry] = []
  /// The bytes of each entry's value.
  private(set) var valueRanges: [Range<Int>] = []
  private let style: Style

  /// Whose way of writing it is.
  private enum Style {
    /// `{sql, output.var="x"}`
    case knitr
    /// `sql {#x max-rows=20}`
    case pandoc
    /// `sql id=x`
    case bare
  }

  /// Whether options stand in braces behind the first word.
  var isPandoc: Bool { style == .pandoc }

  /// The options as a mapping whose nodes stand in the first line of the info string.
  var node: Node { Node(.mapping(entries), line: 1, column: 1) }

  /// Reads an info string.
  ///
  /// - Parameter word: its first word, as cmark decodes it.
  init(_ range: Range<Int>, of clean: [UInt8], word: Substring) {
    var scanner = HeaderScanner(range, of: clean)
    if scanner.skip("{") {
      style = .knitr
      kind = scanner.word()
      makesCell = scanner.isAtWordEnd && !kind.isEmpty
    } else {
      kind = String(word)
      scanner.skipWord()
      scanner.skipBlanks()
      style = scanner.skip("{") ? .pandoc : .bare
    }
    guard kind == "sql" || kind == "chart" || kind == "claim" else { return }
    readItems(&scanner)
    if style != .bare, !scanner.skip("}") || !scanner.isAtEnd {
      report("the braces are not closed at the end of the line", at: range, hint: nil)
    }
  }

  private mutating func readItems(_ scanner: inout HeaderScanner) {
    var isFirst = true
    while scanner.skipSeparators(), !scanner.isAtEnd, style == .bare || !scanner.isAt("}") {
      read(scanner.item(endsAtBrace: style != .bare), isFirst: isFirst)
      isFirst = false
    }
  }

  private mutating func read(_ item: HeaderScanner.Item, isFirst: Bool) {
    guard let value = item.value else {
      readWord(item, isFirst: isFirst)
      return
    }
    let name = item.name == "id" ? "label" : item.name
    if style == .bare ? item.name == "id" : OptionReader.knows(name) { makesCell = true }
    let key = Node(.scalar(name, isQuoted: false), line: 1, column: item.column)
    entries.append(Node.Entry(key: key, value: value.node(readsR: style == .knitr)))
    valueRanges.append(value.range)
  }

  /// A word without a value: `#x`, `.class`, or knitr's label before the options.
  private mutating func readWord(_ item: HeaderScanner.Item, isFirst: Bool) {
    switch style {
    case .pandoc where item.name.hasPrefix("#"):
      makesCell = true
      add(
        label: String(item.name.dropFirst()), column: item.column + 1, item.range.dropFirst())
    case .pandoc where item.name.hasPrefix("."), .bare: passedOver.append(item.range)
    case .knitr where isFirst: add(label: item.name, column: item.column, item.range)
    case .knitr, .pandoc:
      report(
        "\(item.name) is no option", at: item.range, hint: "an option is written key=value")
    }
  }

  private mutating func add(label: String, column: Int, _ range: Range<Int>) {
    let value = Node(.scalar(label, isQuoted: true), line: 1, column: column)
    let key = Node(.scalar("label", isQuoted: false), line: 1, column: column)
    entries.append(Node.Entry(key: key, value: value))
    valueRanges.append(range)
  }

  private mutating func report(_ message: String, at range: Range<Int>, hint: String?) {
    faults.append(Fault(message: message, range: range, hint: hint))
  }
}
