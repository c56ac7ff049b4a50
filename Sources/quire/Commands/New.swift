// `quire new`: a notebook to start from. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Engine
internal import Files
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

struct New: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a small notebook to start from.",
    discussion: "A file that is there already is never replaced.")

  @Argument(help: ArgumentHelp("The notebook to write.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp("A data package or data file that it reads.", valueName: "path"))
  var data: String?

  @OptionGroup var shared: SharedOptions

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(shared)
    let path = FilePath(file)
    do throws(DiagnosticList) {
      guard path.extension == "md", let stem = path.stem else {
        throw DiagnosticList([
          Diagnostic(.badUsage, "the name of a notebook ends in .md", hint: "quire new FILE.md")
        ])
      }
      guard environment.files.kind(path) == nil else {
        throw DiagnosticList([Diagnostic(.cannotWrite, "\(path) is there already")])
      }
      let text = try text(stem, environment)
      try write(text, to: path, environment.files)
      host.output.write("written    \(escaped(path.string))\n")
      return .success
    } catch {
      return host.fail(error.diagnostics, color: shared.color)
    }
  }

  private func write(
    _ text: String, to path: FilePath, _ files: FileAccess
  ) throws(DiagnosticList) {
    do throws(FileError) {
      try files.write(path, Array(text.utf8))
    } catch {
      throw DiagnosticList([Diagnostic(.cannotWrite, "cannot write \(path): \(error)")])
    }
  }

  /// The text of the notebook; with data, a cell over its first table.
  private func text(_ title: String, _ environment: Environment) throws(DiagnosticList) -> String {
    guard let data else {
      return StarterNotebook(title: title, dataPath: nil, table: nil, label: "first_cell").text
    }
    let notebook = NotebookFile(path: FilePath(file), document: Notebook.parse([], file: file))
    let path = try relative(FilePath(data), to: notebook.folder, environment.files)
    let draft = StarterNotebook(title: title, dataPath: path, table: nil, label: "first_cell")
    let session = Session(environment)
    do throws(DiagnosticList) {
      try session.open(Notebook.parse(Array(draft.text.utf8), file: file), in: notebook.folder)
    } catch {
      // The places are those of a text that nobody sees, but for files of data.
      throw DiagnosticList(error.diagnostics.map { $0.place?.file == file ? $0.placeless : $0 })
    }
    let names = session.dataTableNames + session.attachedTables.map(\.name)
    var label = "row_counts"
    while names.contains(where: { $0.lowercased() == label }) { label += "_" }
    let attached = session.attachedTables.first
    let table = session.dataTableNames.first ?? attached?.qualifiedName
    let written =
      attached.map { "\(quoted($0.schema)).\(quoted($0.name))" } ?? table.map(quoted)
    let plain = StarterNotebook(title: title, dataPath: path, table: table, label: label).text
    let findings = lint(
      Notebook.parse(Array(plain.utf8), file: file), in: notebook.folder, environment)
    guard findings.contains(where: { $0.severity == .error }) else { return plain }
    return StarterNotebook(title: title, dataPath: path, table: written, label: label).text
  }

  /// A path from the notebook's folder on, unless it is absolute.
  private func relative(
    _ path: FilePath, to folder: FilePath, _ files: FileAccess
  ) throws(DiagnosticList) -> String {
    guard files.kind(path) != nil else {
      throw DiagnosticList([Diagnostic(.missingData, "no such data: \(path)")])
    }
    if path.isAbsolute || folder == "." { return path.string }
    do throws(FileError) {
      let home = try files.canonical(folder).components
      let name = path.lastComponent
      let isNamed = name != nil && name?.kind == .regular
      let parent = path.removingLastComponent()
      var whole = try files.canonical(!isNamed ? path : parent.isEmpty ? "." : parent)
      if isNamed, let name { whole.append(name) }
      let shared = zip(home, whole.components).prefix { $0 == $1 }.count
      let ups = home.dropFirst(shared).map { _ in ".." }
      let downs = whole.components.dropFirst(shared).map(\.string)
      let parts = ups + downs
      return parts.isEmpty ? "." : parts.joined(separator: "/")
    } catch {
      throw DiagnosticList([Diagnostic(.cannotWrite, "\(error.path): \(error)")])
    }
  }
}

extension Diagnostic {
  /// The same finding without its place.
  fileprivate var placeless: Diagnostic { Diagnostic(code, message, hint: hint) }
}
