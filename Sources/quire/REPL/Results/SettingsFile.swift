// The file of settings: lines `name value`, read when a session at a terminal begins. Level 5.

internal import Diagnostics

/// Reads settings as the commands take them; blank lines and lines that begin with `#` say nothing.
///
/// - Returns: what is wrong, each at its place; all other lines hold.
func read(_ text: SourceText, into settings: inout DisplaySettings) -> [Diagnostic] {
  var found: [Diagnostic] = []
  guard String(validating: text.bytes, as: UTF8.self) != nil else {
    return [text.diagnostic(.notUTF8, "the settings are not UTF-8", at: 0..<0)]
  }
  for index in text.lineStarts.indices {
    let content = text.lineContentRange(index)
    let words = content.trimming(blanksOf: text.bytes)
    guard let first = words.first, text.bytes[first] != UInt8(ascii: "#") else { continue }
    let nameEnd = text.bytes[words].firstIndex { $0 == 0x20 || $0 == 0x09 } ?? words.upperBound
    let name = String(decoding: text.bytes[words.lowerBound..<nameEnd], as: UTF8.self)
    let value = (nameEnd..<words.upperBound).trimming(blanksOf: text.bytes)
    guard let setting = Setting.all.first(where: { $0.name == name }) else {
      found.append(unknown(name, text, at: words.lowerBound..<nameEnd))
      continue
    }
    guard !value.isEmpty else {
      let message = "\(name) has no value"
      found.append(
        text.diagnostic(
          .badValue, message, at: words.lowerBound..<nameEnd, hint: "\(name) \(setting.operand)"))
      continue
    }
    do throws(SettingFault) {
      try settings.set(setting, String(decoding: text.bytes[value], as: UTF8.self), .config)
    } catch {
      found.append(text.diagnostic(.badValue, error.message, at: value, hint: error.hint))
    }
  }
  return found
}

private func unknown(_ name: String, _ text: SourceText, at range: Range<Int>) -> Diagnostic {
  let names = Setting.all.map(\.name)
  let bare = name.hasPrefix(".") ? String(name.dropFirst()) : name
  let hint =
    names.contains(bare)
    ? "settings stand here without a dot: \(bare)"
    : didYouMean(bare, among: names) ?? "the settings are \(names.joined(separator: ", "))"
  return text.diagnostic(.unknownKey, "no such setting: \(name)", at: range, hint: hint)
}

extension Range<Int> {
  /// The range without the blanks at its ends.
  fileprivate func trimming(blanksOf bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (lowerBound, upperBound)
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return start..<end
  }
}
