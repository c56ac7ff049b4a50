// Table -> tab-separated values, one row a line whatever the values hold. Level 1.

internal import Tabular

/// Tab, line endings and backslash as `\t \n \r \\`; NULL as `\N`.
struct TSVWriter: RowWriter {
  func begin(_ table: Table, to output: inout [UInt8]) {
    for (index, name) in table.columnNames.enumerated() {
      if index > 0 { output.append(0x09) }
      var name = name
      name.withUTF8 { append($0, to: &output) }
    }
    output.append(0x0A)
  }

  func append(_ row: Int, of table: Table, to output: inout [UInt8]) {
    for (index, column) in table.columns.enumerated() {
      if index > 0 { output.append(0x09) }
      if column.appendPlain(row, to: &output) { continue }
      if let text = column.bytes(at: row) {
        append(text, to: &output)
      } else {
        output.append(contentsOf: "\\N".utf8)
      }
    }
    output.append(0x0A)
  }

  private func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    for byte in text {
      switch byte {
      case 0x09: output.append(contentsOf: "\\t".utf8)
      case 0x0A: output.append(contentsOf: "\\n".utf8)
      case 0x0D: output.append(contentsOf: "\\r".utf8)
      case UInt8(ascii: "\\"): output.append(contentsOf: "\\\\".utf8)
      default: output.append(byte)
      }
    }
  }
}
