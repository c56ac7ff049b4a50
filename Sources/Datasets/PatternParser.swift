// The text of a pattern -> its tree. Level 1.

/// A pattern taken apart.
indirect enum PatternTree {
  case step(PatternInstruction)
  case sequence([PatternTree])
  case either(PatternTree, PatternTree)
  /// `most` is nil when there is no upper limit.
  case repeated(PatternTree, least: Int, most: Int?)
}

/// A recursive descent over a pattern.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func parse() throws(PatternFault) -> PatternTree {
    let tree = try alternatives()
    guard index == scalars.count else { throw fault("a \")\" without \"(\"") }
    return tree
  }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func fault(_ message: String, at position: Int? = nil) -> PatternFault {
    PatternFault(position: (position ?? index) + 1, message: message)
  }

  private mutating func alternatives() throws(PatternFault) -> PatternTree {
    var tree = try sequence()
    while current == "|" {
      index += 1
      tree = .either(tree, try sequence())
    }
    return tree
  }

  private mutating func sequence() throws(PatternFault) -> PatternTree {
    var parts: [PatternTree] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      parts.append(try repeated(try atom()))
    }
    return .sequence(parts)
  }

  private mutating func atom() throws(PatternFault) -> PatternTree {
    guard let scalar = current else { throw fault("the pattern ends too early") }
    index += 1
    switch scalar {
    case "(": return try group()
    case "[": return .step(.set(try set()))
    case ".": return .step(.any)
    case "^": return .step(.start)
    case "$": return .step(.end)
    case "\\": return .step(try escape())
    case "?", "*", "+": throw fault("nothing to repeat", at: index - 1)
    case "{", "}", "]":
      throw fault("write \\\(scalar) for the character itself", at: index - 1)
    default: return .step(.scalar(scalar.value))
    }
  }

  private mutating func group() throws(PatternFault) -> PatternTree {
    let start = index - 1
    if current == "?" {
      index += 1
      guard current == ":" else { throw fault("groups of this kind are not known", at: start) }
      index += 1
    }
    depth += 1
    guard depth < 100 else { throw fault("nested too deeply", at: start) }
    let tree = try alternatives()
    depth -= 1
    guard current == ")" else { throw fault("a group is not closed", at: start) }
    index += 1
    return tree
  }

  private mutating func repeated(_ atom: PatternTree) throws(PatternFault) -> PatternTree {
    let tree: PatternTree
    switch current {
    case "?": tree = .repeated(atom, least: 0, most: 1)
    case "*": tree = .repeated(atom, least: 0, most: nil)
    case "+": tree = .repeated(atom, least: 1, most: nil)
    case "{": return try counted(atom)
    default: return atom
    }
    index += 1
    try endRepetition()
    return tree
  }

  /// Steps over the `?` of a lazy repetition, which changes nothing for a whole match.
  private mutating func endRepetition() throws(PatternFault) {
    if current == "?" { index += 1 }
    if let scalar = current, scalar == "*" || scalar == "+" || scalar == "{" {
      throw fault("a repetition of a repetition")
    }
  }

  /// `{m}`, `{m,}` or `{m,n}`.
  private mutating func counted(_ atom: PatternTree) throws(PatternFault) -> PatternTree {
    let start = index
    index += 1
    guard let least = number() else { throw fault("expected a count", at: start) }
    var most: Int? = least
    if current == "," {
      index += 1
      most = number()
    }
    guard current == "}" else { throw fault("expected {m}, {m,} or {m,n}", at: start) }
    index += 1
    if least > 1_000 || most ?? 0 > 1_000 { throw fault("more than 1000 times", at: start) }
    if let most, most < least { throw fault("the counts are in the wrong order", at: start) }
    try endRepetition()
    return .repeated(atom, least: least, most: most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = current, scalar >= "0", scalar <= "9" {
      value = min(100_000, (value ?? 0) * 10 + Int(scalar.value - 0x30))
      index += 1
    }
    return value
  }

  /// What a backslash and the character after it stand for.
  private mutating func escape() throws(PatternFault) -> PatternInstruction {
    guard let scalar = current else { throw fault("the pattern ends in a backslash") }
    index += 1
    if let named = namedSet(scalar) { return .set(named) }
    return .scalar(try escaped(scalar))
  }

  private func namedSet(_ letter: Unicode.Scalar) -> ScalarSet? {
    switch letter {
    case "d": ScalarSet(named: [(.digit, isNegated: false)])
    case "D": ScalarSet(named: [(.digit, isNegated: true)])
    case "w": ScalarSet(named: [(.word, isNegated: false)])
    case "W": ScalarSet(named: [(.word, isNegated: true)])
    case "s": ScalarSet(named: [(.space, isNegated: false)])
    case "S": ScalarSet(named: [(.space, isNegated: true)])
    default: nil
    }
  }

  private func escaped(_ scalar: Unicode.Scalar) throws(PatternFault) -> UInt32 {
    switch scalar {
    case "n": return 0x0A
    case "r": return 0x0D
    case "t": return 0x09
    default: break
    }
    let isWord =
      scalar.value >= 0x80 || scalar.properties.isAlphabetic || isDigit(UInt8(scalar.value))
    guard !isWord else { throw fault("\\\(scalar) is not known", at: index - 2) }
    return scalar.value
  }

  /// A class after its `[`.
  private mutating func set() throws(PatternFault) -> ScalarSet {
    let start = index - 1
    var set = ScalarSet()
    if current == "^" {
      set.isNegated = true
      index += 1
    }
    while let scalar = current, scalar != "]" {
      index += 1
      if scalar == "[" { throw fault("write \\[ for the character itself", at: index - 1) }
      if scalar == "\\", let letter = current, let named = namedSet(letter) {
        index += 1
        set.named += named.named
        continue
      }
      let low = try member(scalar)
      set.ranges.append(try range(from: low))
    }
    guard current == "]" else { throw fault("a class is not closed", at: start) }
    index += 1
    if set.ranges.isEmpty, set.named.isEmpty { throw fault("an empty class", at: start) }
    return set
  }

  /// One character of a class that was just stepped over, perhaps the backslash before it.
  private mutating func member(_ scalar: Unicode.Scalar) throws(PatternFault) -> UInt32 {
    guard scalar == "\\" else { return scalar.value }
    guard let next = current else { throw fault("the pattern ends in a backslash") }
    index += 1
    return try escaped(next)
  }

  /// The range that begins with a member; a `-` before the `]` is itself a member.
  private mutating func range(from low: UInt32) throws(PatternFault) -> ClosedRange<UInt32> {
    guard current == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
      return low...low
    }
    index += 1
    let place = index
    guard let scalar = current, scalar != "[" else {
      throw fault("classes cannot be subtracted", at: place)
    }
    index += 1
    let high = try member(scalar)
    guard low <= high else { throw fault("a range in the wrong order", at: place) }
    return low...high
  }
}
