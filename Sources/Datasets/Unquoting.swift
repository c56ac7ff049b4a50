// The values of fields, and how messages show them. Level 1.

/// Takes doubled quotes and escapes out of fields, into memory that is used again and again.
final class Unquoting {
  private var memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)
  private let escape: UInt8?
  private let nullSequence: [UInt8]?

  init(_ dialect: Dialect) {
    escape = dialect.escape
    nullSequence = dialect.nullSequence
  }

  deinit { memory.deallocate() }

  /// The value of a field, valid until the next call.
  @inline(__always)
  func value(of span: FieldSpan, in base: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let content = UnsafeBufferPointer(start: base + span.start, count: Int(span.count))
    return span.isCoded
      ? decoded(content, quote: span.isQuoted ? base[span.start - 1] : nil)
      : content
  }

  private func decoded(
    _ content: UnsafeBufferPointer<UInt8>, quote: UInt8?
  ) -> UnsafeBufferPointer<UInt8> {
    // `\N` stands for NULL as it is written, before escapes are taken out.
    if quote == nil, let nullSequence, equal(nullSequence, content) { return content }
    if memory.count < content.count {
      memory.deallocate()
      memory = .allocate(capacity: content.count * 2)
    }
    var (length, index) = (0, 0)
    while index < content.count {
      let isMark = content[index] == escape || content[index] == quote
      if isMark, index + 1 < content.count { index += 1 }
      memory[length] = content[index]
      length += 1
      index += 1
    }
    return UnsafeBufferPointer(rebasing: memory[..<length])
  }
}

/// The text of a field for a message: quoted, shortened, control characters escaped.
func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
  var text = "\""
  for (count, scalar) in String(decoding: bytes.prefix(160), as: UTF8.self).unicodeScalars
    .enumerated()
  {
    if count == 40 { return text + "…\"" }
    switch scalar {
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    default:
      if scalar.value < 0x20 || scalar.value == 0x7F {
        text += "\\x" + hex(UInt8(scalar.value))
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
  return text + "\""
}

/// A count with commas between thousands: `1,203`.
func grouped(_ count: Int) -> String {
  let digits = Array(String(count))
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return text
}
