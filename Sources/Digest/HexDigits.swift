// Bytes -> hexadecimal digits. Level 0.

/// Bytes as lower-case hexadecimal digits, two a byte.
func hexDigits(of bytes: some Collection<UInt8>) -> String {
  String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
    var position = 0
    for byte in bytes {
      buffer[position] = hexDigit(byte >> 4)
      buffer[position + 1] = hexDigit(byte & 15)
      position += 2
    }
    return position
  }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
