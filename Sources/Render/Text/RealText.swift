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

/// The nearest real of at most so many significant digits, halves away from zero.
public func rounded(_ value: Double, significantDigits count: Int) -> Double {
  guard value.isFinite else { return value }
  return Double(ExactDecimal(value).scientific(significant: count)) ?? value
}
