// A recorded text with parts left out: `...` for lines, `[..]` within a line. Level 3.

/// The lines of a record, blanks at their ends and empty lines at its end left out.
struct TextPattern {
  private let lines: [[UInt8]]
  /// Whether it leaves anything out.
  let isElided: Bool

  private static let anyText = Array("[..]".utf8)
  private static let anyLines = Array("...".utf8)

  /// Reads a record.
  init(_ text: String) {
    lines = trimmedLines(text)
    isElided = lines.contains { $0 == Self.anyLines || Self.holdsAnyText($0) }
  }

  /// Whether a fresh text is what the record says.
  ///
  /// `...` alone on a line stands for any number of lines, `[..]` for any text within a line.
  ///
  /// - Complexity: at most the product of both lengths, whatever is left out.
  func matches(_ text: String) -> Bool {
    let fresh = trimmedLines(text)
    guard isElided else { return lines == fresh }
    let pieces = lines.split(separator: Self.anyLines, omittingEmptySubsequences: false)
    return matchesInOrder(pieces, fresh[...]) { Self.matches($0, line: $1) }
  }

  private static func matches(_ pattern: [UInt8], line: [UInt8]) -> Bool {
    if pattern == line { return true }
    guard holdsAnyText(pattern) else { return false }
    return matchesInOrder(pieces(of: pattern), line[...], ==)
  }

  private static func holdsAnyText(_ line: [UInt8]) -> Bool {
    var rest = line[...]
    while let bracket = rest.firstIndex(of: anyText[0]) {
      if rest[bracket...].starts(with: anyText) { return true }
      rest = rest[(bracket + 1)...]
    }
    return false
  }

  private static func pieces(of line: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index < line.count {
      if line[index...].starts(with: anyText) {
        pieces.append(line[start..<index])
        index += anyText.count
        start = index
      } else {
        index += 1
      }
    }
    return pieces + [line[start...]]
  }
}

/// Whether pieces stand in a text one after the other with anything between them, the first at its
/// beginning, the last at its end.
///
/// Each is looked for as early as possible: a later place never makes another one fit.
private func matchesInOrder<Part, Element>(
  _ pieces: [ArraySlice<Part>], _ text: ArraySlice<Element>, _ fits: (Part, Element) -> Bool
) -> Bool {
  guard let first = pieces.first, let last = pieces.last else { return text.isEmpty }
  func stands(_ piece: ArraySlice<Part>, _ start: Int) -> Bool {
    zip(piece, text[start...]).allSatisfy(fits)
  }
  if pieces.count == 1 {
    return first.count == text.count && stands(first, text.startIndex)
  }
  guard first.count + last.count <= text.count, stands(first, text.startIndex),
    stands(last, text.endIndex - last.count)
  else { return false }
  var start = text.startIndex + first.count
  let end = text.endIndex - last.count
  for piece in pieces.dropFirst().dropLast() {
    guard start + piece.count <= end,
      let found = (start...end - piece.count).first(where: { stands(piece, $0) })
    else { return false }
    start = found + piece.count
  }
  return true
}

/// The lines without trailing blanks, and without empty lines at the end.
private func trimmedLines(_ text: String) -> [[UInt8]] {
  var lines = Array(text.utf8).split(
    separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
  ).map { line in
    let end = line.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    return Array(line[..<(end.map { $0 + 1 } ?? line.startIndex)])
  }
  while lines.last?.isEmpty == true { lines.removeLast() }
  return lines
}
