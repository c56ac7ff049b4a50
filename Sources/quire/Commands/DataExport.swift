// `quire data export`: tables of packages, files and notebooks, written for other programs. Level 5.

internal import ArgumentParser
internal import Datasets
internal import Diagnostics
internal import Files
internal import Notebook
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

struct DataExport: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write tables of packages, data files or notebooks in another format.",
    discussion: """
      A notebook is replayed, and its labelled results are the tables. One table goes to standard \
      output or -o; with --to, each becomes a CSV file of that folder, described by a datapackage.json.
      """)

  @Argument(
    help: ArgumentHelp("A data package, a data file, a folder, or a notebook.", valueName: "source")
  )
  var source: String

  @Argument(help: ArgumentHelp("The tables; all when none is named.", valueName: "table"))
  var tables: [String] = []

  @Option(
    help:
      "text, markdown, csv, tsv, json, jsonl, line, html, latex, insert; by -o's name, else csv."
  )
  var format: TableFormat?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the table here.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp("Write a data package into this folder.", valueName: "folder"))
  var to: String?

  @Flag(help: "With --to, compare with the CSV files that are there and write nothing.")
  var check = false

  @Flag(help: "With --to, replace files that are there.")
  var force = false

  @OptionGroup var reading: ReadingArguments

  @OptionGroup var shared: SharedOptions

  func run(on host: Host) -> ExitStatus {
    do throws(DiagnosticList) {
      try refuseContradictions()
      let options = try listed(reading.read)
      let environment = host.environment(shared, Cores(count: host.processorCount))
      let found = try found(options, environment, host)
      if let to {
        try refuseSource(as: to, environment.files)
        let export = PackageExport(tables: found, folder: FilePath(to), files: environment.files)
        return try check ? export.compare(host) : export.write(host, replacing: force)
      }
      return try write(found[0].table, host, environment.files)
    } catch {
      host.report(error.diagnostics, color: shared.color)
      return error.diagnostics.worstStatus
    }
  }

  /// Refuses to write a package over the one that is read: what it says besides the values would be lost.
  private func refuseSource(as target: String, _ files: FileAccess) throws(DiagnosticList) {
    let source = FilePath(source)
    let folder =
      source.lastComponent == "datapackage.json" ? source.removingLastComponent() : source
    guard files.kind(folder) == .folder, let real = try? files.canonical(folder),
      (try? files.canonical(FilePath(target))) == real
    else { return }
    throw fault("--to \(target) is what is exported", hint: "choose another folder")
  }

  private func fault(_ message: String, hint: String? = nil) -> DiagnosticList {
    DiagnosticList([Diagnostic(.badUsage, message, hint: hint)])
  }

  private func refuseContradictions() throws(DiagnosticList) {
    if to != nil, output != nil { throw fault("-o is for one table, --to for a data package") }
    if to != nil, let format, format != .csv { throw fault("--to writes CSV, not \(format)") }
    if to == nil, check || force { throw fault("--check and --force go with --to FOLDER") }
    if let output, format == nil, let ending = FilePath(output).extension,
      TableFormat(extension: ending) == nil
    {
      throw fault("no format is known by .\(ending)", hint: "--format csv, for instance, says it")
    }
  }

  // MARK: - Finding the tables

  private func found(
    _ options: CSVOptions, _ environment: Environment, _ host: Host
  ) throws(DiagnosticList) -> [NamedTable] {
    let path = FilePath(source)
    if path.extension == "md" { return try results(of: path, environment, host) }
    let (sources, findings) = TableSource.all(at: path, environment.files)
    host.report(findings.filter { $0.severity != .error }, color: shared.color)
    let errors = findings.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticList(errors) }
    let monitor = environment.loadMonitor
    var found: [NamedTable] = []
    for source in try chosen(sources, name: \.name) {
      let (table, notes) = try source.load(options, environment.files, monitor)
      host.report(notes, color: shared.color)
      found.append(NamedTable(name: source.name, table: table))
    }
    return found
  }

  /// The labelled results of a notebook, replayed.
  private func results(
    of path: FilePath, _ environment: Environment, _ host: Host
  ) throws(DiagnosticList) -> [NamedTable] {
    let notebook: NotebookFile
    do throws(Diagnostic) {
      notebook = try readNotebook(path, environment.files)
    } catch {
      throw DiagnosticList([error])
    }
    let replay = replay(
      notebook.document, in: notebook.folder, environment,
      ReplayOptions(continuesAfterFailure: true))
    let source = notebook.document.source
    let failures = replay.outcomes.compactMap { $0.failure(in: source) }
    host.report(replay.notes, color: shared.color)
    let errors = replay.obstacles + failures.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DiagnosticList(errors) }
    if replay.wasInterrupted { throw DiagnosticList([Diagnostic(.interrupted, "interrupted")]) }
    let results = replay.outcomes.compactMap { outcome -> NamedTable? in
      guard case .cell(let cell) = outcome, let label = cell.cell.label, let table = cell.lastTable
      else { return nil }
      return NamedTable(name: label, table: table)
    }
    guard !results.isEmpty else { throw fault("no cell of \(source.file) with a label has rows") }
    return try chosen(results, name: \.name)
  }

  /// Those that are asked for, in that order.
  private func chosen<Item>(
    _ items: [Item], name: (Item) -> String
  ) throws(DiagnosticList) -> [Item] {
    guard !tables.isEmpty else {
      try refuseSeveral(items.map(name))
      return items
    }
    try refuseSeveral(tables)
    var chosen: [Item] = []
    for wanted in tables {
      let key = wanted.asciiLowercased
      guard let item = items.first(where: { name($0).asciiLowercased == key }) else {
        throw DiagnosticList([
          Diagnostic(
            .badUsage, "\(source) has no table \(wanted)",
            hint: didYouMean(wanted, among: items.map(name))
              ?? "it has \(items.map(name).joined(separator: ", "))")
        ])
      }
      chosen.append(item)
    }
    return chosen
  }

  /// Without `--to` one table is written.
  private func refuseSeveral(_ names: [String]) throws(DiagnosticList) {
    guard to == nil, names.count > 1 else { return }
    throw fault(
      "which table? \(source) has \(names.joined(separator: ", "))",
      hint: "name one, or write them all with --to FOLDER")
  }

  // MARK: - Writing one

  private func write(
    _ table: Table, _ host: Host, _ files: FileAccess
  ) throws(DiagnosticList) -> ExitStatus {
    let named = output.flatMap { FilePath($0).extension }.flatMap(TableFormat.init(extension:))
    let format = format ?? named ?? .csv
    let warnings = losses(of: table, as: format).map {
      Diagnostic(.lossyFormat, $0, severity: .warning)
    }
    if let output {
      var bytes: [UInt8] = []
      Render.write(table, as: format) { bytes += $0 }
      do throws(FileError) {
        try files.write(FilePath(output), bytes)
      } catch {
        throw DiagnosticList([Diagnostic(.cannotWrite, "cannot write \(output): \(error)")])
      }
    } else {
      Render.write(table, as: format) { host.output.write($0) }
    }
    host.report(warnings, color: shared.color)
    return .success
  }
}

/// A table and what it is called.
struct NamedTable {
  let name: String
  let table: Table
}
