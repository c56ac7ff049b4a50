// The loop at the prompt, and the one over a pipe. Level 5.

internal import Diagnostics
internal import Engine
internal import Files
internal import Glibc
internal import LineEditing
internal import Output
internal import Runner
internal import SystemPackage

extension Workbench {
  /// Reads and runs until the person leaves.
  func converse() -> ExitStatus {
    let history = History(file: historyFile, now: { Int64(time(nil)) })
    let editor = LineEditor(
      prompt: "quire> ", isColored: style.usesColor, history: history,
      questions: .init(
        isWhole: isWhole,
        complete: { [unowned self] text, word in
          Completer(workbench: self).candidates(for: text, word)
        }))
    defer { history.truncate() }
    if let problem = history.problem { host.note("history is not kept: \(problem)") }
    var interruptCount = 0
    while !wantsToLeave {
      host.output.flush()
      switch editor.read() {
      case .text(let text):
        interruptCount = 0
        run(text)
      case .interrupted(let hadText):
        interruptCount = hadText ? 0 : interruptCount + 1
        if interruptCount == 2 { host.note("Ctrl-D or .quit leaves") }
      case .endOfInput, .signal: leave()
      }
    }
    return .success
  }

  /// Runs everything on standard input, stopping at the first failure.
  func runScript() -> ExitStatus {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try environment.files.read(FilePath("/dev/stdin")).array
    } catch {
      return fail("cannot read standard input: \(error)", .unreadableFile)
    }
    let text = SourceText(bytes, file: "stdin")
    if let invalid = bytes.withUnsafeBufferPointer(firstInvalidUTF8) {
      report([text.diagnostic(.notUTF8, "the text is not UTF-8", at: invalid)])
      return .usage
    }
    return runScript(text)
  }

  private func runScript(_ text: SourceText) -> ExitStatus {
    var start: Int?
    for index in text.lineStarts.indices where !text.bytes.isEmpty {
      let range = text.lineRange(index)
      let line = text.line(index)
      if start == nil {
        if line.trimmingBlanks.isEmpty { continue }
        if DotCommand.isCommand(line) {
          let status = DotCommand.run(line, on: self)
          if status != .success || wantsToLeave { return status }
          continue
        }
      }
      let begin = start ?? range.lowerBound
      start = begin
      let pending = String(decoding: text.bytes[begin..<range.upperBound], as: UTF8.self)
      guard Connection.isComplete(pending) else { continue }
      start = nil
      let status = runStatements(text, in: begin..<range.upperBound)
      if status != .success { return status }
    }
    guard let start else { return .success }
    return runUnfinished(text, from: start)
  }

  /// What stands after the last semicolon: nothing but comments, or an error.
  private func runUnfinished(_ text: SourceText, from start: Int) -> ExitStatus {
    let rest = tokens(of: Array(text.bytes[start...])).filter(\.isSignificant)
    guard let first = rest.first else { return .success }
    let place = start + first.range.lowerBound..<start + first.range.upperBound
    report([
      text.diagnostic(
        .sqlError, "the statement that begins here has no end", at: place,
        hint: "end it with a semicolon")
    ])
    return .failure
  }

  private func run(_ text: String) {
    let line = text.trimmingBlanks
    if DotCommand.isCommand(line) {
      _ = DotCommand.run(line, on: self)
    } else {
      let source = SourceText(Array(text.utf8), file: "input")
      _ = runStatements(source, in: 0..<source.bytes.count)
    }
  }

  /// Where the history is kept: `$XDG_STATE_HOME/quire/history`, or below `~/.local/state`.
  private var historyFile: HistoryFile? {
    if let state = host.terminal.variable("XDG_STATE_HOME"), state.hasPrefix("/") {
      return HistoryFile(FilePath(state).appending("quire").appending("history"))
    }
    return host.terminal.variable("HOME").map {
      HistoryFile(FilePath($0).appending([".local", "state", "quire", "history"]))
    }
  }
}

/// Whether Enter runs a text: a command, or SQL that SQLite calls complete.
private func isWhole(_ text: String) -> Bool {
  let line = text.trimmingBlanks
  return line.isEmpty || DotCommand.isCommand(line) || Connection.isComplete(text)
}
