// Options as one word each, `null=NA,-`: in `.load` and after the name of a file. Level 1.

internal import Diagnostics

extension CSVOptionText {
  /// Reads `name=value`; a word without `=` has an empty value.
  ///
  /// Only `null` and `types` take several values, between commas; those of `types` are `column:type`. `%2C`
  /// and the like stand for characters that mean something else here.
  public init(assignment word: String) {
    let mark = word.firstIndex(of: "=") ?? word.endIndex
    let name = String(word[..<mark])
    let written = word[mark...].dropFirst()
    guard name == "null" || name == "types" else {
      self.init(name: name, values: [CSVOptionText.decoded(String(written))])
      return
    }
    let parts = written.split(separator: ",", omittingEmptySubsequences: false)
      .map(String.init)
    guard name == "types" else {
      self.init(name: name, values: parts.map { CSVOptionText.decoded($0) }, isCollection: true)
      return
    }
    let pairs = parts.map { part in
      let colon = part.lastIndex(of: ":") ?? part.endIndex
      return (String(part[..<colon]), String(part[colon...].dropFirst()))
    }
    self.init(
      name: name, keys: pairs.map { CSVOptionText.decoded($0.0) },
      values: pairs.map { CSVOptionText.decoded($0.1) }, isCollection: true)
  }

  /// The text with `%XX` replaced by the byte it stands for.
  private static func decoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, isHexDigit(bytes[index + 1]),
        isHexDigit(bytes[index + 2])
      {
        plain.append(UInt8(hexValue(bytes[index + 1]) << 4 | hexValue(bytes[index + 2])))
        index += 3
      } else {
        plain.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
