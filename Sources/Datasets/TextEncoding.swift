// Bytes of other encodings -> UTF-8. Level 1.

internal import Diagnostics
internal import Files

/// How bytes stand for characters.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  /// With a byte order mark, or little-endian.
  case utf16 = "utf-16"
  /// With a byte order mark, or big-endian.
  case utf16BigEndian = "utf-16be"
  case latin1
  case windows1252 = "windows-1252"

  /// The encoding of a name that data packages use, or nil for one that is not read.
  ///
  /// - Source: https://www.iana.org/assignments/character-sets/, and Python's names
  init?(packageName: String) {
    let words = packageName.lowercased().split(separator: "_", omittingEmptySubsequences: false)
    switch words.joined(separator: "-") {
    case "utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii": self = .utf8
    case "utf-16", "utf16", "utf-16le", "utf-16-le": self = .utf16
    case "utf-16be", "utf-16-be": self = .utf16BigEndian
    case "latin1", "latin-1", "l1", "iso-8859-1", "iso8859-1", "cp819": self = .latin1
    case "windows-1252", "cp1252", "cp-1252", "x-cp1252": self = .windows1252
    default: return nil
    }
  }

  /// The encoding that a byte order mark of UTF-16 tells, or nil.
  init?(byteOrderMarkOf bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 2,
      (bytes[0], bytes[1]) == (0xFF, 0xFE) || (bytes[0], bytes[1]) == (0xFE, 0xFF)
    else { return nil }
    self = .utf16
  }

  /// The same text in UTF-8.
  ///
  /// - Throws: the place of the first bytes that mean no character.
  func decoded(_ contents: FileContents, file: String) throws(DiagnosticList) -> FileContents {
    let bytes = contents.bytes.bindMemory(to: UInt8.self)
    switch self {
    case .utf8: return contents
    case .utf16, .utf16BigEndian: return FileContents(try utf16(bytes, file: file))
    case .latin1, .windows1252:
      var text: [UInt8] = []
      text.reserveCapacity(bytes.count + bytes.count / 8)
      for byte in bytes {
        if byte < 0x80 { text.append(byte) } else { append(scalar(byte), to: &text) }
      }
      return FileContents(text)
    }
  }

  private func scalar(_ byte: UInt8) -> UInt32 {
    guard self == .windows1252, byte < 0xA0 else { return UInt32(byte) }
    return windows1252Scalars[Int(byte - 0x80)]
  }

  private func utf16(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String
  ) throws(DiagnosticList) -> [UInt8] {
    let hasMark = TextEncoding(byteOrderMarkOf: bytes) != nil
    let isBigEndian = hasMark ? bytes[0] == 0xFE : self == .utf16BigEndian
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = hasMark ? 2 : 0
    while index < bytes.count {
      guard let unit = unit(bytes, index, isBigEndian) else {
        throw fault("the file ends within a character of UTF-16", after: text, file)
      }
      index += 2
      guard unit & 0xF800 == 0xD800 else {
        append(UInt32(unit), to: &text)
        continue
      }
      guard unit < 0xDC00, let low = self.unit(bytes, index, isBigEndian), low & 0xFC00 == 0xDC00
      else { throw fault("half a character of UTF-16", after: text, file) }
      index += 2
      append(0x10000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(low) & 0x3FF, to: &text)
    }
    return text
  }

  private func unit(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ isBigEndian: Bool
  ) -> UInt16? {
    guard index + 1 < bytes.count else { return nil }
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }

  private func fault(_ message: String, after text: [UInt8], _ file: String) -> DiagnosticList {
    // One byte more, because the end of a text belongs to its last line.
    let place = SourceText(text + [0x3F], file: file).place(at: text.count)
    return DiagnosticList([Diagnostic(.dataNotUTF8, message, at: place)])
  }

  private func append(_ scalar: UInt32, to text: inout [UInt8]) {
    if let scalar = Unicode.Scalar(scalar) { text.append(contentsOf: String(scalar).utf8) }
  }
}

/// The characters of the bytes 0x80 to 0x9F.
///
/// - Source: https://encoding.spec.whatwg.org/index-windows-1252.txt
private let windows1252Scalars: [UInt32] = [
  0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
  0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
]
