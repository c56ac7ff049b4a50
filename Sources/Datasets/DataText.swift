// The text of one data file: UTF-8 without NUL, ready to be cut into records. Level 1.

internal import Diagnostics
internal import Files

/// The bytes of a data file that was checked to be text.
struct DataText {
  /// The name that diagnostics show.
  let file: String
  /// Where the text begins, after the byte order mark.
  let start: Int
  /// Whether CR alone ends a record: where the text has no LF at all.
  let endsAtCarriageReturn: Bool
  private let contents: FileContents

  /// All bytes, valid while this value lives.
  var bytes: UnsafeBufferPointer<UInt8> { contents.bytes.bindMemory(to: UInt8.self) }

  /// Checks that a file is text.
  ///
  /// - Throws: that it is empty, or the place of the first byte that is not UTF-8 or is NUL.
  init(_ contents: FileContents, file: String) throws(DiagnosticList) {
    self.contents = contents
    self.file = file
    start = contents.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    endsAtCarriageReturn = !contents.bytes.contains(0x0A)
    guard start < contents.bytes.count else {
      throw DiagnosticList([Diagnostic(.malformedCSV, "\(file): the file is empty")])
    }
    if let offset = firstInvalidUTF8(in: bytes)?.lowerBound {
      throw DiagnosticList([notUTF8(at: offset)])
    }
    if let offset = bytes.firstIndex(of: 0) {
      let violation = Violation(
        fileIndex: 0, offset: offset, length: 1, code: .malformedCSV, message: "a NUL byte",
        hint: nil)
      var finder = PlaceFinder(self)
      throw DiagnosticList([finder.diagnostic(violation)])
    }
  }

  /// Whether some lines end in CR LF and some in LF alone.
  var hasMixedLineEndings: Bool {
    var (pairCount, aloneCount) = (0, 0)
    for index in bytes.indices where bytes[index] == 0x0A {
      if index > 0, bytes[index - 1] == 0x0D { pairCount += 1 } else { aloneCount += 1 }
    }
    return pairCount > 0 && aloneCount > 0
  }

  private func notUTF8(at offset: Int) -> Diagnostic {
    let isUTF16 =
      bytes.count > 1 && (bytes[0], bytes[1]) == (0xFF, 0xFE)
      || bytes.count > 1 && (bytes[0], bytes[1]) == (0xFE, 0xFF)
    let message =
      isUTF16 ? "the file is UTF-16, not UTF-8" : "byte 0x\(hex(bytes[offset])) is not UTF-8"
    let violation = Violation(
      fileIndex: 0, offset: offset, length: 1, code: .dataNotUTF8, message: message,
      hint: "convert the file to UTF-8")
    var finder = PlaceFinder(self)
    return finder.diagnostic(violation)
  }
}

/// Takes doubled quotes out of fields, into memory that is used again and again.
final class Unquoting {
  private var memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)

  deinit { memory.deallocate() }

  /// The value of a field, valid until the next call.
  func value(of span: FieldSpan, in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>
  {
    let content = UnsafeBufferPointer(rebasing: bytes[span.content])
    guard span.hasDoubledQuotes else { return content }
    let quote = bytes[span.offset]
    if memory.count < content.count {
      memory.deallocate()
      memory = .allocate(capacity: content.count * 2)
    }
    var (length, index) = (0, 0)
    while index < content.count {
      memory[length] = content[index]
      length += 1
      index += content[index] == quote ? 2 : 1
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
