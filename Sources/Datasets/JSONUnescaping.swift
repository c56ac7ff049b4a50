// Strings of JSON -> the texts that they mean. Level 1.

/// Takes escapes out of strings that were checked, into memory that is used again and again.
final class JSONUnescaping {
  private var memory: [UInt8] = []

  /// Hands out the text of a value, valid during the call only: of a string without its quotes and
  /// escapes, of everything else as it is written.
  @inline(__always)
  func withText<Result>(
    of span: JSONSpan, in base: UnsafePointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let written = UnsafeBufferPointer(start: base + span.start, count: Int(span.count))
    guard span.isCoded else { return body(written) }
    decode(written)
    return memory.withUnsafeBufferPointer(body)
  }

  private func decode(_ written: UnsafeBufferPointer<UInt8>) {
    memory.removeAll(keepingCapacity: true)
    var index = 0
    while index < written.count {
      let byte = written[index]
      guard byte == UInt8(ascii: "\\") else {
        memory.append(byte)
        index += 1
        continue
      }
      let mark = written[index + 1]
      guard mark == UInt8(ascii: "u") else {
        memory.append(JSONUnescaping.meaning(of: mark))
        index += 2
        continue
      }
      var scalar = codeUnit(written, at: index + 2)
      index += 6
      if scalar & 0xFC00 == 0xD800 {
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + codeUnit(written, at: index + 2) & 0x3FF
        index += 6
      }
      if let scalar = Unicode.Scalar(scalar) {
        memory.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
  }

  private func codeUnit(_ written: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
    (start..<start + 4).reduce(0) { $0 << 4 | hexValue(written[$1]) }
  }

  private static func meaning(of mark: UInt8) -> UInt8 {
    switch mark {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: mark
    }
  }
}
