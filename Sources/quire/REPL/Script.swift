// Statements and commands from a pipe or a file: the first failure ends it. Level 5.

internal import Diagnostics
internal import Engine
internal import LineEditing

/// Cuts lines into statements and commands, and runs each as soon as it is whole.
struct Script {
  private let workbench: Workbench
  /// What places in it are called: `stdin`, or a file's path.
  private let name: String
  /// The lines of the statement that is not whole yet.
  private var pending: [UInt8] = []
  /// The number of the first of them.
  private var firstLine = 1
  private var lineCount = 0
  /// Whether `pending` holds more than space and comments.
  private var holdsStatement = false

  init(_ workbench: Workbench, named name: String = "stdin") {
    self.workbench = workbench
    self.name = name
  }

  /// Runs the text of a file.
  mutating func run(_ text: [UInt8]) -> ExitStatus {
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let status = take(Array(line) + [0x0A])
      if status != .success || workbench.wantsToLeave { return status }
      if Interruption.isRequested { return .interrupted }
    }
    return finish()
  }

  /// Runs everything on standard input.
  mutating func runInput() -> ExitStatus {
    defer { workbench.tellUnsaved() }
    var input = LineSource()
    let output = workbench.host.output
    defer { workbench.display.close() }
    while true {
      switch input.next(beforeWaiting: output.flush) {
      case .line(let line):
        let status = take(line)
        if status != .success || workbench.wantsToLeave { return status }
      case .end: return finish()
      case .stopped: return .interrupted
      case .failed(let reason):
        return workbench.fail("cannot read standard input: \(reason)", .unreadableFile)
      }
    }
  }

  private mutating func take(_ bytes: [UInt8]) -> ExitStatus {
    lineCount += 1
    let hasMark = lineCount == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let line = SourceText(
      hasMark ? Array(bytes.dropFirst(3)) : bytes, file: name, firstLine: lineCount)
    if let offset = firstInvalidOffset(line.bytes) {
      workbench.report([line.diagnostic(.notUTF8, "the text is not UTF-8", at: offset..<offset + 1)]
      )
      return .usage
    }
    if pending.isEmpty {
      let text = String(decoding: line.bytes, as: UTF8.self).trimmingBlanks
      if text.isEmpty { return .success }
      if DotCommand.isCommand(text) { return workbench.runCommand(text, in: line) }
      firstLine = lineCount
    }
    pending += line.bytes
    return runIfWhole(after: line.bytes)
  }

  private mutating func runIfWhole(after line: [UInt8]) -> ExitStatus {
    if !holdsStatement {
      holdsStatement = tokens(of: pending).contains { $0.isSignificant }
      if !holdsStatement {
        if OpenConstruct(atEndOf: pending)?.kind != .blockComment { pending = [] }
        return .success
      }
    }
    // A long statement of many lines is looked at as a whole only where one may end.
    let mayEnd = line.contains { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "\\") }
    guard mayEnd, case let whole = String(decoding: pending, as: UTF8.self),
      Connection.isComplete(whole) || StatementEnding.ends(whole)
    else { return .success }
    let text = SourceText(pending, file: name, firstLine: firstLine)
    pending = []
    holdsStatement = false
    return workbench.runStatements(text)
  }

  /// What stands after the last semicolon must be nothing but comments.
  private func finish() -> ExitStatus {
    guard let first = tokens(of: pending).first(where: \.isSignificant) else { return .success }
    let text = SourceText(pending, file: name, firstLine: firstLine)
    workbench.report([
      text.diagnostic(
        .sqlError, "the statement that begins here has no end", at: first.range,
        hint: "end it with a semicolon")
    ])
    return Code.sqlError.exitStatus
  }
}

/// The offset of the first byte that is not UTF-8, or nil.
private func firstInvalidOffset(_ bytes: [UInt8]) -> Int? {
  guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var offset = 0
  while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
  return offset
}
