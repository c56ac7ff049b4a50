// Dot commands that replay the notebook headlessly: check, diff, promote. Level 5.

internal import Diagnostics
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

extension DotCommand {
  static var recordCommands: [DotCommand] {
    [
      DotCommand(
        "check [CELL]", "replay headlessly and compare with what is recorded", operand: .cell
      ) { workbench, name in workbench.withNotebook { workbench.check(name) } },
      DotCommand(
        "diff [CELL]", "replay headlessly and show what would be recorded otherwise",
        operand: .cell
      ) { workbench, name in workbench.withNotebook { workbench.diff(name) } },
      DotCommand(
        "promote [CELL]", "replay headlessly and record what comes in the file", operand: .cell
      ) { workbench, name in workbench.withNotebook { workbench.promote(name) } },
    ]
  }
}

extension Workbench {
  /// Replays the notebook in a fresh session under its declared parameters: what was run or set at the prompt
  /// has no part in it. With the name of a cell only that and what it needs.
  private func replay(_ name: String) throws(Diagnostic) -> (replay: Replay, cell: Cell?)? {
    guard let notebook else { return nil }
    var cell: Cell?
    if !name.isEmpty {
      guard let index = cellIndex(named: name) else {
        _ = failUnknownCell(name)
        return nil
      }
      cell = cells[index]
      if cell?.label == nil {
        throw Diagnostic(
          .badUsage, "cell \(index + 1) has no label, and can be replayed only with all others",
          hint: "leave out \(name)")
      }
    }
    let selection = cell?.label.map { CellSelection(only: [$0]) }
    let replay = Runner.replay(
      notebook.document, in: notebook.folder, environment,
      ReplayOptions(continuesAfterFailure: true, selection: selection))
    // The replay may have changed the zone of the process; the next cell sets its own.
    if notebook.edits.isEmpty {
      replay.keep(at: notebook.path, environment)
      recallStatus()
    }
    return (replay, cell)
  }

  private func recallStatus() {
    guard let notebook else { return }
    self.notebook?.status.recall(at: notebook.path, except: notebook.outcomes.keys)
  }

  fileprivate func check(_ name: String) -> ExitStatus {
    do throws(Diagnostic) {
      guard let (replay, _) = try replay(name) else { return .usage }
      let report = CheckReport(replay, isStrict: false)
      self.report(report.diagnostics)
      host.output.write(withoutControls(report.violations + report.diff))
      host.output.write(report.summary(usesColor: style.usesColor))
      return report.exitStatus
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  fileprivate func diff(_ name: String) -> ExitStatus {
    do throws(Diagnostic) {
      guard let (replay, cell) = try replay(name) else { return .usage }
      report(replay.obstacles + replay.failures)
      guard replay.runStatus <= .difference else { return replay.runStatus }
      let document = replay.document
      let file = escaped(document.source.file)
      let text = unifiedDiff(
        old: document.source.bytes, new: replay.corrected(Recording(label: cell?.label)),
        oldName: "\(file)\t(recorded)", newName: "\(file)\t(replayed)")
      if text.isEmpty { tell("\(cell?.label ?? file) gives what is recorded") }
      host.output.write(withoutControls(text))
      return .success
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  fileprivate func promote(_ name: String) -> ExitStatus {
    do throws(Diagnostic) {
      if let notebook, !notebook.edits.isEmpty {
        throw Diagnostic(
          .unsavedCells,
          "\(counted(notebook.unsavedCount, "cell")) not saved: "
            + "a record belongs to what is in the file", hint: ".save first")
      }
      guard let (replay, cell) = try replay(name), let notebook else { return .usage }
      report(replay.obstacles + replay.failures)
      guard replay.runStatus <= .difference else {
        host.note("\(escaped(notebook.path.string)): not written")
        return replay.runStatus
      }
      let bytes = replay.corrected(Recording(label: cell?.label))
      guard bytes != notebook.document.source.bytes else {
        tell("\(cell?.label ?? notebook.path.string) gives what is recorded")
        return replay.runStatus
      }
      try write(bytes, of: notebook)
      replay.keep(at: notebook.path, environment, as: parse(bytes, file: notebook.path.string))
      recallStatus()
      tell("recorded \(cell?.label ?? "what came") in \(notebook.path)")
      return replay.runStatus
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }
}
