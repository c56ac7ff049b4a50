// The loop at the prompt. Level 5.

internal import Diagnostics
internal import Engine
internal import Glibc
internal import LineEditing
internal import Output
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
    self.history = history
    defer { history.truncate() }
    defer { display.close() }
    tellLostSessions()
    if let problem = history.problem { host.note("history is not kept: \(problem)") }
    var interruptCount = 0
    while !wantsToLeave {
      host.output.flush()
      switch editor.read() {
      case .text(let text):
        interruptCount = 0
        Interruption.clear()
        run(text)
      case .interrupted(let hadText):
        refusedCommand = nil
        interruptCount = hadText ? 0 : interruptCount + 1
        if interruptCount == 2 { host.note("Ctrl-D or .quit leaves") }
      case .endOfInput: _ = runCommand(".quit", in: SourceText(Array(".quit".utf8), file: "input"))
      case .signal: leave()
      }
    }
    return .success
  }

  /// Runs what was typed or pasted: commands at its start, each on its line, then SQL.
  ///
  /// - Returns: what the first failure leads to.
  @discardableResult
  func run(_ text: String) -> ExitStatus {
    if let unfinished = textToEdit(text) { return editText(unfinished) }
    var source = SourceText(Array(text.utf8), file: "input")
    while DotCommand.isCommand(source.line(0).trimmingBlanks) {
      let status = runCommand(source.line(0).trimmingBlanks, in: source)
      guard source.lineStarts.count > 1, !wantsToLeave else { return status }
      source = SourceText(
        Array(source.bytes[source.lineStarts[1]...]), file: "input",
        firstLine: source.firstLine + 1)
    }
    refusedCommand = nil
    return runStatements(source)
  }

  /// Where the history is kept: `$XDG_STATE_HOME/quire/history`, or below `~/.local/state`.
  private var historyFile: HistoryFile? {
    host.terminal.stateFolder.map { HistoryFile($0.appending("history")) }
  }
}

/// Whether Enter runs a text: a command, SQL that SQLite calls complete, or comments alone.
private func isWhole(_ text: String) -> Bool {
  let line = text.trimmingBlanks
  if line.isEmpty || DotCommand.isCommand(line) || textToEdit(text) != nil
    || Connection.isComplete(text) || StatementEnding.ends(text)
  {
    return true
  }
  let bytes = Array(text.utf8)
  return !tokens(of: bytes).contains { $0.isSignificant }
    && OpenConstruct(atEndOf: bytes)?.kind != .blockComment
}
