// What is wrong with a data file: the first findings kept, all counted, each with its place. Level 1.

internal import Diagnostics

/// One value or record that breaks a rule.
struct Violation {
  let fileIndex: Int
  let offset: Int
  /// How many bytes are wrong, at least 1; what is shown ends with the line.
  let length: Int
  let code: Code
  let message: String
  let hint: String?
}

/// The findings of one pass over a data file, in the order of the file.
struct ViolationList {
  /// How many are shown.
  static let shownCount = 20

  private(set) var kept: [Violation] = []
  private(set) var count = 0

  /// Counts a violation; its message is made only when it can be shown.
  mutating func add(
    _ code: Code, file fileIndex: Int, offset: Int, length: Int = 1, hint: String? = nil,
    _ message: @autoclosure () -> String
  ) {
    count += 1
    guard kept.count < ViolationList.shownCount else { return }
    kept.append(
      Violation(
        fileIndex: fileIndex, offset: offset, length: length, code: code, message: message(),
        hint: hint))
  }

  /// Puts what another pass found among these.
  mutating func merge(_ other: ViolationList) {
    count += other.count
    kept = sorted(kept + other.kept)
    kept.removeLast(max(0, kept.count - ViolationList.shownCount))
  }

  /// All that is to be shown; the last one counts the rest.
  func diagnostics(_ texts: [DataText]) -> [Diagnostic] {
    var finders = texts.map(PlaceFinder.init)
    var shown = sorted(kept).map { violation in
      finders[violation.fileIndex].diagnostic(violation)
    }
    if count > shown.count {
      let rest = count - shown.count
      shown.append(
        Diagnostic(
          .constraintViolated,
          "\(texts.first?.file ?? ""): \(rest) more violation\(rest == 1 ? "" : "s"), \(count) in all"
        ))
    }
    return shown
  }

  private func sorted(_ violations: [Violation]) -> [Violation] {
    violations.enumerated().sorted {
      ($0.element.fileIndex, $0.element.offset, $0.offset)
        < ($1.element.fileIndex, $1.element.offset, $1.offset)
    }.map(\.element)
  }
}

/// Turns ascending offsets of one text into places, in one walk over it.
struct PlaceFinder {
  private let text: DataText
  private var index = 0
  private var line = 1
  private var lineStart: Int

  init(_ text: DataText) {
    self.text = text
    index = text.start
    lineStart = text.start
  }

  mutating func diagnostic(_ violation: Violation) -> Diagnostic {
    let place = place(at: violation.offset)
    return Diagnostic(
      violation.code, violation.message, at: place, source: sourceLine(of: violation),
      hint: violation.hint)
  }

  /// The place of an offset that is not before the last one asked for.
  mutating func place(at offset: Int) -> Place {
    let bytes = text.bytes
    while index < offset, index < bytes.count {
      let byte = bytes[index]
      index += 1
      let isInsideEnding = byte == 0x0D && index < bytes.count && bytes[index] == 0x0A
      if byte == 0x0A || byte == 0x0D && !isInsideEnding { (line, lineStart) = (line + 1, index) }
    }
    let before = bytes[lineStart..<max(lineStart, min(offset, bytes.count))]
    return Place(file: text.file, line: line, column: 1 + before.count { $0 & 0xC0 != 0x80 })
  }

  /// The line of the last place, unless it is too long to show.
  private func sourceLine(of violation: Violation) -> SourceLine? {
    let rest = text.bytes[lineStart...]
    let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
    guard end - lineStart <= 400 else { return nil }
    let start = min(violation.offset, end)
    let wrong = text.bytes[start..<min(end, start + violation.length)]
    return SourceLine(
      String(decoding: rest[..<end], as: UTF8.self),
      highlightCount: wrong.count { $0 & 0xC0 != 0x80 })
  }
}
