// Table -> an HTML table that an XML parser takes too. Level 1.

internal import Tabular

/// Header and body; cells of numbers carry the class `number`, NULL is an empty cell of the class `null`.
///
/// - Source: https://html.spec.whatwg.org/multipage/tables.html
struct HTMLWriter: RowWriter {
  private let isNumber: [Bool]
  private let caption: String?

  init(_ table: Table, _ options: FormatOptions) {
    isNumber = table.columns.map { CellText($0, decimals: nil).isRightAligned }
    caption = options.caption
  }

  func begin(_ table: Table, to output: inout [UInt8]) {
    output.append(contentsOf: "<table>\n".utf8)
    if var caption {
      output.append(contentsOf: "<caption>".utf8)
      caption.withUTF8 { append($0, to: &output) }
      output.append(contentsOf: "</caption>\n".utf8)
    }
    output.append(contentsOf: "<thead>\n<tr>".utf8)
    for (index, name) in table.columnNames.enumerated() {
      var name = name
      output.append(contentsOf: (isNumber[index] ? "<th class=\"number\">" : "<th>").utf8)
      name.withUTF8 { append($0, to: &output) }
      output.append(contentsOf: "</th>".utf8)
    }
    output.append(contentsOf: "</tr>\n</thead>\n<tbody>\n".utf8)
  }

  func append(_ row: Int, of table: Table, to output: inout [UInt8]) {
    output.append(contentsOf: "<tr>".utf8)
    for (index, column) in table.columns.enumerated() {
      if column.storageClass(at: row) == .null {
        output.append(contentsOf: "<td class=\"null\"></td>".utf8)
        continue
      }
      output.append(contentsOf: (isNumber[index] ? "<td class=\"number\">" : "<td>").utf8)
      if !column.appendPlain(row, to: &output), let text = column.bytes(at: row) {
        append(text, to: &output)
      }
      output.append(contentsOf: "</td>".utf8)
    }
    output.append(contentsOf: "</tr>\n".utf8)
  }

  func end(_ table: Table, to output: inout [UInt8]) {
    output.append(contentsOf: "</tbody>\n</table>\n".utf8)
  }

  /// The five characters escaped, line endings as `<br/>`, controls made visible.
  private func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    appendLines(of: text, joinedBy: "<br/>", to: &output) { byte, output in
      switch byte {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
      default: output.append(byte)
      }
    }
  }
}

/// Appends a text line by line with its controls made visible, each byte of that as `append` writes it.
func appendLines(
  of text: UnsafeBufferPointer<UInt8>, joinedBy separator: String, to output: inout [UInt8],
  _ append: (UInt8, inout [UInt8]) -> Void
) {
  var plain: [UInt8] = []
  for (index, part) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
    if index > 0 { output.append(contentsOf: separator.utf8) }
    plain.removeAll(keepingCapacity: true)
    let line = part.last == 0x0D ? part.dropLast() : part
    appendEscaped(UnsafeBufferPointer(rebasing: line), to: &plain)
    for byte in plain { append(byte, &output) }
  }
}
