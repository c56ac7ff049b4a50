// Texts of the forms that Table Schema has names for. Level 1.

/// The formats of `string`.
///
/// - Source: https://datapackage.org/standard/table-schema/#string
enum TextForm: String, CaseIterable {
  case email, uri, uuid, binary

  /// The form in a sentence: "is not …".
  var noun: String {
    switch self {
    case .email: "an email address"
    case .uri: "a URI"
    case .uuid: "a UUID"
    case .binary: "base64"
    }
  }

  /// Whether a text is of the form.
  func fits(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .email: isEmail(bytes)
    case .uri: isURI(bytes)
    case .uuid: isUUID(bytes)
    case .binary: isBase64(bytes)
    }
  }

  /// Something, `@`, a domain; which addresses there are only the mail itself can tell.
  private func isEmail(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let sign = bytes.lastIndex(of: UInt8(ascii: "@")), sign > 0 else { return false }
    let domain = bytes[(sign + 1)...]
    let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.allSatisfy { !$0.isEmpty } && bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }

  /// A scheme, a colon and something without blanks.
  ///
  /// - Source: RFC 3986, section 3
  private func isURI(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count
    else { return false }
    let isScheme = bytes[..<colon].allSatisfy { isAlphanumeric($0) || "+-.".utf8.contains($0) }
    return isScheme && !isDigit(bytes[0]) && isAlphanumeric(bytes[0])
      && bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"<>\"{}|\\^`".utf8.contains($0) }
  }

  private func isUUID(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let dashes = [8, 13, 18, 23]
    return bytes.count == 36
      && bytes.indices.allSatisfy {
        dashes.contains($0) ? bytes[$0] == UInt8(ascii: "-") : isHexDigit(bytes[$0])
      }
  }

  /// - Source: RFC 4648, section 4
  private func isBase64(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return bytes.count % 4 == 0 && padding <= 2
      && bytes.dropLast(padding).allSatisfy { isAlphanumeric($0) || "+/".utf8.contains($0) }
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }
}
