// Dot commands about the cells of the open notebook. Level 5.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

extension DotCommand {
  static var cellCommands: [DotCommand] {
    [
      DotCommand("cells", "the notebook's cells and how they stand") { workbench, _ in
        workbench.withNotebook { workbench.listCells() }
      },
      DotCommand(
        "check", "replay the file headlessly and compare with its record"
      ) { workbench, _ in workbench.withNotebook { workbench.check() } },
      DotCommand("next", "run the next cell") { workbench, _ in
        workbench.withNotebook { workbench.runNext() }
      },
      DotCommand(
        "open FILE", "load a notebook, run nothing", operand: .file,
        action: { workbench, path in workbench.openAndList(path) }),
      DotCommand(
        "run [CELL ... | all]", "run cells by label or number, or all of them", operand: .cell
      ) { workbench, names in workbench.withNotebook { workbench.runCells(names) } },
      DotCommand(
        "show CELL", "a cell's source and recorded output", operand: .cell
      ) { workbench, name in workbench.withNotebook { workbench.showSource(name) } },
    ]
  }
}

extension Workbench {
  /// Opens a notebook and lists its cells.
  func openAndList(_ path: String) -> ExitStatus {
    guard !path.isEmpty else { return fail("which notebook?", hint: ".open FILE") }
    let path = FilePath(expandingHome(path.unquoted))
    let status = open(path)
    guard notebook?.path == path else { return status }
    if cells.isEmpty {
      tell(
        "no cells: one is a fenced sql or chart block whose first line is an option (--| label: x)")
    } else {
      _ = listCells()
    }
    return status
  }

  /// A path with `~` for the home folder, as a shell takes it.
  func expandingHome(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = host.terminal.variable("HOME") else {
      return path
    }
    return home + path.dropFirst()
  }

  /// Does something with the notebook as it is on disk now.
  fileprivate func withNotebook(_ action: () -> ExitStatus) -> ExitStatus {
    do throws(Diagnostic) {
      try refresh()
      return action()
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  fileprivate func listCells() -> ExitStatus {
    let rows: [[Value]] = cells.enumerated().map { index, cell in
      [
        .integer(Int64(index + 1)), cell.label.map(Value.text) ?? .text(""), .text(cell.kindName),
        .integer(Int64(cell.line)), .text(state(of: index)),
        rowCount(of: index).map { .integer(Int64($0)) } ?? .text(""),
      ]
    }
    show(Table(columnNames: ["cell", "label", "kind", "line", "state", "rows"], rows: rows))
    return .success
  }

  fileprivate func runNext() -> ExitStatus {
    guard cells.indices.contains(nextCell) else {
      return fail("that was the last cell", hint: ".run all begins again")
    }
    return runCell(nextCell)
  }

  fileprivate func runCells(_ names: String) -> ExitStatus {
    let words = names.split(separator: " ").map(String.init)
    guard !words.isEmpty else { return fail("which cells?", hint: ".run CELL … or .run all") }
    var indices: [Int] = []
    for word in words {
      if word == "all" {
        indices += Array(cells.indices)
      } else if let index = cellIndex(named: word) {
        indices.append(index)
      } else {
        return failUnknownCell(word)
      }
    }
    if words == ["all"] {
      let status = beginAgain()
      guard status == .success else { return status }
    }
    for (position, index) in indices.enumerated() {
      if position > 0 { host.output.write("\n") }
      let status = runCell(index)
      guard status == .success else {
        let rest = indices.count - position - 1
        if rest > 0 { host.note("\(rest) of \(indices.count) cells not run") }
        return status
      }
    }
    return .success
  }

  fileprivate func showSource(_ name: String) -> ExitStatus {
    guard let notebook else { return fail("no notebook is open", hint: ".open FILE") }
    guard let index = cellIndex(named: name) else { return failUnknownCell(name) }
    let cell = cells[index]
    let end = cell.outputRange?.upperBound ?? cell.range.upperBound
    let text = notebook.document.source.bytes[cell.range.lowerBound..<end]
    host.output.write(Array(text))
    if text.last != UInt8(ascii: "\n") { host.output.write("\n") }
    return .success
  }

  /// Replays the file as `quire check` does: what was run in this session has no part in it.
  fileprivate func check() -> ExitStatus {
    guard let path = notebook?.path else {
      return fail("no notebook is open", hint: ".open FILE")
    }
    do throws(Diagnostic) {
      let file = try readNotebook(path, environment.files)
      let replay = replay(
        file.document, in: file.folder, environment, ReplayOptions(continuesAfterFailure: true))
      let report = CheckReport(replay, isStrict: false)
      self.report(report.diagnostics)
      host.output.write(withoutControls(report.violations + report.diff))
      host.output.write(report.summary(usesColor: style.usesColor))
      return report.exitStatus
    } catch {
      self.report([error])
      return error.code.exitStatus
    }
  }

  private func failUnknownCell(_ name: String) -> ExitStatus {
    let labels = cells.compactMap(\.label)
    return fail(
      name.isEmpty ? "which cell?" : "no such cell: \(name)", .unknownLabel,
      hint: didYouMean(name, among: labels) ?? ".cells lists them")
  }

  /// Shows a table about the session, whole.
  func show(_ table: Table) {
    let style = style
    let whole = TableStyle(
      style.look, maxRows: table.rowCount, width: style.width, usesColor: style.usesColor)
    host.output.write(render(table, whole))
  }

  /// Reports a command that cannot be done.
  func fail(_ message: String, _ code: Code = .badUsage, hint: String? = nil) -> ExitStatus {
    report([Diagnostic(code, message, hint: hint)])
    return code.exitStatus
  }
}
