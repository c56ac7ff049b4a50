// A regular expression of the usual subset, matched in linear time. Level 1.

/// Why a pattern cannot be used.
public struct PatternFault: Error, Sendable, Hashable {
  /// Which character of the pattern, from 1.
  public let position: Int
  /// What is wrong with it.
  public let message: String
}

/// A regular expression that texts match as a whole, as in XML Schema.
///
/// Known are literals, `.`, classes and ranges, `\d \w \s` and their opposites, `? * + {m,n}`,
/// groups, `|`, and `^` and `$`, which may stand but change nothing at the ends. Everything else is
/// refused, not guessed at. Characters are Unicode scalars.
///
/// - Complexity: length of the text times size of the pattern; no backtracking.
/// - Source: K. Thompson, "Regular expression search algorithm", CACM 11 (1968);
///   https://swtch.com/~rsc/regexp/regexp2.html
public struct Pattern: Sendable {
  /// The pattern as it was written.
  public let text: String
  private let program: [PatternInstruction]

  /// Compiles a pattern.
  ///
  /// - Throws: the first thing in it that is malformed or not known.
  public init(_ text: String) throws(PatternFault) {
    self.text = text
    var parser = PatternParser(text)
    let tree = try parser.parse()
    var compiler = PatternCompiler()
    guard compiler.add(tree) else {
      throw PatternFault(position: 1, message: "the pattern is too large")
    }
    program = compiler.instructions + [.match]
  }

  /// Whether a whole text, given as UTF-8, matches.
  public func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var current = ThreadList(count: program.count)
    var next = ThreadList(count: program.count)
    var scalars = UTF8ScalarReader(bytes: bytes)
    add(0, to: &current, isStart: true, isEnd: bytes.isEmpty)
    while let scalar = scalars.next() {
      if current.instructions.isEmpty { return false }
      next.removeAll()
      for index in current.instructions where program[index].accepts(scalar) {
        add(index + 1, to: &next, isStart: false, isEnd: scalars.isAtEnd)
      }
      swap(&current, &next)
    }
    return current.contains(program.count - 1)
  }

  /// Adds an instruction and all it leads to without reading a character.
  private func add(_ start: Int, to threads: inout ThreadList, isStart: Bool, isEnd: Bool) {
    var pending = [start]
    while let index = pending.popLast() {
      guard threads.insert(index) else { continue }
      switch program[index] {
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .start: if isStart { pending.append(index + 1) }
      case .end: if isEnd { pending.append(index + 1) }
      case .scalar, .set, .any, .match: break
      }
    }
  }
}

/// The instructions being tried at one character of the text, each once.
private struct ThreadList {
  private(set) var instructions: [Int] = []
  private var isPresent: [Bool]

  init(count: Int) { isPresent = [Bool](repeating: false, count: count) }

  func contains(_ index: Int) -> Bool { isPresent[index] }

  mutating func insert(_ index: Int) -> Bool {
    if isPresent[index] { return false }
    isPresent[index] = true
    instructions.append(index)
    return true
  }

  mutating func removeAll() {
    for index in instructions { isPresent[index] = false }
    instructions.removeAll(keepingCapacity: true)
  }
}

/// Reads the scalars of well-formed UTF-8; a stray byte counts as a scalar of its own.
private struct UTF8ScalarReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { index >= bytes.count }

  mutating func next() -> UInt32? {
    guard index < bytes.count else { return nil }
    let lead = bytes[index]
    index += 1
    guard lead >= 0xC0 else { return UInt32(lead) }
    var value = UInt32(lead) & (lead >= 0xF0 ? 0x07 : lead >= 0xE0 ? 0x0F : 0x1F)
    while index < bytes.count, bytes[index] & 0xC0 == 0x80 {
      value = value << 6 | UInt32(bytes[index] & 0x3F)
      index += 1
    }
    return value
  }
}
