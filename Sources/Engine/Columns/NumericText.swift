// Which texts SQLite may take for numbers when it compares them with numbers. Level 1.

/// The number that a text reads as under NUMERIC affinity, to about fifteen digits; nil when it is
/// none. Blanks around it are allowed, anything else is not.
///
/// - Source: https://www.sqlite.org/datatype3.html#type_affinity
func approximateNumber(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
  var reader = NumberReader(text: text)
  return reader.read()
}

/// Whether two approximate numbers may be the same one.
func isNear(_ left: Double, _ right: Double) -> Bool {
  left == right || (left - right).magnitude <= max(left.magnitude, right.magnitude) * 1e-12 + 1e-290
}

private struct NumberReader {
  let text: UnsafeBufferPointer<UInt8>
  var index = 0
  var mantissa = 0.0
  var exponent = 0
  var digitCount = 0

  private var next: UInt8 { index < text.count ? text[index] : 0 }

  mutating func read() -> Double? {
    skipBlanks()
    let isNegative = next == UInt8(ascii: "-")
    if isNegative || next == UInt8(ascii: "+") { index += 1 }
    readDigits(exponentStep: 0)
    if next == UInt8(ascii: ".") {
      index += 1
      readDigits(exponentStep: -1)
    }
    guard digitCount > 0 else { return nil }
    guard readExponent() else { return nil }
    skipBlanks()
    guard index == text.count else { return nil }
    return (isNegative ? -1 : 1) * scaled()
  }

  private mutating func skipBlanks() {
    while index < text.count, next == 32 || (9...13).contains(next) { index += 1 }
  }

  private mutating func readDigits(exponentStep: Int) {
    while (48...57).contains(next) {
      mantissa = mantissa * 10 + Double(next - 48)
      if mantissa > 1e200 {
        mantissa /= 1e100
        exponent += 100
      }
      exponent += exponentStep
      digitCount += 1
      index += 1
    }
  }

  private mutating func readExponent() -> Bool {
    guard next | 0x20 == UInt8(ascii: "e") else { return true }
    index += 1
    let isNegative = next == UInt8(ascii: "-")
    if isNegative || next == UInt8(ascii: "+") { index += 1 }
    guard (48...57).contains(next) else { return false }
    var magnitude = 0
    while (48...57).contains(next) {
      magnitude = min(magnitude * 10 + Int(next - 48), 100_000)
      index += 1
    }
    exponent += isNegative ? -magnitude : magnitude
    return true
  }

  /// The mantissa times ten to the exponent.
  private func scaled() -> Double {
    var (value, steps) = (mantissa, min(exponent.magnitude, 2000))
    while steps > 0, value != 0, value.isFinite {
      let step = min(steps, 15)
      var power = 1.0
      for _ in 0..<step { power *= 10 }
      value = exponent < 0 ? value / power : value * power
      steps -= step
    }
    return value
  }
}
