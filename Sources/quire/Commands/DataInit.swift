// `quire data init`: a data package from the files of a folder. Level 5.

internal import ArgumentParser
internal import Datasets
internal import Diagnostics
internal import Files
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

struct DataInit: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a datapackage.json for the CSV and TSV files of a folder.",
    discussion: """
      Types, dialect, size and hash are found by reading every file whole; titles and descriptions \
      are left empty, to be written by who knows the data. The description is proved by loading it \
      before it is written. For a single file it is printed and nothing is written.
      """)

  @Argument(help: ArgumentHelp("A folder of data files, or one file.", valueName: "folder"))
  var path: String

  @Flag(help: "Replace a datapackage.json that is there.")
  var force = false

  @OptionGroup var reading: ReadingArguments

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  func run(on host: Host) -> ExitStatus {
    do throws(DiagnosticList) {
      try describe(host)
      return .success
    } catch {
      host.report(error.diagnostics, color: color)
      return error.diagnostics.worstStatus
    }
  }

  private func describe(_ host: Host) throws(DiagnosticList) {
    let environment = host.environment(allowsOutside: true)
    let files = environment.files
    let monitor = environment.loadMonitor
    let path = FilePath(path)
    if path.string == "-" {
      throw DiagnosticList([
        Diagnostic(.badUsage, "a data package describes files, not standard input")
      ])
    }
    let isFolder = files.kind(path) == .folder
    let folder = isFolder ? path : path.removingLastComponent()
    let options = try listed(reading.read)
    let names: [String]
    if isFolder {
      names = try listed { () throws(Diagnostic) in try fileNames(in: path, host, files) }
    } else {
      guard path.isDescribable || files.kind(path) == nil else {
        throw DiagnosticList([TableSource.unsupported(path)])
      }
      names = [path.lastComponent?.string ?? ""]
    }
    let description = try PackageDescription(
      of: names.map { ($0, options) }, in: folder.isEmpty ? "." : folder, files: files,
      monitor: monitor)
    if isFolder {
      let target = path.appending("datapackage.json")
      do throws(FileError) {
        try files.write(target, Array(description.json.utf8))
      } catch {
        throw DiagnosticList([Diagnostic(.cannotWrite, "cannot write \(target): \(error)")])
      }
      for file in description.described {
        host.output.write(file.loaded.report(name: file.name))
      }
      host.output.write("\(escaped(target.string)) written\n")
    } else {
      host.output.write(description.json)
      host.report(description.described.flatMap(\.loaded.notes), color: color)
    }
    for note in description.notes { host.note("note: \(escaped(note))") }
  }

  /// The files that are described; says which are not.
  private func fileNames(
    in folder: FilePath, _ host: Host, _ files: FileAccess
  ) throws(Diagnostic) -> [String] {
    let target = folder.appending("datapackage.json")
    if files.kind(target) != nil, !force {
      throw Diagnostic(
        .cannotWrite, "\(target) is there already", hint: "--force replaces it")
    }
    let (data, others) = try dataFileNames(in: folder, files) { $0.isDescribable }
    if data.isEmpty { throw Diagnostic(.missingData, "no CSV or TSV file in \(folder)") }
    if !others.isEmpty {
      host.note("note: no CSV or TSV file, left out: \(escaped(others.joined(separator: ", ")))")
    }
    return data
  }
}

/// The same error as a list of one.
func listed<Value>(
  _ work: () throws(Diagnostic) -> Value
) throws(DiagnosticList) -> Value {
  do throws(Diagnostic) {
    return try work()
  } catch {
    throw DiagnosticList([error])
  }
}
