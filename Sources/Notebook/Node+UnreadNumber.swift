// Numbers of YAML that SQL has no exact value for, and which must not become texts unnoticed. Level 0.

internal import YAML

extension Node {
  /// The text of a plain scalar that is a number in YAML's core schema but is not read as one, or nil.
  var unreadNumber: String? {
    guard case .scalar(let text, isQuoted: false) = kind else { return nil }
    return isUnreadNumber(text) ? text : nil
  }
}

/// Whether a plain text is a number in YAML's core schema but is not read as one: whole numbers beyond
/// 64 bits, reals beyond the largest, hexadecimal and octal ones, infinity and NaN.
func isUnreadNumber(_ text: String) -> Bool {
  guard case .text = Scalar(plain: text) else { return false }
  let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
  let isSpecial = [".inf", ".nan"].contains(unsigned.lowercased())
  let isWhole = !unsigned.isEmpty && unsigned.utf8.allSatisfy { (0x30...0x39).contains($0) }
  let prefix = unsigned.prefix(2)
  let isBased =
    prefix == "0x" && Int(unsigned.dropFirst(2), radix: 16) != nil
    || prefix == "0o" && Int(unsigned.dropFirst(2), radix: 8) != nil
  let isHuge =
    unsigned.utf8.first.map { (0x2E...0x39).contains($0) } == true
    && Double(text)?.isFinite == false
  return isSpecial || isWhole || isBased || isHuge
}

/// The real nearest to a whole number beyond 64 bits, in decimal digits; nil for anything else and where
/// no finite real is near.
func nearestReal(toWhole text: String) -> Double? {
  let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
  guard !unsigned.isEmpty, unsigned.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
    return nil
  }
  return Double(text).flatMap { $0.isFinite ? $0 : nil }
}
