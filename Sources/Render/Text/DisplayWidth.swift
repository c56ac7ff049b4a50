// How many terminal columns a text takes once its controls are escaped. Level 1.

/// The display width of a text as it is shown: by grapheme clusters, controls escaped.
///
/// - Returns: 0 for an empty text, a lone combining mark and U+200B; 2 for wide characters, emoji,
///   flags and any cluster with U+FE0F; ambiguous characters count 1.
/// - Source: East Asian Width as in utf8proc, https://www.unicode.org/reports/tr11/
public func displayWidth(_ text: String) -> Int {
  var text = text
  return text.withUTF8 { displayWidth(utf8: $0) }
}

/// The display width of bytes as they are shown; bytes that are not UTF-8 count as `\xff`.
public func displayWidth(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Int {
  if isPlainASCII(bytes) { return bytes.count }
  var shown: [UInt8] = []
  return appendEscaped(bytes, to: &shown)
}

/// Whether bytes are printable ASCII only, so that each is one column and none needs escaping.
func isPlainASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  bytes.allSatisfy { $0 &- 0x20 < 0x5F }
}
