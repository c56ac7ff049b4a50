// Table -> CSV that every reader takes, ours to the same values. Level 1.

internal import Tabular

/// RFC 4180 with LF line endings: quotes where they are needed and around empty texts, so that those
/// are not NULL.
struct CSVWriter: RowWriter {
  func begin(_ table: Table, to output: inout [UInt8]) {
    for (index, name) in table.columnNames.enumerated() {
      if index > 0 { output.append(comma) }
      // A file that began with `#` or `sep=` would be read as if it began with a comment or a setting.
      let isMistakable = index == 0 && (name.hasPrefix("#") || name.hasPrefix("sep="))
      var name = name
      name.withUTF8 { append($0, isQuoted: isMistakable, to: &output) }
    }
    output.append(0x0A)
  }

  func append(_ row: Int, of table: Table, to output: inout [UInt8]) {
    for (index, column) in table.columns.enumerated() {
      if index > 0 { output.append(comma) }
      if column.appendPlain(row, to: &output) { continue }
      if let text = column.bytes(at: row) { append(text, isQuoted: false, to: &output) }
    }
    output.append(0x0A)
  }

  private let comma = UInt8(ascii: ",")
  private let quote = UInt8(ascii: "\"")

  private func append(
    _ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool, to output: inout [UInt8]
  ) {
    let needsQuotes =
      isQuoted || text.isEmpty
      || text.contains { $0 == comma || $0 == quote || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return output.append(contentsOf: text) }
    output.append(quote)
    for byte in text {
      if byte == quote { output.append(quote) }
      output.append(byte)
    }
    output.append(quote)
  }
}
