// Values are equal as SQLite's BINARY collation has it, not as Swift's canonical equivalence has it. Level 0.

extension Value {
  /// Whether two values have the same class and the same bytes; reals are compared as numbers.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.integer(let a), .integer(let b)): a == b
    case (.real(let a), .real(let b)): a == b
    case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
    case (.blob(let a), .blob(let b)): a == b
    case (.null, _), (.integer, _), (.real, _), (.text, _), (.blob, _): false
    }
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .integer(let integer): hasher.combine(integer)
    case .real(let real): hasher.combine(real)
    case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
    case .blob(let blob): hasher.combine(blob)
    }
  }
}
