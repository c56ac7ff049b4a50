// Dot commands about the cells of the open notebook. Level 5.

internal import Diagnostics
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

extension DotCommand {
  static var cellCommands: [DotCommand] {
    [
      DotCommand(
        "cells [CELL]", "the notebook's cells and how they stand; of one, why", operand: .cell,
        aliases: ["why"]
      ) { workbench, name in workbench.withNotebook { workbench.listCells(name) } },
      DotCommand("open FILE", "load a notebook, run nothing", operand: .file) {
        workbench, path in
        workbench.unlessUnsaved(".open \(path)") { workbench.openAndList(path) }
      },
      DotCommand("reload", "read the file and its data again") { workbench, _ in
        workbench.withNotebook(always: true) { .success }
      },
      DotCommand(
        "run [CELL ... | A..B | all | stale]",
        "run cells with what they need: by label or number, a range, all, or those that are stale",
        operand: .cell
      ) { workbench, words in workbench.withNotebook { workbench.runCells(words) } },
      DotCommand(
        "show [CELL]", "a cell's source and recorded output", operand: .cell
      ) { workbench, name in workbench.withNotebook { workbench.showSource(name) } },
    ]
  }
}

extension Workbench {
  /// Opens a notebook and lists its cells.
  func openAndList(_ path: String) -> ExitStatus {
    guard !path.isEmpty else { return fail("which notebook?", hint: ".open FILE") }
    let path = FilePath(expandingHome(path.unquoted))
    let status = withFile(path) { open(path) }
    guard notebook?.path == path else { return status }
    if cells.isEmpty {
      tell(
        "no cells: one is a fenced sql or chart block whose first line is an option (--| label: x)")
    } else {
      _ = listCells("")
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
  func withNotebook(always: Bool = false, _ action: () -> ExitStatus) -> ExitStatus {
    do throws(Diagnostic) {
      try refresh(always: always)
      return action()
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  // MARK: - Listing

  fileprivate func listCells(_ name: String) -> ExitStatus {
    guard let notebook else { return .success }
    let status = notebook.status.cells(in: session)
    guard name.isEmpty else {
      guard let index = cellIndex(named: name) else { return failUnknownCell(name) }
      return explain(index, status[index])
    }
    let unsaved = notebook.unsavedCells
    let rows: [[Value]] = cells.enumerated().map { index, cell in
      let outcome = notebook.outcomes[index]
      let row: [Value] = [
        .integer(Int64(index + 1)), .text(cell.label ?? ""), .text(cell.kindName),
        .integer(Int64(cell.line)), .text(state(of: index, status[index])),
        outcome?.lastTable.map { .integer(Int64($0.rowCount)) } ?? .text(""),
        .text(outcome.map { isTimed ? secondsText($0.seconds) : "" } ?? ""),
      ]
      return unsaved.isEmpty ? row : row + [.text(unsaved.contains(index) ? "no" : "")]
    }
    let names = ["cell", "label", "kind", "line", "state", "rows", "time"]
    show(Table(columnNames: unsaved.isEmpty ? names : names + ["saved"], rows: rows))
    tellGiven()
    return .success
  }

  /// Says under which values cells stand as they do, unless those are the declared ones.
  private func tellGiven() {
    let given = session.parameterValues.filter {
      if case .given = $0.origin { true } else { false }
    }
    guard !given.isEmpty else { return }
    let names = given.map(\.parameter.name).joined(separator: ", ")
    tell("under other values than the notebook declares: \(names); .params shows them")
  }

  /// `fresh`, `stale`, `new` and so on: how a cell stands.
  func state(of index: Int, _ status: CellStatus) -> String {
    let outcome = notebook?.outcomes[index]
    switch status.state {
    case .off: return "off"
    case .fresh: return "fresh"
    case .failed: return outcome.map { $0.violationCount > 0 } ?? false ? "violated" : "failed"
    case .neverRun:
      if case .skipped = outcome?.state { return "skipped" }
      return outcome == nil ? "never run" : "stopped"
    case .stale:
      guard status.isAboutRecord else { return "stale" }
      if status.cell.recorded == nil { return "new" }
      return outcome?.verdict == .differs ? "differs" : "stale"
    }
  }

  /// One cell and the reasons for how it stands.
  private func explain(_ index: Int, _ status: CellStatus) -> ExitStatus {
    let state = state(of: index, status)
    let place = "cell \(index + 1) of \(cells.count), line \(status.cell.line)"
    host.output.write(escaped("\(title(of: status.cell)), \(place): \(state)") + "\n")
    for reason in status.reasons { host.output.write("  \(escaped(reason))\n") }
    if case .skipped(let label)? = notebook?.outcomes[index]?.state {
      host.output.write("  needs \(escaped(label)), which failed\n")
    }
    let needs = needs()?.direct(index).sorted().map(name) ?? []
    if !needs.isEmpty { host.output.write("  needs \(escaped(needs.joined(separator: ", ")))\n") }
    if notebook?.outcomes[index] == nil {
      host.output.write("  has not run in this session\n")
    }
    if notebook?.unsavedCells.contains(index) ?? false {
      host.output.write("  is not saved; .save writes it\n")
    }
    return .success
  }

  // MARK: - Running

  fileprivate func runCells(_ words: String) -> ExitStatus {
    guard let notebook else { return .success }
    let words = words.split { $0 == " " || $0 == "\t" || $0 == "," }.map(String.init)
    if words == ["all"] {
      let hasRun = !notebook.outcomes.isEmpty
      let status = hasRun ? beginAgain("a fresh session begins") : .success
      return status == .success ? run(Set(cells.indices)) : status
    }
    if words.isEmpty || words == ["stale"] {
      let stale = staleCells
      if stale.isEmpty { tell("nothing is stale; .run all runs every cell") }
      return run(stale)
    }
    var chosen: Set<Int> = []
    for word in words {
      do throws(Diagnostic) {
        chosen.formUnion(try cells(named: word))
      } catch {
        report([error])
        return error.code.exitStatus
      }
    }
    return run(chosen)
  }

  /// The cells that would have to run for all to be as a replay leaves them.
  private var staleCells: Set<Int> {
    guard let notebook else { return [] }
    let status = notebook.status.cells(in: session)
    return Set(
      cells.indices.filter { index in
        switch status[index].state {
        case .fresh, .off: false
        case .failed, .neverRun: true
        case .stale: !status[index].isAboutRecord || notebook.outcomes[index] == nil
        }
      })
  }

  /// The cells that a word means: one, or `a..b`, `a..`, `..b`, `..`.
  private func cells(named word: String) throws(Diagnostic) -> Set<Int> {
    guard let dots = word.firstRange(of: "..") else { return [try index(of: word)] }
    let (from, to) = (String(word[..<dots.lowerBound]), String(word[dots.upperBound...]))
    let first = from.isEmpty ? 0 : try index(of: from)
    let last = to.isEmpty ? cells.count - 1 : try index(of: to)
    guard first <= last else {
      throw Diagnostic(
        .badUsage, "the cell \(to) stands above \(from)", hint: ".run \(to)..\(from)")
    }
    return Set(first...last)
  }

  private func index(of name: String) throws(Diagnostic) -> Int {
    guard let index = cellIndex(named: name) else { throw unknownCell(name) }
    return index
  }

  fileprivate func showSource(_ name: String) -> ExitStatus {
    guard let notebook else { return fail("no notebook is open", hint: ".open FILE") }
    let current = notebook.position - 1
    let isCurrent = name.isEmpty && cells.indices.contains(current)
    guard let index = isCurrent ? current : cellIndex(named: name) else {
      return failUnknownCell(name)
    }
    let cell = cells[index]
    let end = cell.outputRange?.upperBound ?? cell.range.upperBound
    let source = notebook.document.source
    let text = source.bytes[cell.range.lowerBound..<end]
    let words = withoutControls(String(decoding: source.bytes[cell.range], as: UTF8.self))
    host.output.write(cell.kind == .sql && style.usesColor ? coloredSQL(words) : words)
    host.output.write(
      withoutControls(String(decoding: source.bytes[cell.range.upperBound..<end], as: UTF8.self)))
    if text.last != UInt8(ascii: "\n") { host.output.write("\n") }
    return .success
  }

  private func unknownCell(_ name: String) -> Diagnostic {
    Diagnostic(
      .unknownLabel, name.isEmpty ? "which cell?" : "no such cell: \(name)",
      hint: didYouMean(name, among: cells.compactMap(\.label)) ?? ".cells lists them")
  }

  func failUnknownCell(_ name: String) -> ExitStatus {
    report([unknownCell(name)])
    return Code.unknownLabel.exitStatus
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
