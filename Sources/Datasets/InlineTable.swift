// Rows that stand in datapackage.json itself -> a table, by the rules that hold for files. Level 1.

internal import Diagnostics
internal import Files
internal import Tabular
internal import YAML

/// The `data` of a resource: a JSON list of lists or of objects, or a string of CSV.
///
/// - Source: https://datapackage.org/standard/data-resource/#path-or-data
struct InlineTable: Sendable {
  let document: JSONDocument
  let node: Node

  /// Loads the table; every finding has its place in the JSON file.
  func load(
    _ resource: Resource, files: FileAccess, monitor: LoadMonitor
  ) throws(DiagnosticList) -> Table {
    if let string = node.text {
      let origin = TextOrigin(document: document, values: [(0, node)], isString: true)
      var text = try DataText(
        FileContents(Array(string.utf8)), file: document.source.file,
        quote: resource.dialect.quote, monitor: monitor, origin: origin)
      if resource.dialect.terminator != nil {
        throw DiagnosticList([
          document.diagnostic(
            .unsupportedData, "a lineTerminator of its own is read only in files", at: node)
        ])
      }
      text.skippedRecords = commentRecords(of: text, dialect: resource.dialect)
      return try resource.table(of: [text], files: files, monitor: monitor)
    }
    var writer = InlineWriter(
      node, schema: resource.schema, hasHeader: resource.dialect.hasHeader)
    writer.write()
    let text = try DataText(
      FileContents(writer.bytes), file: document.source.file, monitor: monitor,
      origin: TextOrigin(document: document, values: writer.values))
    var loader = ResourceLoader(
      dialect: writer.dialect, schema: writer.schema, texts: [text], monitor: monitor,
      violations: writer.violations)
    return try loader.load(files: files)
  }
}
