// The order of values: numbers, then texts by bytes, then blobs; NULL last. Level 1.

internal import Tabular

/// A value as `sort=` compares it.
enum SortKey {
  case number(Double)
  case bytes(rank: Int, [UInt8])
  case null

  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .integer(let integer): self = .number(Double(integer))
    case .real(let real): self = real.isNaN ? .null : .number(real)
    case .text(let text): self = .bytes(rank: 0, Array(text.utf8))
    case .blob(let blob): self = .bytes(rank: 1, blob)
    }
  }

  init(bar: Bar?) {
    switch bar?.value {
    case nil, .null: self = .null
    case .infinite(let isNegative): self = .number(isNegative ? -.infinity : .infinity)
    case .number(let number): self = .number(number.size)
    }
  }

  /// Whether this value comes before another; NULL comes after everything in either direction.
  func precedes(_ other: SortKey, isDescending: Bool) -> Bool {
    switch (self, other) {
    case (.null, _): false
    case (_, .null): true
    default: isDescending ? other.isLess(self) : isLess(other)
    }
  }

  private func isLess(_ other: SortKey) -> Bool {
    switch (self, other) {
    case (.number(let left), .number(let right)): left < right
    case (.number, _): true
    case (.bytes(let leftRank, let left), .bytes(let rightRank, let right)):
      leftRank != rightRank ? leftRank < rightRank : left.lexicographicallyPrecedes(right)
    default: false
    }
  }
}
