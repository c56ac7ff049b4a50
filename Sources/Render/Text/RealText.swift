// The one spelling of reals in tables, charts and prose. Level 1.

/// The shortest text that reads back as the same real: `191.1`, `78.0`, `1e21`, `-0.0`, `inf`.
///
/// Swift's `description` with the exponent bare: no `+`, no leading zero.
public func realText(_ value: Double) -> String {
  let text = value.description
  guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "e")) else { return text }
  var exponent = text[text.index(after: mark)...]
  let sign = exponent.utf8.first == UInt8(ascii: "-") ? "-" : ""
  if let first = exponent.utf8.first, !(0x30...0x39).contains(first) { exponent.removeFirst() }
  let digits = exponent.drop { $0 == "0" }
  return text[...mark] + sign + (digits.isEmpty ? "0" : digits)
}

/// Appends a real as `realText` spells it, and gives the count of its bytes.
func appendReal(_ value: Double, to output: inout [UInt8]) -> Int {
  var text = value.description
  return text.withUTF8 { bytes in
    guard bytes.contains(UInt8(ascii: "e")) else {
      output.append(contentsOf: bytes)
      return bytes.count
    }
    let spelled = realText(value).utf8
    output.append(contentsOf: spelled)
    return spelled.count
  }
}

/// The nearest real of at most so many significant digits, halves away from zero.
public func rounded(_ value: Double, significantDigits count: Int) -> Double {
  guard value.isFinite else { return value }
  return Double(ExactDecimal(value).scientific(significant: count)) ?? value
}
