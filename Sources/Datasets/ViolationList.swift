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

  /// Counts a violation; its message is made only when it may be shown.
  ///
  /// They may come in any order: the first ones of the files are kept.
  mutating func add(
    _ code: Code, file fileIndex: Int, offset: Int, length: Int = 1, hint: String? = nil,
    _ message: @autoclosure () -> String
  ) {
    count += 1
    if kept.count >= ViolationList.shownCount {
      guard let last = kept.indices.max(by: { place(kept[$0]) <= place(kept[$1]) }),
        (fileIndex, offset) < place(kept[last])
      else { return }
      kept.remove(at: last)
    }
    kept.append(
      Violation(
        fileIndex: fileIndex, offset: offset, length: length, code: code, message: message(),
        hint: hint))
  }

  /// Whether a violation at a place would be kept, not only counted.
  func keeps(file fileIndex: Int, offset: Int) -> Bool {
    kept.count < ViolationList.shownCount
      || kept.contains { (fileIndex, offset) < place($0) }
  }

  private func place(_ violation: Violation) -> (Int, Int) {
    (violation.fileIndex, violation.offset)
  }

  /// Counts violations that are kept, or not, by `keep`.
  mutating func count(_ more: Int) { count += more }

  /// Keeps a violation that was counted.
  mutating func keep(
    _ code: Code, file fileIndex: Int, offset: Int, length: Int, _ message: String
  ) {
    kept.append(
      Violation(
        fileIndex: fileIndex, offset: offset, length: length, code: code, message: message,
        hint: nil))
  }

  /// Puts what another pass found among these.
  mutating func merge(_ other: ViolationList) {
    guard other.count > 0 else { return }
    count += other.count
    kept = sorted(kept + other.kept)
    kept.removeLast(max(0, kept.count - ViolationList.shownCount))
  }

  /// The first ones of a file that is malformed, which are mostly alike; the last one counts the rest.
  func malformations(_ texts: [DataText]) -> [Diagnostic] {
    let shownCount = 5
    guard count > shownCount else { return diagnostics(texts) }
    var finders = texts.map(PlaceFinder.init)
    let shown = sorted(kept).prefix(shownCount).map { finders[$0.fileIndex].diagnostic($0) }
    let file = texts.first?.file ?? ""
    return shown + [
      Diagnostic(
        .malformedCSV, "\(file): \(grouped(count - shownCount)) more, \(grouped(count)) in all")
    ]
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
