// Makes a JSON text digestible for libyaml without moving anything. Level 0.

/// A JSON text with its surrogate pairs decoded and its tabs outside strings as blanks.
///
/// Each pair `\ud83d\ude00` (12 columns) becomes one `\U0001f600` (10 columns); `restore` moves the
/// positions after it back.
struct JSONRewriting {
  private(set) var bytes: [UInt8] = []
  /// Lines and the columns (of the rewritten text) from which on two columns are missing.
  private var shifts: [(line: Int, column: Int)] = []

  init(_ source: [UInt8]) {
    bytes.reserveCapacity(source.count)
    var scan = Scan(source: source)
    while let byte = scan.next() {
      if scan.isInString, byte == UInt8(ascii: "\\"), let scalar = scan.surrogatePair() {
        let digits = String(scalar, radix: 16)
        let padding = String(repeating: "0", count: 8 - digits.count)
        bytes.append(contentsOf: "\\U\(padding)\(digits)".utf8)
        shifts.append((scan.line, scan.column - 2 * (1 + shiftCount(onLine: scan.line))))
      } else {
        bytes.append(byte == UInt8(ascii: "\t") && !scan.isInString ? UInt8(ascii: " ") : byte)
      }
    }
  }

  private func shiftCount(onLine line: Int) -> Int {
    shifts.reversed().prefix { $0.line == line }.count
  }

  /// The column in the original text.
  private func original(line: Int, column: Int) -> Int {
    column + 2 * shifts.count { $0.line == line && $0.column <= column }
  }

  func restore(_ node: Node) -> Node {
    guard !shifts.isEmpty else { return node }
    let kind: Node.Kind =
      switch node.kind {
      case .scalar: node.kind
      case .sequence(let nodes): .sequence(nodes.map(restore))
      case .mapping(let entries):
        .mapping(entries.map { .init(key: restore($0.key), value: restore($0.value)) })
      }
    return Node(kind, line: node.line, column: original(line: node.line, column: node.column))
  }

  func restore(_ error: YAMLError) -> YAMLError {
    YAMLError(
      message: error.message, line: error.line,
      column: original(line: error.line, column: error.column))
  }

  /// A walk over the source that knows whether it is inside a string, and the place after what was read.
  private struct Scan {
    let source: [UInt8]
    private var index = 0
    private var isEscaped = false
    private(set) var isInString = false
    private(set) var line = 1
    private(set) var column = 1

    init(source: [UInt8]) { self.source = source }

    mutating func next() -> UInt8? {
      guard index < source.count else { return nil }
      let byte = source[index]
      index += 1
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if isInString, byte == UInt8(ascii: "\\") {
        isEscaped = true
      }
      return byte
    }

    /// The scalar of a pair whose first backslash was just read, which is then skipped; else nil.
    mutating func surrogatePair() -> UInt32? {
      guard isEscaped, let high = unit(at: index), (0xD800..<0xDC00).contains(high),
        index + 5 < source.count, source[index + 5] == UInt8(ascii: "\\"),
        let low = unit(at: index + 6), (0xDC00..<0xE000).contains(low)
      else { return nil }
      index += 11
      column += 11
      isEscaped = false
      return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    /// The code unit of `uXXXX` at an index.
    private func unit(at start: Int) -> UInt32? {
      guard start + 4 < source.count, source[start] == UInt8(ascii: "u") else { return nil }
      return UInt32(String(decoding: source[start + 1..<start + 5], as: UTF8.self), radix: 16)
    }
  }
}
