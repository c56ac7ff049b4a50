// Numbers as other countries and people write them -> numbers as they are parsed. Level 1.

/// How the numbers of a field are written.
///
/// - Source: https://datapackage.org/standard/table-schema/#number
public struct NumberFormat: Sendable, Hashable {
  /// What stands between whole and fraction; used by numbers.
  public var decimal = "."
  /// What stands between groups of digits; empty for none.
  public var group = ""
  /// Whether nothing stands around the number; otherwise a currency or a unit may.
  public var isBare = true

  /// Numbers as XML Schema has them.
  public init() {}

  /// Whether nothing differs from XML Schema.
  var isPlain: Bool { decimal == "." && group.isEmpty && isBare }
}

/// Rewrites texts of numbers.
///
/// Nothing is guessed: groups have three digits (those before the last may have two), and where it is not clear
/// whether something around a number is its sign or its point, the text is no number.
struct NumberRewriter {
  private let decimal: [UInt8]
  private let group: [UInt8]
  private let isBare: Bool

  init(_ format: NumberFormat) {
    decimal = Array(format.decimal.utf8)
    group = Array(format.group.utf8)
    isBare = format.isBare
  }

  /// The number as `parseNumber` and `parseInteger` read it, or nil when there is none.
  func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard !isBare else { return rewritten(bytes[...]) }
    guard let first = bytes.firstIndex(where: isDigit), let last = bytes.lastIndex(where: isDigit)
    else { return Array(bytes) }
    guard let (isNegative, start) = beginning(of: bytes, digit: first),
      !hasSign(bytes[(last + 1)...])
    else { return nil }
    return rewritten(bytes[start...last]).map { isNegative ? [UInt8(ascii: "-")] + $0 : $0 }
  }

  /// Where a number that people wrote something before begins, and whether its sign stands before that.
  private func beginning(
    of bytes: UnsafeBufferPointer<UInt8>, digit: Int
  ) -> (isNegative: Bool, start: Int)? {
    var start = digit
    if bytes[..<start].suffix(decimal.count).elementsEqual(decimal) {
      let before = start - decimal.count
      // `Rs.500` is no half rupee, `EUR .5` is half a euro; `x.5` could be either.
      if before > 0, isLetter(bytes[before - 1]) || bytes[before - 1] >= 0x80 { return nil }
      start = before
    }
    if start > 0, isSign(bytes[start - 1]) { start -= 1 }
    var prefix = bytes[..<start]
    let isNegative = prefix.first == UInt8(ascii: "-")
    if let first = prefix.first, isSign(first), !isSign(bytes[start]) {
      prefix = prefix.dropFirst()
    }
    let isClear = !prefix.contains { isSign($0) || $0 == UInt8(ascii: "(") } && !hasMinus(prefix)
    return isClear ? (isNegative && prefix.count < start, start) : nil
  }

  /// Whether a sign stands first in what follows a number, as accountants write it.
  private func hasSign(_ suffix: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let rest = suffix.drop { $0 == 0x20 }
    return rest.first.map(isSign) ?? false || hasMinus(rest.prefix(3))
  }

  /// Whether a true minus sign, U+2212, is there, which the standard does not know.
  private func hasMinus(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: [0xE2, 0x88, 0x92]) }
  }

  private func rewritten(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    var rest = bytes
    var text: [UInt8] = []
    if let sign = rest.first, isSign(sign) {
      text.append(sign)
      rest = rest.dropFirst()
    }
    guard let whole = wholeDigits(&rest) else { return nil }
    text += whole
    if !decimal.isEmpty, rest.starts(with: decimal) {
      text.append(UInt8(ascii: "."))
      rest = rest.dropFirst(decimal.count)
    } else if rest.first == UInt8(ascii: ".") {
      return nil
    }
    return text + rest
  }

  /// Takes the digits before the point; nil when their groups are none.
  private func wholeDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    var digits: [UInt8] = []
    var groups = [0]
    while let byte = rest.first {
      if isDigit(byte) {
        digits.append(byte)
        groups[groups.count - 1] += 1
        rest = rest.dropFirst()
      } else if !group.isEmpty, rest.starts(with: group) {
        groups.append(0)
        rest = rest.dropFirst(group.count)
      } else {
        break
      }
    }
    guard groups.count > 1 else { return digits }
    let isGrouped =
      (1...3).contains(groups[0]) && groups.last == 3
      && groups.dropFirst().allSatisfy { $0 == 2 || $0 == 3 }
    return isGrouped && digits.first != UInt8(ascii: "0") ? digits : nil
  }

  private func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
