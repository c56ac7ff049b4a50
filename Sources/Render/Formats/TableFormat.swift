// Table -> text that other programs read. Level 1.

public import Tabular

/// The formats that a whole table can be written in.
public enum TableFormat: String, Sendable, Hashable, CaseIterable {
  /// Aligned columns with a footer, for people.
  case text
  /// RFC 4180 with LF; NULL is nothing, an empty text `""`.
  case csv
  /// Tabs between fields, `\t \n \r \\` inside them, NULL as `\N`.
  case tsv
  /// One array of objects, one object a line.
  case json
  /// One object a line.
  case jsonl
  /// A table of GitHub's Markdown.
  case markdown
  /// One value a line, `name = value`.
  case line
  /// An HTML table.
  case html
  /// A `tabular` with the rules of booktabs.
  case latex
  /// One SQL INSERT a row.
  case insert

  /// The format that a file's extension asks for, or nil.
  public init?(extension name: String) {
    switch name.asciiLowercased {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonl
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    case "tex": self = .latex
    case "sql": self = .insert
    case "txt": self = .text
    default: return nil
    }
  }
}

/// Writes all rows of a table; nothing is cut or left out.
///
/// - Parameter sink: is handed the text piece by piece, so that a large table is never in memory twice.
public func write(_ table: Table, as format: TableFormat, to sink: ([UInt8]) -> Void) {
  withoutActuallyEscaping(sink) { sink in
    _ = write(table, as: format, FormatOptions(), to: TextSink(write: sink))
  }
}

/// Writes all rows of a table, unless it is stopped between two of them.
///
/// - Returns: whether all rows were written; else the last one that was is whole.
@discardableResult
public func write(
  _ table: Table, as format: TableFormat, _ options: FormatOptions, to sink: TextSink
) -> Bool {
  guard let writer = format.rowWriter(table, options) else {
    return render(table, TableStyle(.rule), to: sink)
  }
  var output: [UInt8] = []
  writer.begin(table, to: &output)
  for row in 0..<table.rowCount {
    writer.append(row, of: table, to: &output)
    if output.count >= TextSink.pieceSize {
      sink.write(output)
      output.removeAll(keepingCapacity: true)
      if sink.isStopped() { return false }
    }
  }
  writer.end(table, to: &output)
  sink.write(output)
  return true
}

/// What a table holds that a format cannot say, in words; empty when the text says everything.
public func losses(of table: Table, as format: TableFormat) -> [String] {
  switch format {
  case .text, .markdown, .line, .html, .latex, .insert: return []
  case .tsv:
    let count = table.columns.reduce(0) { $0 + $1.escapedCount }
    guard count > 0 else { return [] }
    return [
      "\(counted(count, "value")) with a tab, line end, quote or backslash, or NULL: written as \\t, \\n, "
        + "\\N …, which data: does not read back; csv does"
    ]
  case .json, .jsonl:
    let count = table.columns.reduce(0) { $0 + $1.infiniteCount }
    guard count > 0 else { return [] }
    return ["\(counted(count, "infinite number")) written as null, as JSON has none"]
  case .csv:
    let infinite = table.columns.reduce(0) { $0 + $1.infiniteCount }
    let told =
      infinite == 0
      ? [] : ["\(counted(infinite, "infinite number")) that CSV readers take for text"]
    guard table.columns.count == 1, let column = table.columns.first else { return told }
    let count = (0..<table.rowCount).reversed().prefix { column.nulls?[$0] ?? false }.count
    guard count > 0 else { return told }
    let rows = counted(count, "row")
    return told + [
      "the last \(rows) of NULL cannot be told from blank lines at the end of a CSV file"
    ]
  }
}

/// How the rows of a format are written, each after the other.
protocol RowWriter {
  /// Writes what stands before the rows.
  func begin(_ table: Table, to output: inout [UInt8])
  /// Writes one row.
  func append(_ row: Int, of table: Table, to output: inout [UInt8])
  /// Writes what stands after the rows.
  func end(_ table: Table, to output: inout [UInt8])
}

extension RowWriter {
  func end(_ table: Table, to output: inout [UInt8]) {}
}

extension TableFormat {
  fileprivate func rowWriter(_ table: Table, _ options: FormatOptions) -> (any RowWriter)? {
    switch self {
    case .text: nil
    case .csv: CSVWriter()
    case .tsv: TSVWriter()
    case .json: JSONWriter(table, isArray: true)
    case .jsonl: JSONWriter(table, isArray: false)
    case .markdown: MarkdownWriter()
    case .line: LineWriter(table, options)
    case .html: HTMLWriter(table, options)
    case .latex: LaTeXWriter(table, options)
    case .insert: InsertWriter(table, options)
    }
  }
}

extension Column {
  /// How many values are plus or minus infinity.
  fileprivate var infiniteCount: Int {
    switch values {
    case .integers, .texts: 0
    case .reals(let reals):
      reals.pointer.indices.count { reals[$0].isInfinite && !(nulls?[$0] ?? false) }
    case .mixed:
      (0..<rowCount).count { if case .real(let real) = self[$0] { real.isInfinite } else { false } }
    }
  }

  /// How many values TSV writes otherwise than as they are: NULL, and texts that hold what it escapes or what
  /// begins a quoted field.
  fileprivate var escapedCount: Int {
    let special: Set<UInt8> = [0x09, 0x0A, 0x0D, UInt8(ascii: "\\"), UInt8(ascii: "\"")]
    return (0..<rowCount).count { row in
      storageClass(at: row) == .null || bytes(at: row)?.contains(where: special.contains) ?? false
    }
  }

  /// Appends a number or a blob as every format writes it.
  ///
  /// - Returns: whether that was done; false for NULL and text, which formats write differently.
  func appendPlain(_ row: Int, to output: inout [UInt8]) -> Bool {
    if let nulls, nulls[row] { return false }
    switch values {
    case .integers(let integers): appendInteger(integers[row], to: &output)
    case .reals(let reals): _ = appendReal(reals[row], to: &output)
    case .texts: return false
    case .mixed(let classes, let bits, let strings):
      switch classes[row] {
      case .null, .text: return false
      case .integer: appendInteger(bits[row], to: &output)
      case .real:
        let real = Double(bitPattern: UInt64(bitPattern: bits[row]))
        output.append(contentsOf: realText(real).utf8)
      case .blob: for byte in strings[Int(bits[row])] { appendHex(byte, to: &output) }
      }
    }
    return true
  }
}
