// Table -> JSON: an array of objects, or one object a line. Level 1.

internal import Tabular

/// Numbers as numbers, infinities as `null`, blobs as texts of hexadecimal digits; a name that stands
/// twice gets a number, because an object has each name once.
struct JSONWriter: RowWriter {
  private let isArray: Bool
  private let keys: [[UInt8]]

  init(_ table: Table, isArray: Bool) {
    self.isArray = isArray
    keys = Table.distinctNames(table.columnNames).map { name in
      var key: [UInt8] = []
      appendJSON(name, to: &key)
      return key + [UInt8(ascii: ":")]
    }
  }

  func begin(_ table: Table, to output: inout [UInt8]) {
    if isArray { output.append(contentsOf: table.rowCount == 0 ? "[".utf8 : "[\n".utf8) }
  }

  func append(_ row: Int, of table: Table, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    for (index, column) in table.columns.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output.append(contentsOf: keys[index])
      append(column, row, to: &output)
    }
    output.append(UInt8(ascii: "}"))
    if isArray, row + 1 < table.rowCount { output.append(UInt8(ascii: ",")) }
    output.append(0x0A)
  }

  func end(_ table: Table, to output: inout [UInt8]) {
    if isArray { output.append(contentsOf: "]\n".utf8) }
  }

  private func append(_ column: Column, _ row: Int, to output: inout [UInt8]) {
    switch column.storageClass(at: row) {
    case .null: output.append(contentsOf: "null".utf8)
    case .integer: _ = column.appendPlain(row, to: &output)
    case .real:
      if case .real(let real) = column[row], real.isFinite {
        output.append(contentsOf: realText(real).utf8)
      } else {
        output.append(contentsOf: "null".utf8)
      }
    case .text: if let text = column.bytes(at: row) { appendJSON(text, to: &output) }
    case .blob:
      output.append(UInt8(ascii: "\""))
      _ = column.appendPlain(row, to: &output)
      output.append(UInt8(ascii: "\""))
    }
  }
}

func appendJSON(_ text: String, to output: inout [UInt8]) {
  var text = text
  text.withUTF8 { appendJSON($0, to: &output) }
}

/// Appends a text as a JSON string; controls are escaped, bytes that are not UTF-8 become U+FFFD.
func appendJSON(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
  output.append(UInt8(ascii: "\""))
  var offset = 0
  while offset < text.count {
    let byte = text[offset]
    if byte >= 0x20, byte < 0x7F {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        output.append(UInt8(ascii: "\\"))
      }
      output.append(byte)
      offset += 1
      continue
    }
    let (scalar, length) = decodeScalar(text, at: offset)
    if let scalar, !isControl(scalar) {
      output.append(contentsOf: text[offset..<offset + length])
    } else {
      appendUnicodeEscape(scalar ?? 0xFFFD, to: &output)
    }
    offset += length
  }
  output.append(UInt8(ascii: "\""))
}

private func appendUnicodeEscape(_ scalar: Int32, to output: inout [UInt8]) {
  switch scalar {
  case 0x0A: output.append(contentsOf: "\\n".utf8)
  case 0x0D: output.append(contentsOf: "\\r".utf8)
  case 0x09: output.append(contentsOf: "\\t".utf8)
  default:
    output.append(contentsOf: "\\u".utf8)
    appendHex(UInt8(truncatingIfNeeded: scalar >> 8), to: &output)
    appendHex(UInt8(truncatingIfNeeded: scalar), to: &output)
  }
}
