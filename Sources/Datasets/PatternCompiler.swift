// A pattern's tree -> the instructions that match it. Level 1.

/// One step of a compiled pattern.
enum PatternInstruction: Sendable {
  case scalar(UInt32)
  case set(ScalarSet)
  case any
  case split(Int, Int)
  case jump(Int)
  case start
  case end
  case match

  /// Whether this step reads a scalar.
  func accepts(_ scalar: UInt32) -> Bool {
    switch self {
    case .scalar(let wanted): scalar == wanted
    case .set(let set): set.contains(scalar)
    case .any: scalar != 0x0A && scalar != 0x0D
    case .split, .jump, .start, .end, .match: false
    }
  }
}

/// The scalars that a class stands for.
struct ScalarSet: Sendable {
  /// Classes with a letter of their own.
  enum Named: Sendable {
    case digit, word, space
  }

  var ranges: [ClosedRange<UInt32>] = []
  var named: [(Named, isNegated: Bool)] = []
  var isNegated = false

  func contains(_ scalar: UInt32) -> Bool {
    let isIn =
      ranges.contains { $0.contains(scalar) }
      || named.contains { has(scalar, $0.0) != $0.isNegated }
    return isIn != isNegated
  }

  /// - Source: Unicode's Nd for `\d`, letters, marks, digits and `_` for `\w`, XML's blanks for `\s`
  private func has(_ scalar: UInt32, _ name: Named) -> Bool {
    guard let properties = Unicode.Scalar(scalar)?.properties else { return false }
    let isDecimal = properties.generalCategory == .decimalNumber
    switch name {
    case .digit: return isDecimal
    case .space: return scalar == 0x20 || scalar == 0x09 || scalar == 0x0A || scalar == 0x0D
    case .word:
      return isDecimal || scalar == 0x5F || properties.isAlphabetic
        || properties.generalCategory == .nonspacingMark
    }
  }
}

/// Lays a tree out as instructions.
struct PatternCompiler {
  private(set) var instructions: [PatternInstruction] = []
  private static let sizeLimit = 20_000

  /// Adds the instructions of a tree; false when they become too many.
  mutating func add(_ tree: PatternTree) -> Bool {
    guard instructions.count < PatternCompiler.sizeLimit else { return false }
    switch tree {
    case .step(let instruction):
      instructions.append(instruction)
      return true
    case .sequence(let parts):
      for part in parts where !add(part) { return false }
      return true
    case .either(let left, let right): return addEither(left, right)
    case .repeated(let part, let least, let most): return addRepeated(part, least, most)
    }
  }

  private mutating func addEither(_ left: PatternTree, _ right: PatternTree) -> Bool {
    let split = instructions.count
    instructions.append(.split(split + 1, 0))
    guard add(left) else { return false }
    let jump = instructions.count
    instructions.append(.jump(0))
    instructions[split] = .split(split + 1, instructions.count)
    guard add(right) else { return false }
    instructions[jump] = .jump(instructions.count)
    return true
  }

  private mutating func addRepeated(_ part: PatternTree, _ least: Int, _ most: Int?) -> Bool {
    for _ in 0..<least where !add(part) { return false }
    guard let most else { return addStar(part) }
    for _ in least..<max(least, most) {
      let split = instructions.count
      instructions.append(.split(split + 1, 0))
      guard add(part) else { return false }
      instructions[split] = .split(split + 1, instructions.count)
    }
    return true
  }

  private mutating func addStar(_ part: PatternTree) -> Bool {
    let split = instructions.count
    instructions.append(.split(split + 1, 0))
    guard add(part) else { return false }
    instructions.append(.jump(split))
    instructions[split] = .split(split + 1, instructions.count)
    return true
  }
}
