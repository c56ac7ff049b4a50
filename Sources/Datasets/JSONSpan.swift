// Where one value lies in a JSON text. Level 1.

/// One value of an object, or its absence.
struct JSONSpan: BitwiseCopyable {
  /// What the value is.
  enum Kind: UInt8 {
    /// The object has no such name.
    case missing
    case null
    case yes
    case no
    /// A number of nothing but a sign and digits.
    case integer
    /// Any other number.
    case real
    case string
    /// An object or an array, as it is written.
    case nested
  }

  /// The offset of its first byte; of a string, the one after the quote.
  var start = 0
  /// How many bytes it takes, a string's quotes left out.
  var count: UInt32 = 0
  var kind = Kind.missing
  /// Whether a string holds escapes.
  var isCoded = false

  /// The offset of its first byte, the quote included.
  var offset: Int { kind == .string ? start - 1 : start }

  /// How many bytes it takes, the quotes included.
  var length: Int { max(1, Int(count) + (kind == .string ? 2 : 0)) }

  /// Whether it is NULL.
  var isAbsent: Bool { kind == .missing || kind == .null }
}

/// Where a text stops being JSON, and what was expected there.
struct JSONFault: Error {
  let offset: Int
  let message: String
  var hint: String?
  /// Whether nothing after it is worth reading.
  var isFatal = false
}
