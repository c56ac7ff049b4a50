// Table -> SQL that makes its rows again. Level 1.

internal import Tabular

/// One INSERT a line; SQLite reads every value back as it was: its storage class, its bytes, its sign.
struct InsertWriter: RowWriter {
  private let beginning: [UInt8]

  /// Control characters up to which a text stands between quotes, with `char()` for each; SQLite takes no
  /// expression deeper than a thousand.
  private static let spliceLimit = 100

  init(_ table: Table, _ options: FormatOptions) {
    let names = Table.distinctNames(table.columnNames).map(Self.quoted).joined(separator: ",")
    beginning = Array("INSERT INTO \(Self.quoted(options.tableName))(\(names)) VALUES(".utf8)
  }

  func begin(_ table: Table, to output: inout [UInt8]) {}

  func append(_ row: Int, of table: Table, to output: inout [UInt8]) {
    output.append(contentsOf: beginning)
    for (index, column) in table.columns.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      append(column, row, to: &output)
    }
    output.append(contentsOf: ");\n".utf8)
  }

  private func append(_ column: Column, _ row: Int, to output: inout [UInt8]) {
    switch column.storageClass(at: row) {
    case .null: output.append(contentsOf: "NULL".utf8)
    case .integer: _ = column.appendPlain(row, to: &output)
    case .real:
      guard case .real(let real) = column[row] else { return }
      // SQLite has no name for infinity; what is too large becomes one.
      let text = real.isInfinite ? (real < 0 ? "-9e999" : "9e999") : realText(real)
      output.append(contentsOf: text.utf8)
    case .blob:
      output.append(contentsOf: "X'".utf8)
      _ = column.appendPlain(row, to: &output)
      output.append(UInt8(ascii: "'"))
    case .text: if let text = column.bytes(at: row) { append(text, to: &output) }
    }
  }

  private func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    let controlCount = text.count { $0 < 0x20 || $0 == 0x7F }
    if controlCount > Self.spliceLimit || !isValidUTF8(text) {
      output.append(contentsOf: "CAST(X'".utf8)
      for byte in text { appendHex(byte, to: &output) }
      output.append(contentsOf: "' AS TEXT)".utf8)
    } else if controlCount > 0 {
      appendSpliced(text, to: &output)
    } else {
      appendQuoted(text[...], to: &output)
    }
  }

  /// `'a'||char(13,10)||'b'`: a row stays on its line, and no control acts on a terminal.
  private func appendSpliced(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var rest = text[...]
    var isFirst = true
    while !rest.isEmpty {
      if !isFirst { output.append(contentsOf: "||".utf8) }
      isFirst = false
      let plain = rest.prefix { $0 >= 0x20 && $0 != 0x7F }
      if plain.isEmpty {
        let controls = rest.prefix { $0 < 0x20 || $0 == 0x7F }
        let codes = controls.map { String($0) }.joined(separator: ",")
        output.append(contentsOf: "char(\(codes))".utf8)
        rest = rest[controls.endIndex...]
      } else {
        appendQuoted(plain, to: &output)
        rest = rest[plain.endIndex...]
      }
    }
  }

  private func appendQuoted(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, to output: inout [UInt8]
  ) {
    let quote = UInt8(ascii: "'")
    output.append(quote)
    for byte in text {
      if byte == quote { output.append(quote) }
      output.append(byte)
    }
    output.append(quote)
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}

private func isValidUTF8(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  var offset = 0
  while offset < text.count {
    let (scalar, length) = decodeScalar(text, at: offset)
    if scalar == nil { return false }
    offset += length
  }
  return true
}
