// Dot commands by which a notebook grows: keep, drop, save. Level 5.

internal import Diagnostics
internal import Engine
internal import Files
internal import Notebook
internal import Output
internal import Plan
internal import Render
internal import Runner
internal import SystemPackage

extension DotCommand {
  static var editCommands: [DotCommand] {
    [
      DotCommand("drop CELL", "take a cell and its table out", operand: .cell) { workbench, name in
        workbench.withNotebook { workbench.drop(name) }
      },
      DotCommand(
        "edit [CELL]", "edit a cell or the last statement with $EDITOR, then run it",
        operand: .cell, aliases: ["\\e"]
      ) { workbench, name in workbench.edit(name) },
      DotCommand(
        "keep NAME [after CELL]", "make the last statement or chart a cell of the notebook",
        operand: .cell
      ) { workbench, words in workbench.withNotebook { workbench.keep(words) } },
      DotCommand("recover [N]", "take up the cells that a lost session left") { workbench, number in
        workbench.recover(number)
      },
      DotCommand("save", "write the kept, edited and dropped cells to the file") { workbench, _ in
        workbench.save()
      },
    ]
  }
}

extension Workbench {
  // MARK: - Keeping

  fileprivate func keep(_ operand: String) -> ExitStatus {
    let words = operand.split(separator: " ").map(String.init)
    guard words.count == 1 || words.count == 3 && words[1].lowercased() == "after" else {
      return fail("which name?", hint: ".keep NAME, or .keep NAME after CELL")
    }
    let label = words[0]
    guard let notebook, let keepable else {
      return fail("there is nothing to keep", hint: "run a statement or draw a chart first")
    }
    if let clash = clash(label) { return fail(clash, .nameClash) }
    var above: Int?
    if words.count == 3 {
      guard let index = cellIndex(named: words[2]) else { return failUnknownCell(words[2]) }
      above = index
    }
    do throws(Diagnostic) {
      let (kind, content, lowest) = try cell(of: keepable, label, notebook)
      if let above, let lowest, above < lowest {
        return fail(
          "\(label) reads \(name(of: lowest)), which stands below \(name(of: above))",
          .usedAboveItsCell, hint: ".keep \(label) after \(name(of: lowest))")
      }
      let place = above ?? [notebook.lastRun, lowest].compactMap { $0 }.max()
      return take(
        .insert(kind, after: place.map { notebook.document.anchor(of: cells[$0]) }), content,
        label: label, of: keepable)
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  private func clash(_ label: String) -> String? {
    let key = label.lowercased()
    if let other = cells.first(where: { $0.label?.lowercased() == key })?.label {
      return "there is a cell \(other) already"
    }
    let tables = session.tables.map(\.name) + session.attachedTables.map(\.schema)
    return tables.first { $0.lowercased() == key }.map { "there is a table \($0) already" }
  }

  /// The cell that something would be.
  ///
  /// - Returns: its kind and content, and the lowest cell that it reads.
  private func cell(
    of keepable: Keepable, _ label: String, _ notebook: OpenNotebook
  ) throws(Diagnostic) -> (kind: Cell.Kind, content: String, lowest: Int?) {
    switch keepable {
    case .statement(let statement):
      if let obstacle = statement.obstacle(in: notebook, of: session, environment.files) {
        throw obstacle
      }
      let read = Set(statement.tableNames)
      let lowest = cells.lastIndex { $0.label.map { read.contains($0.lowercased()) } ?? false }
      return (.sql, statement.content(label: label), lowest)
    case .chart(let text, let isOfLast):
      var text = text
      if isOfLast {
        guard let source = lastSource, let index = cellIndex(named: source) else {
          throw Diagnostic(
            .chartError, "the chart draws a result that is no cell's",
            hint: "keep the statement first, or say from NAME")
        }
        let type = text.prefix { $0 != " " && $0 != "\t" }
        text = "\(type) from \(cells[index].label ?? source)\(text.dropFirst(type.count))"
      }
      let chart = try? parseChart(text)
      let lowest = cells.lastIndex { $0.label != nil && $0.label == chart?.source }
      return (.chart, "#| label: \(label)\n\(text)", lowest)
    }
  }

  /// Puts a cell into the notebook.
  private func take(
    _ action: CellEdit.Action, _ content: String, label: String, of keepable: Keepable
  ) -> ExitStatus {
    let edit = CellEdit(action, content: content)
    if case .statement(let statement) = keepable, statement.readsWritten, !statement.writes,
      let fault = compiled(edit, label)
    {
      report([fault])
      return fault.code.exitStatus
    }
    let status = change(edit)
    guard status == .success, let path = notebook?.path, let index = cellIndex(named: label) else {
      return status
    }
    if case .statement(let statement) = keepable {
      if statement.writes {
        host.note("\(label) has not run as a cell; .run all runs it in a fresh session")
      } else {
        _ = runCell(index, isShown: false)
        lastSource = label
      }
    }
    let below = index > 0 ? ", below \(name(of: index - 1))" : ""
    tell("kept \(label) as cell \(index + 1) of \(cells.count)\(below); .save writes it to \(path)")
    return .success
  }

  /// What is wrong with a cell where it would stand: it may read a table that only this session has.
  private func compiled(_ edit: CellEdit, _ label: String) -> Diagnostic? {
    guard let notebook, let document = try? notebook.document.applying(edit),
      let cell = document.cells.first(where: { $0.label == label })
    else { return nil }
    let first = cell.line
    let last = document.source.lineIndex(at: cell.range.upperBound - 1) + 1
    let fault = lint(document, in: notebook.folder, environment).first { finding in
      finding.severity == .error && (first...last).contains(finding.place?.line ?? 0)
    }
    return fault.map {
      Diagnostic(
        $0.code, "as a cell it cannot be compiled: \($0.message)",
        hint: $0.hint ?? "keep what makes the table first")
    }
  }

  // MARK: - Changes

  /// Makes a change in memory and in the journal.
  func change(_ edit: CellEdit) -> ExitStatus {
    guard let notebook else { return .success }
    let document: Document
    do throws(CellEditFault) {
      document = try notebook.document.applying(edit)
    } catch {
      report([error.diagnostic])
      return error.diagnostic.code.exitStatus
    }
    let known = Set(
      (notebook.document.diagnostics + plan(notebook.document).diagnostics).map(\.message))
    if let fault = plan(document).diagnostics.first(where: { !known.contains($0.message) }) {
      report([fault])
      return fault.code.exitStatus
    }
    let isSaved = document.source.bytes == notebook.saved.document.source.bytes
    self.notebook?.edits = isSaved ? [] : notebook.edits + [edit]
    _ = adopt(document)
    if let notebook = self.notebook { journal.write(notebook) }
    if let problem = journal.problem {
      host.note("the journal is not written: \(problem); .save now")
    }
    return .success
  }

  fileprivate func drop(_ name: String) -> ExitStatus {
    guard let notebook else { return .success }
    guard let index = cellIndex(named: name) else { return failUnknownCell(name) }
    let label = self.name(of: index)
    let needing =
      needs().map { needs in
        cells.indices.filter { needs.direct($0).contains(index) && $0 != index }.map(self.name)
      } ?? []
    let quoting = notebook.values.count { step in
      if case .inlineValue(_, let query) = step { query.name == cells[index].label } else { false }
    }
    let status = change(CellEdit(.remove(notebook.document.anchor(of: cells[index]))))
    guard status == .success else { return status }
    if !needing.isEmpty {
      host.note("\(needing.joined(separator: ", ")) \(needing.count == 1 ? "needs" : "need") it")
    }
    if quoting > 0 {
      host.note("\(counted(quoting, "value")) in the text quote\(quoting == 1 ? "s" : "") it")
    }
    tell("dropped \(label); .save takes it out of \(notebook.path)")
    return .success
  }

  // MARK: - Saving

  /// Writes what has been kept, edited and dropped.
  func save() -> ExitStatus {
    guard let notebook else { return fail("no notebook is open", hint: ".open FILE") }
    do throws(Diagnostic) {
      if environment.files.kind(notebook.path) != nil || notebook.edits.isEmpty { try refresh() }
      guard let current = self.notebook, !current.edits.isEmpty else {
        tell("nothing to save")
        return .success
      }
      let count = current.unsavedCount
      try write(current.document.source.bytes, of: current)
      tell("saved \(counted(count, "cell")) to \(current.path)")
      return .success
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  /// Puts a new text in place of the file that was read, and goes on with it.
  func write(_ bytes: [UInt8], of notebook: OpenNotebook) throws(Diagnostic) {
    var hasChanged = false
    let files = environment.files
    do throws(FileError) {
      let isThere = files.kind(notebook.path) != nil
      let now = isThere ? try files.read(notebook.path).array : []
      let isOther = isThere && now != notebook.saved.document.source.bytes
      if !isOther { try files.write(notebook.path, bytes) }
      hasChanged = isOther
    } catch {
      throw Diagnostic(.cannotWrite, "cannot write \(notebook.path): \(error)")
    }
    if hasChanged {
      throw Diagnostic(
        .conflictingEdit, "\(notebook.path) changed just now; not written",
        hint: "the same command again takes up the change")
    }
    let document = parse(bytes, file: notebook.path.string)
    self.notebook?.saved = NotebookFile(path: notebook.path, document: document)
    self.notebook?.edits = []
    if bytes != notebook.document.source.bytes { report(adopt(document)) }
    journal.clear()
  }

  // MARK: - Leaving

  /// Says at the end of a script what it has not saved.
  func tellUnsaved() {
    guard let notebook, !notebook.edits.isEmpty else { return }
    let count = notebook.unsavedCount
    let (verb, object) = count == 1 ? ("is", "it") : ("are", "them")
    host.note(
      "\(counted(count, "cell")) of \(notebook.path) \(verb) not saved; .recover takes \(object) up"
    )
  }

  /// Does something that would leave changes behind; the first time it only says so.
  func unlessUnsaved(_ command: String, _ action: () -> ExitStatus) -> ExitStatus {
    guard let notebook, !notebook.edits.isEmpty, refusedCommand != command,
      host.terminal.isInteractive
    else { return action() }
    refusedCommand = command
    let count = notebook.unsavedCount
    return fail(
      "\(counted(count, "cell")) of \(notebook.path) \(count == 1 ? "is" : "are") not saved",
      .unsavedCells,
      hint: ".save writes \(count == 1 ? "it" : "them"); \(command) again goes on without, "
        + "and .recover takes \(count == 1 ? "it" : "them") up later")
  }
}
