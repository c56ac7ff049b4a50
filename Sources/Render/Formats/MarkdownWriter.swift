// Table -> a table of GitHub's Markdown. Level 1.

internal import Tabular

/// A text as Markdown that shows it as it is, on one line.
public func markdownText(_ text: String) -> String {
  var text = text
  var output: [UInt8] = []
  text.withUTF8 { MarkdownWriter().append($0, to: &output) }
  return String(decoding: output, as: UTF8.self)
}

/// Header, alignment row, rows; every character that would mean something to Markdown is escaped, a
/// line ending is `<br>`, NULL is an empty cell.
///
/// - Source: https://github.github.com/gfm/#tables-extension-
struct MarkdownWriter: RowWriter {
  func begin(_ table: Table, to output: inout [UInt8]) {
    appendLine(table, to: &output) { column, output in
      var name = column.name
      name.withUTF8 { append($0, to: &output) }
    }
    appendLine(table, to: &output) { column, output in
      let isRight = CellText(column, decimals: nil).isRightAligned
      output.append(contentsOf: isRight ? "---:".utf8 : "---".utf8)
    }
  }

  func append(_ row: Int, of table: Table, to output: inout [UInt8]) {
    appendLine(table, to: &output) { column, output in
      if column.appendPlain(row, to: &output) { return }
      if let text = column.bytes(at: row) { append(text, to: &output) }
    }
  }

  private func appendLine(
    _ table: Table, to output: inout [UInt8], _ cell: (Column, inout [UInt8]) -> Void
  ) {
    output.append(UInt8(ascii: "|"))
    for column in table.columns {
      output.append(0x20)
      cell(column, &output)
      output.append(contentsOf: " |".utf8)
    }
    output.append(0x0A)
  }

  func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var plain: [UInt8] = []
    for (index, part) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { output.append(contentsOf: "<br>".utf8) }
      plain.removeAll(keepingCapacity: true)
      let line = part.last == 0x0D ? part.dropLast() : part
      appendEscaped(UnsafeBufferPointer(rebasing: line), to: &plain)
      for (place, byte) in plain.enumerated() {
        if isMarkup(byte, at: place, of: plain) { output.append(UInt8(ascii: "\\")) }
        output.append(byte)
      }
    }
  }

  /// An underscore inside a word is none, which keeps the names of columns readable.
  private func isMarkup(_ byte: UInt8, at place: Int, of text: [UInt8]) -> Bool {
    if byte == UInt8(ascii: "_") {
      return !isWord(text, place - 1) || !isWord(text, place + 1)
    }
    return "\\|<>*`[]&~$".utf8.contains(byte)
  }

  private func isWord(_ text: [UInt8], _ place: Int) -> Bool {
    guard text.indices.contains(place) else { return false }
    let byte = text[place]
    return (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }
}
