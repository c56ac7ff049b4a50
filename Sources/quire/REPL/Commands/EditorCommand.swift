// `.edit`: the person's editor on a cell or a statement. Level 5.

internal import Diagnostics
internal import Glibc
internal import LineEditing
internal import Notebook
internal import Runner

extension Workbench {
  /// Edits a cell, or without a name the last statement, and runs what was saved.
  func edit(_ name: String) -> ExitStatus {
    guard !name.isEmpty else { return editText(session.lastTyped?.text.trimmingBlanks ?? "") }
    return withNotebook { editCell(name) }
  }

  /// Edits a text and runs it as if it had been typed.
  ///
  /// - Returns: what the first failure leads to; success where there is nothing to run.
  func editText(_ text: String) -> ExitStatus {
    guard let edited = edited(text, suffix: ".sql"), !edited.isEmpty else { return .success }
    history?.add(edited)
    host.output.write(edited + "\n")
    return runStatements(SourceText(Array(edited.utf8), file: "input"))
  }

  private func editCell(_ name: String) -> ExitStatus {
    guard let notebook else { return .success }
    guard let index = cellIndex(named: name) else { return failUnknownCell(name) }
    let cell = cells[index]
    let anchor = notebook.document.anchor(of: cell)
    let draft = refusedDraft?.anchor == anchor ? refusedDraft?.content : nil
    let suffix = cell.kind == .sql ? ".sql" : ".chart"
    guard let content = edited(draft ?? anchor.content, suffix: suffix) else { return .failure }
    let status = change(CellEdit(.replace(anchor), content: content))
    guard status == .success else {
      refusedDraft = (anchor, content)
      host.note("the cell is as it was; .edit \(name) goes on with what you wrote")
      return status
    }
    refusedDraft = nil
    return run([index])
  }

  /// What the person makes of a text, or nil when there is nothing to run.
  private func edited(_ text: String, suffix: String) -> String? {
    guard host.terminal.isTerminal(STDIN_FILENO) else {
      _ = fail("an editor needs a terminal")
      return nil
    }
    do throws(Diagnostic) { try allowProgram("an editor") } catch {
      report([error])
      return nil
    }
    host.output.flush()
    let result = ExternalEditor(host.terminal).edit(text, suffix: suffix)
    Interruption.clear()
    switch result {
    case .text(let edited): return edited
    case .unchanged: host.note("unchanged, nothing runs")
    case .failed(let reason): _ = fail("\(reason); nothing runs", .unreadableFile)
    }
    return nil
  }
}

/// What stands before a `\e` at the end of a text that is typed, or nil when there is none.
func textToEdit(_ text: String) -> String? {
  let typed = text.trimmingBlanks
  guard typed.hasSuffix("\\e"), typed != "\\e" else { return nil }
  let rest = String(typed.dropLast(2))
  guard rest.last == "\n" || rest.last == " ", !DotCommand.isCommand(rest) else { return nil }
  return rest.trimmingBlanks
}
