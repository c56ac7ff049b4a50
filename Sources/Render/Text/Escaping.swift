// Controls made visible, so that a text never moves the cursor or reorders its line. Level 1.

internal import CUTF8Proc

/// The text on one line without controls: `\n`, `\t`, `\r`, `\e`, `\x07`, `\u{2028}`, `\u{202e}`.
///
/// C0, DEL, C1, line and paragraph separators, bidi embeddings, overrides and isolates are
/// escaped; all else, backslashes too, stays as it is.
public func escaped(_ text: String) -> String {
  var text = text
  return text.withUTF8 { escaped(utf8: $0) }
}

/// The same for bytes that need not be UTF-8; each wrong byte is shown as `\xff`.
public func escaped(utf8 bytes: UnsafeBufferPointer<UInt8>) -> String {
  var shown: [UInt8] = []
  appendEscaped(bytes, to: &shown)
  return String(decoding: shown, as: UTF8.self)
}

/// Appends bytes as `escaped(utf8:)` shows them.
///
/// - Returns: the display width of what was appended, taken on its own.
@discardableResult
public func appendEscaped(
  _ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
) -> Int {
  if isPlainASCII(bytes) {
    output.append(contentsOf: bytes)
    return bytes.count
  }
  let start = output.count
  var offset = 0
  while offset < bytes.count {
    let (scalar, length) = decodeScalar(bytes, at: offset)
    if let scalar, !isControl(scalar) {
      output.append(contentsOf: bytes[offset..<offset + length])
    } else if let scalar {
      appendEscape(of: scalar, to: &output)
    } else {
      appendHexEscape(bytes[offset], to: &output)
    }
    offset += length
  }
  return output.withUnsafeBufferPointer { all in
    clusterWidths(UnsafeBufferPointer(rebasing: all[start...]))
  }
}

/// The scalar at an offset and its length in bytes; nil and 1 where the bytes are not UTF-8.
func decodeScalar(
  _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
) -> (scalar: Int32?, length: Int) {
  guard let base = bytes.baseAddress else { return (nil, 1) }
  var scalar: Int32 = -1
  let length = utf8proc_iterate(base + offset, bytes.count - offset, &scalar)
  return length > 0 && scalar >= 0 ? (scalar, length) : (nil, 1)
}

/// Whether a scalar moves the cursor or reorders its line.
func isControl(_ scalar: Int32) -> Bool {
  switch scalar {
  case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}

private func appendEscape(of scalar: Int32, to output: inout [UInt8]) {
  switch scalar {
  case 0x0A: output.append(contentsOf: "\\n".utf8)
  case 0x09: output.append(contentsOf: "\\t".utf8)
  case 0x0D: output.append(contentsOf: "\\r".utf8)
  case 0x1B: output.append(contentsOf: "\\e".utf8)
  case 0..<0x80: appendHexEscape(UInt8(scalar), to: &output)
  default: output.append(contentsOf: "\\u{\(String(scalar, radix: 16))}".utf8)
  }
}

private func appendHexEscape(_ byte: UInt8, to output: inout [UInt8]) {
  output.append(contentsOf: "\\x".utf8)
  appendHex(byte, to: &output)
}

/// Appends a byte as two lower-case hexadecimal digits.
func appendHex(_ byte: UInt8, to output: inout [UInt8]) {
  for nibble in [byte >> 4, byte & 15] {
    output.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
  }
}
