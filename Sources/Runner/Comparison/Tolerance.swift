// How far two numbers may lie apart. Level 3.

internal import Notebook

/// A number of a table.
enum ComparedNumber {
  case integer(Int64)
  case real(Double)

  /// Reads a shown number; nil for anything else.
  init?(_ text: String) {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || ".+-eE".utf8.contains(byte)
    }
    if isPlain, let integer = Int64(text) {
      self = .integer(integer)
    } else if isPlain || text == "inf" || text == "-inf", let real = Double(text) {
      self = .real(real)
    } else {
      return nil
    }
  }

  /// The number, rounded where it is an integer beyond 2^53.
  var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    }
  }
}

/// What `tol` and `rtol` allow.
struct Tolerance {
  private let absolute: Double
  private let relative: Double

  /// Takes the tolerances of a cell.
  init(_ options: CellOptions) {
    absolute = options.tolerance
    relative = options.relativeTolerance
  }

  /// Whether two numbers must be equal.
  var isZero: Bool { absolute == 0 && relative == 0 }

  /// Whether two numbers count as equal: not farther apart than `tol`, or than `rtol` times the
  /// larger of the two.
  ///
  /// - Parameter slack: what rounding for display may add when there is a tolerance at all.
  func allows(_ left: ComparedNumber, _ right: ComparedNumber, slack: Double = 0) -> Bool {
    if case .integer(let a) = left, case .integer(let b) = right {
      if a == b { return true }
      if isZero { return false }
      let distance = a > b ? UInt64(bitPattern: a &- b) : UInt64(bitPattern: b &- a)
      return Double(distance) <= limit(Double(a), Double(b))
    }
    let (a, b) = (left.double, right.double)
    if a == b { return true }
    guard !isZero, a.isFinite, b.isFinite else { return false }
    return (a - b).magnitude <= limit(a, b) + slack
  }

  /// How far from a number all numbers lie that count as equal to it, or nil when they may lie anywhere.
  func reach(of number: Double, slack: Double) -> Double? {
    guard number.isFinite, relative < 0.99 else { return nil }
    // |a - b| <= r max(|a|, |b|) + s, and |b| <= |a| + |a - b|.
    let far = (relative * number.magnitude + slack) / (1 - relative)
    // A little more for the rounding of integers beyond 2^53, and of this.
    return max(absolute + slack, far) * 1.000001 + number.magnitude * 1e-12
  }

  private func limit(_ a: Double, _ b: Double) -> Double {
    max(absolute, relative * max(a.magnitude, b.magnitude))
  }
}
