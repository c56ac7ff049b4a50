// `.recover`: takes up what a lost session left. Level 5.

internal import Diagnostics
internal import Files
internal import Glibc
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

extension Workbench {
  /// Says at the start which sessions left something.
  func tellLostSessions() {
    let (sessions, damaged) = LostSession.all(in: host.terminal.stateFolder)
    for session in sessions.prefix(3) {
      let count = session.record.edits.count
      tell(
        "a lost session left \(counted(count, "change")) of \(escaped(shown(session.record.notebook)))"
          + ": .recover takes \(count == 1 ? "it" : "them") up")
    }
    if sessions.count > 3 { tell("and \(sessions.count - 3) more: .recover lists them") }
    noteDamaged(damaged)
  }

  private func noteDamaged(_ damaged: [FilePath]) {
    for path in damaged { host.note("passed over: \(path) is damaged") }
  }

  /// A path as it is from here, where it lies below.
  private func shown(_ path: FilePath) -> String {
    guard let here = try? environment.files.canonical("."), path.starts(with: here) else {
      return path.string
    }
    return String(path.string.dropFirst(here.string.count + (here.string == "/" ? 0 : 1)))
  }

  /// Takes up a lost session: the one there is, or that of a number; lists them where there are several.
  func recover(_ operand: String) -> ExitStatus {
    let (sessions, damaged) = LostSession.all(in: host.terminal.stateFolder)
    noteDamaged(damaged)
    guard !sessions.isEmpty else {
      tell("there is nothing to recover")
      return .success
    }
    let words = operand.split(separator: " ").map(String.init)
    guard let word = words.first else {
      if sessions.count == 1 { return take(sessions[0]) }
      list(sessions)
      return .success
    }
    guard let number = Int(word), sessions.indices.contains(number - 1) else {
      list(sessions)
      return fail("there is no lost session \(word)", hint: ".recover 1")
    }
    guard words.dropFirst().first == "drop" else { return take(sessions[number - 1]) }
    sessions[number - 1].forget()
    tell("forgotten")
    return .success
  }

  private func list(_ sessions: [LostSession]) {
    let now = Int64(time(nil))
    let rows: [[Value]] = sessions.enumerated().map { index, session in
      [
        .integer(Int64(index + 1)), .text(shown(session.record.notebook)),
        .text(age(now - session.record.time)), .integer(Int64(session.record.edits.count)),
      ]
    }
    show(Table(columnNames: ["session", "notebook", "left", "changes"], rows: rows))
    tell(".recover N takes one up; .recover N drop forgets it")
  }

  private func age(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: "just now"
    case ..<3600: "\(counted(Int(seconds / 60), "minute")) ago"
    case ..<86_400: "\(counted(Int(seconds / 3600), "hour")) ago"
    default: "\(counted(Int(seconds / 86_400), "day")) ago"
    }
  }

  private func take(_ lost: LostSession) -> ExitStatus {
    let path = lost.record.notebook
    let isOpen = notebook.map { (try? environment.files.canonical($0.path)) == path } ?? false
    if !isOpen {
      if let notebook, !notebook.edits.isEmpty {
        return fail(
          "\(notebook.path) has cells that are not saved", .unsavedCells, hint: ".save first")
      }
      let status = open(FilePath(shown(path)))
      guard notebook?.path == FilePath(shown(path)) else { return status }
    }
    do throws(Diagnostic) {
      try refresh()
      guard let notebook else { return .usage }
      let (document, edits) = try redo(notebook.edits + lost.record.edits, on: notebook.saved)
      self.notebook?.edits = edits
      report(adopt(document))
    } catch {
      report([error])
      return error.code.exitStatus
    }
    guard let notebook else { return .success }
    journal.write(notebook)
    if journal.problem == nil { lost.forget() }
    showRecovered(notebook)
    return .success
  }

  private func showRecovered(_ notebook: OpenNotebook) {
    guard !notebook.edits.isEmpty else { return tell("\(notebook.path) has all of it already") }
    let source = notebook.document.source
    for index in notebook.unsavedCells.sorted() {
      let text = String(decoding: source.bytes[cells[index].range], as: UTF8.self)
      host.output.write(withoutControls(text))
    }
    tell(
      "opened \(notebook.path) and took up \(counted(notebook.unsavedCount, "cell")); .save writes")
  }
}
