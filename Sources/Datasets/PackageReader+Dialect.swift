// dialect -> Dialect: how a text is cut into fields. Level 1.

internal import Diagnostics
internal import SystemPackage
internal import YAML

extension PackageReader {
  /// The dialect of a resource, with what it says and cannot be honoured as refusals.
  mutating func dialect(of node: Node, paths: [FilePath]) -> Dialect {
    var dialect = Dialect()
    let isTSV = paths.contains { $0.extension?.lowercased() == "tsv" }
    if isTSV || node["format"]?.text?.lowercased() == "tsv" { dialect.delimiter = 0x09 }
    guard let value = node["dialect"], !isNull(value) else { return dialect }
    return inNamedFile(value) { (reader, value) in reader.dialect(value, onto: dialect) } ?? dialect
  }

  private mutating func dialect(_ node: Node, onto defaults: Dialect) -> Dialect {
    guard mapping(node, "a dialect") != nil else { return defaults }
    failOnUnknownKeys(of: node, known: dialectKeys, in: "a dialect")
    var dialect = defaults
    if node["delimiter"] != nil { dialect.delimiter = byte("delimiter", of: node) ?? 0x2C }
    if let quote = node["quoteChar"] {
      dialect.quote = isNull(quote) ? nil : byte("quoteChar", of: node)
    }
    dialect.doublesQuotes = truth("doubleQuote", of: node) ?? dialect.doublesQuotes
    dialect.hasHeader = truth("header", of: node) ?? dialect.hasHeader
    dialect.skipsInitialSpace = truth("skipInitialSpace", of: node) ?? dialect.skipsInitialSpace
    dialect.isHeaderCaseSensitive =
      truth("caseSensitiveHeader", of: node) ?? dialect.isHeaderCaseSensitive
    if let comment = node["commentChar"], !isNull(comment) {
      dialect.comment = byte("commentChar", of: node)
    }
    refuseUnsupported(node, &dialect)
    // The frictionless tool writes what is about CSV one level deeper.
    if let csv = node["csv"] { return self.dialect(csv, onto: dialect) }
    checkDistinct(dialect, node)
    return dialect
  }

  /// One ASCII character that can be told apart from line endings.
  private mutating func byte(_ key: String, of node: Node) -> UInt8? {
    guard let value = node[key], let text = text(key, of: node) else { return nil }
    if text.utf8.count == 1, let byte = text.utf8.first, byte >= 0x20 || byte == 0x09 {
      return byte
    }
    refuse(value, "\(key) is not a single ASCII character")
    return nil
  }

  private mutating func checkDistinct(_ dialect: Dialect, _ node: Node) {
    if dialect.delimiter == dialect.quote || dialect.delimiter == dialect.comment
      || dialect.quote != nil && dialect.quote == dialect.comment
    {
      fail(node, "delimiter, quoteChar and commentChar are not different characters")
    }
  }

  private mutating func refuseUnsupported(_ node: Node, _ dialect: inout Dialect) {
    for key in ["escapeChar", "nullSequence"] {
      if let value = node[key], !isNull(value) { refuse(value, "\(key) is not honoured") }
    }
    if let rows = node["commentRows"], rows.sequence?.isEmpty != true {
      refuse(rows, "commentRows is not honoured")
    }
    if let rows = node["headerRows"] {
      let texts = rows.sequence?.map { $0.text ?? "" }
      if texts == [] {
        dialect.hasHeader = false
      } else if texts != ["1"] {
        refuse(rows, "a header in other rows than the first is not read")
      }
    }
    if let value = node["lineTerminator"], let ending = text("lineTerminator", of: node),
      !["\n", "\r\n", "\r"].contains(ending)
    {
      refuse(value, "lineTerminator is neither LF, CR LF nor CR")
    }
    if let value = node["type"], value.text != "delimited" {
      refuse(value, "only dialects of type delimited are read")
    }
    for key in ["property", "itemType", "itemKeys", "sheetNumber", "sheetName", "table"] {
      if let value = node[key] { refuse(value, "\(key) is for files that are not CSV") }
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
