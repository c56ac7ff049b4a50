// Opens notebooks and notices when their files change. Level 5.

internal import Diagnostics
internal import Files
internal import Notebook
internal import Output
internal import Runner
internal import SystemPackage

extension Workbench {
  /// Opens a notebook in a fresh session and runs nothing.
  ///
  /// - Returns: whether it could be opened; what is wrong has been reported.
  func open(_ path: FilePath) -> ExitStatus {
    do throws(Diagnostic) {
      let file = try readNotebook(path, environment.files)
      journal.leave()
      let status = LiveStatus(of: file.document, at: path, in: file.folder, environment)
      return open(
        OpenNotebook(
          saved: file, document: file.document, edits: [], status: status,
          given: path == given.path ? given.values : []))
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  /// Begins a fresh session with a notebook whose cells have not run in it.
  private func open(_ notebook: OpenNotebook) -> ExitStatus {
    var notebook = notebook
    (notebook.outcomes, notebook.lastRun) = ([:], nil)
    var found = notebook.plan()
    if let obstacle = notebook.document.versionObstacle(environment) { found.append(obstacle) }
    let names = Set(notebook.document.frontMatter.parameters.map(\.name))
    let isStart = self.notebook?.path != notebook.path
    notebook.given.removeAll { !isStart && !names.contains($0.name) }
    notebook.status.reopen(notebook.document)
    let session = Session(environment)
    do throws(DiagnosticList) {
      try session.open(notebook.document, in: notebook.folder, given: notebook.given)
    } catch {
      found += error.diagnostics
    }
    report(found)
    self.notebook = notebook
    self.session = session
    display.forget()
    keepable = nil
    let errors = found.filter { $0.severity == .error }
    return errors.map(\.code.exitStatus).max() ?? .success
  }

  /// Begins a fresh session; tables typed in between are gone.
  ///
  /// - Parameter reason: said in one line, or nil when nothing has run yet.
  func beginAgain(_ reason: String?) -> ExitStatus {
    guard let notebook else { return .success }
    if let reason { host.note(reason) }
    return open(notebook)
  }

  /// Reads the notebook again when its file or its data has changed, and says so in one line.
  ///
  /// What unchanged cells gave is kept, unless the data or the parameters may be others. Changes that are not
  /// in the file stay; where the file has changed in the same place, the person is asked.
  ///
  /// - Parameter always: whether nothing new is worth a line, and data is read again all the same.
  /// - Throws: why the file cannot be read, or what is in the way; then nothing may run.
  func refresh(always: Bool = false) throws(Diagnostic) {
    guard let notebook else {
      throw Diagnostic(.badUsage, "no notebook is open", hint: ".open FILE")
    }
    let bytes = try readBytes(notebook.path, environment.files)
    let changedData = notebook.status.changedFiles
    guard bytes != notebook.saved.document.source.bytes else {
      guard always || !changedData.isEmpty else { return }
      let what = changedData.map(\.string).joined(separator: ", ")
      _ = beginAgain(
        changedData.isEmpty
          ? "\(notebook.path) is read again with its data, no cell has run"
          : "\(what) \(changedData.count == 1 ? "has" : "have") changed: "
            + "the data is read again, no cell has run")
      return
    }
    let file = NotebookFile(
      path: notebook.path, document: parse(bytes, file: notebook.path.string))
    let (document, edits) = try redo(notebook.edits, on: file)
    try take(file, document, edits)
  }

  /// Goes on with a version of the file and of the notebook that it makes.
  private func take(
    _ file: NotebookFile, _ document: Document, _ edits: [CellEdit]
  ) throws(Diagnostic) {
    guard var notebook else { return }
    let isSameMatter = document.frontMatterBytes == notebook.document.frontMatterBytes
    notebook.saved = file
    notebook.edits = edits
    guard isSameMatter, notebook.status.changedFiles.isEmpty else {
      host.note("\(notebook.path) has changed: read again with its data, no cell has run")
      notebook.document = document
      notebook.position = min(notebook.position, document.cells.count)
      _ = open(notebook)
      return journal.write(notebook)
    }
    let same = notebook.document.moves(to: document).count
    self.notebook = notebook
    let found = adopt(document)
    notebook = self.notebook ?? notebook
    let unsaved = edits.isEmpty ? "" : "; \(unsaved(notebook)) not saved"
    host.note(
      "\(notebook.path) has changed: read again, \(same) of \(document.cells.count) cells as before"
        + unsaved)
    report(found)
    journal.write(notebook)
  }

  private func unsaved(_ notebook: OpenNotebook) -> String {
    let count = notebook.unsavedCount
    return count == 1 ? "1 cell is" : "\(count) cells are"
  }

  /// Goes on with another text of the notebook, which has the same front matter.
  ///
  /// - Returns: what is wrong with it.
  func adopt(_ document: Document) -> [Diagnostic] {
    guard var notebook else { return [] }
    let lost = notebook.adopt(document)
    let found = notebook.plan()
    session.adopt(document, forgetting: lost)
    self.notebook = notebook
    return found
  }

  /// Makes changes again on another version of the file.
  ///
  /// - Throws: what is in the way, when the person does not say what is to happen.
  func redo(
    _ edits: [CellEdit], on file: NotebookFile
  ) throws(Diagnostic) -> (document: Document, edits: [CellEdit]) {
    var document = file.document
    var kept: [CellEdit] = []
    for edit in edits {
      do throws(CellEditFault) {
        document = try document.applying(edit)
        kept.append(edit)
      } catch {
        if try takesOwn(edit, document, error) {
          let winning = document.winning(edit)
          do throws(CellEditFault) {
            document = try document.applying(winning)
          } catch {
            throw error.diagnostic
          }
          kept.append(winning)
        }
      }
    }
    let isSame = document.source.bytes == file.document.source.bytes
    return (document, isSame ? [] : kept)
  }

  /// Asks whether a change is to win over the file.
  ///
  /// - Throws: the fault, when the person does not say.
  private func takesOwn(
    _ edit: CellEdit, _ document: Document, _ fault: CellEditFault
  ) throws(Diagnostic) -> Bool {
    let finding = fault.diagnostic
    guard host.terminal.isInteractive else { throw finding }
    host.note("\(document.source.file) has changed in the same place: \(finding.message)")
    let other = document.namesake(of: edit).map { document.content(of: document.cells[$0]) } ?? ""
    host.note(
      withoutControls(
        unifiedDiff(
          old: Array((other + "\n").utf8), new: Array((edit.content + "\n").utf8),
          oldName: "in the file", newName: "here")))
    while let answer = host.terminal.ask(
      "h takes what is here, f the file's, Enter neither yet: ", host)
    {
      switch answer {
      case "h", "here": return true
      case "f", "file": return false
      case "": throw finding
      default: continue
      }
    }
    throw finding
  }
}

extension CellEditFault {
  /// The fault as people see it.
  var diagnostic: Diagnostic {
    switch self {
    case .conflict(let message):
      Diagnostic(
        .conflictingEdit, message,
        hint: ".reload at a terminal asks which to take")
    case .malformed(let message, let hint): Diagnostic(.badValue, message, hint: hint)
    }
  }
}
