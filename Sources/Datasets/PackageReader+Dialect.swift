// dialect -> Dialect: how a text is cut into fields. Level 1.

internal import Diagnostics
internal import SystemPackage
internal import YAML

extension PackageReader {
  /// The dialect of a resource, with what it says and cannot be honoured as refusals.
  mutating func dialect(of node: Node, paths: [FilePath]) -> Dialect {
    var dialect = Dialect()
    let isTSV = paths.contains { path in
      let name = path.string.lowercased()
      return name.hasSuffix(".tsv") || name.hasSuffix(".tsv.gz")
    }
    let words = [node["format"], node["mediatype"]].compactMap { $0?.text?.lowercased() }
    if isTSV || words.contains("tsv") || words.contains("text/tab-separated-values") {
      dialect.delimiter = 0x09
    }
    guard let value = node["dialect"], !isNull(value) else { return dialect }
    return inNamedFile(value) { (reader, value) in reader.dialect(value, onto: dialect) } ?? dialect
  }

  private mutating func dialect(_ node: Node, onto defaults: Dialect) -> Dialect {
    guard mapping(node, "a dialect") != nil else { return defaults }
    failOnUnknownKeys(of: node, known: dialectKeys, in: "a dialect")
    var dialect = defaults
    if node["delimiter"] != nil { dialect.delimiter = byte("delimiter", of: node) ?? 0x2C }
    if let quote = node["quoteChar"] {
      dialect.quote = isNone(quote) ? nil : byte("quoteChar", of: node)
    }
    if let escape = node["escapeChar"], !isNone(escape) {
      dialect.escape = byte("escapeChar", of: node)
      dialect.escapesUnquoted = true
    }
    if let sequence = node["nullSequence"], !isNull(sequence) {
      dialect.nullSequence = text("nullSequence", of: node).map { Array($0.utf8) }
    }
    dialect.doublesQuotes = truth("doubleQuote", of: node) ?? dialect.doublesQuotes
    dialect.hasHeader = truth("header", of: node) ?? dialect.hasHeader
    dialect.skipsInitialSpace = truth("skipInitialSpace", of: node) ?? dialect.skipsInitialSpace
    // A dialect that says it is of version 1 has that version's default.
    let isVersion1 = node["csvddfVersion"] != nil
    dialect.isHeaderCaseSensitive =
      truth("caseSensitiveHeader", of: node)
      ?? (isVersion1 ? false : dialect.isHeaderCaseSensitive)
    if let comment = node["commentChar"], !isNone(comment) {
      dialect.comment = commentBeginning(comment)
    }
    if let ending = node["lineTerminator"], !isNone(ending),
      !["\n", "\r\n", "\r"].contains(plainText(ending))
    {
      dialect.terminator = byte("lineTerminator", of: node)
    }
    readRows(of: node, into: &dialect)
    refuseUnsupported(node)
    // The frictionless tool writes what is about CSV one level deeper.
    if let csv = node["csv"] { return self.dialect(csv, onto: dialect) }
    checkDistinct(dialect, node)
    return dialect
  }

  /// One ASCII character that can be told apart from line endings.
  private mutating func byte(_ key: String, of node: Node) -> UInt8? {
    guard let value = node[key], let text = text(key, of: node) else { return nil }
    if text.utf8.count == 1, let byte = text.utf8.first, byte != 0, byte != 0x0A, byte != 0x0D {
      return byte
    }
    refuse(value, "\(key) is not a single ASCII character")
    return nil
  }

  /// Whether a character is said not to be there.
  private func isNone(_ node: Node) -> Bool { isNull(node) || plainText(node) == "" }

  /// The text that begins a comment.
  private mutating func commentBeginning(_ node: Node) -> [UInt8] {
    guard let text = plainText(node), !text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D })
    else {
      fail(node, "commentChar is not a text of one line")
      return []
    }
    return Array(text.utf8)
  }

  /// Which records make the header and which are left out.
  private mutating func readRows(of node: Node, into dialect: inout Dialect) {
    dialect.headerJoin = text("headerJoin", of: node) ?? dialect.headerJoin
    dialect.commentRows = rowNumbers("commentRows", of: node) ?? dialect.commentRows
    guard let rows = rowNumbers("headerRows", of: node) else { return }
    if rows.isEmpty { dialect.hasHeader = false }
    // The first row is the header anyway, and then comments may stand before it.
    dialect.headerRows = rows == [1] ? [] : rows
    if let row = rows.first(where: dialect.commentRows.contains), let place = node["headerRows"] {
      fail(place, "row \(row) is among both headerRows and commentRows")
    }
  }

  /// Numbers of rows, from 1.
  private mutating func rowNumbers(_ key: String, of node: Node) -> [Int]? {
    guard let value = node[key], !isNull(value), let items = list(key, of: node) else {
      return nil
    }
    let numbers = items.compactMap { item -> Int? in
      guard case .integer(let number) = item.scalar else { return nil }
      return number > 0 ? Int(exactly: number) : nil
    }
    guard numbers.count == items.count, zip(numbers, numbers.dropFirst()).allSatisfy(<) else {
      fail(value, "\(key) is not a list of ascending row numbers from 1")
      return nil
    }
    return numbers
  }

  private mutating func checkDistinct(_ dialect: Dialect, _ node: Node) {
    let marks = [dialect.delimiter, dialect.quote, dialect.comment.first, dialect.terminator]
      .compactMap(\.self)
    if Set(marks).count < marks.count {
      fail(
        node, "delimiter, quoteChar, commentChar and lineTerminator are not different characters")
    }
    if let escape = dialect.escape,
      [dialect.delimiter, dialect.quote, dialect.terminator].contains(escape)
    {
      fail(
        node["escapeChar"] ?? node,
        "escapeChar is the same as delimiter, quoteChar or lineTerminator",
        hint: "\"doubleQuote\": true says that two quotes stand for one")
    }
  }

  private mutating func refuseUnsupported(_ node: Node) {
    if let value = node["type"], value.text != "delimited" {
      refuse(value, "only dialects of type delimited are read")
    }
  }

  /// Reads a value that may stand in a JSON file of its own, named by a string.
  mutating func inNamedFile<Value>(
    _ node: Node, _ read: (inout PackageReader, Node) -> Value?
  ) -> Value? {
    guard plainText(node) != nil else { return read(&self, node) }
    guard let path = checkedPath(node), let outer = document else { return nil }
    do throws(DiagnosticList) {
      try checkInside(path, folder: folder, files: files)
      let named = try JSONDocument(reading: path, files: files)
      document = named
      include(named)
      defer { document = outer }
      return read(&self, named.root)
    } catch {
      for diagnostic in error.diagnostics {
        if diagnostic.place == nil {
          findings.errors.append(outer.diagnostic(diagnostic.code, diagnostic.message, at: node))
        } else {
          findings.errors.append(diagnostic)
        }
      }
      return nil
    }
  }
}

private let dialectKeys = [
  "$schema", "name", "title", "description", "type", "delimiter", "quoteChar", "doubleQuote",
  "header", "headerRows", "headerJoin", "skipInitialSpace", "caseSensitiveHeader", "commentChar",
  "commentRows", "lineTerminator", "escapeChar", "nullSequence", "csvddfVersion", "property",
  "itemType", "itemKeys", "sheetNumber", "sheetName", "table", "csv",
]
