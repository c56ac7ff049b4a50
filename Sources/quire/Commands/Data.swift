// `quire data`: data packages and data files, without a notebook. Level 5.

internal import ArgumentParser
internal import Datasets
internal import Diagnostics
internal import Files
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

struct Data: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, describe and validate data packages; sniff data files.",
    subcommands: [DataList.self, DataDescribe.self, DataSniff.self, DataValidate.self])
}

/// The packages that a data command works on.
struct PackageArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Data packages, or folders that hold some.", valueName: "folder"))
  var folders: [String]

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  /// Hands each package to `work`, in name order, and reports what cannot be read.
  func forEach(
    _ host: Host, _ work: (Package, FileAccess) -> ExitStatus
  ) -> ExitStatus {
    let files = host.environment(allowsOutside: true).files
    var status = ExitStatus.success
    for folder in folders.map(FilePath.init(_:)) {
      let found = packageFolders(below: folder, files)
      if found.isEmpty {
        host.report(
          Diagnostic(
            .missingData, "no data package at \(folder)",
            hint: "it is a folder with a datapackage.json"),
          color: color)
        status = max(status, .failure)
      }
      for package in found { status = max(status, read(package, files, host, work)) }
    }
    return status
  }

  private func read(
    _ folder: FilePath, _ files: FileAccess, _ host: Host,
    _ work: (Package, FileAccess) -> ExitStatus
  ) -> ExitStatus {
    do throws(DiagnosticList) {
      let package = try readPackage(at: folder, files: files)
      host.report(package.notes, color: color)
      return work(package, files)
    } catch {
      host.report(error.diagnostics, color: color)
      return .failure
    }
  }
}

/// The folder itself, or those directly below it, that hold a `datapackage.json`.
private func packageFolders(below folder: FilePath, _ files: FileAccess) -> [FilePath] {
  func isPackage(_ folder: FilePath) -> Bool {
    files.kind(folder.appending("datapackage.json")) == .file
  }
  if isPackage(folder) { return [folder] }
  let names = (try? files.list(folder)) ?? []
  return names.filter { !$0.hasPrefix(".") }.map { folder.appending($0) }.filter(isPackage)
}

struct DataList: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the tables of data packages; opens no data file.")

  @OptionGroup var packages: PackageArguments

  func run(on host: Host) -> ExitStatus {
    packages.forEach(host) { package, _ in
      host.output.write(heading(package))
      host.output.write(table(package.resourceList, host, packages.color))
      return .success
    }
  }
}

struct DataDescribe: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Print the data dictionary: columns, types, rules, descriptions.")

  @OptionGroup var packages: PackageArguments

  func run(on host: Host) -> ExitStatus {
    packages.forEach(host) { package, _ in
      host.output.write(heading(package) + "\n")
      for resource in package.resources {
        host.output.write("\(escaped(resource.name))  \(escaped(resource.title ?? ""))\n")
        if let description = resource.description { host.output.write("\(escaped(description))\n") }
        host.output.write(table(resource.dictionary, host, packages.color) + "\n")
      }
      return .success
    }
  }
}

struct DataSniff: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "sniff",
    abstract: "Print what a CSV or TSV file would be read as, and what was guessed.",
    discussion: "Exit status: 0 the file can be read, 3 it cannot.")

  @Argument(help: ArgumentHelp("CSV or TSV files; - is standard input.", valueName: "file"))
  var files: [String]

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  func run(on host: Host) -> ExitStatus {
    let environment = host.environment(allowsOutside: true)
    let monitor = environment.loadMonitor
    var status = ExitStatus.success
    for path in files.map(FilePath.init(_:)) {
      do throws(DiagnosticList) {
        let loaded = try loadCSV(at: path, sha256: nil, files: environment.files, monitor: monitor)
        host.output.write(loaded.report(name: path.tableName))
        host.output.write(
          "entry for data:\n  - \(escaped(path.tableName)): \(escaped(path.string))\n")
      } catch {
        host.report(error.diagnostics, color: color)
        status = max(status, error.diagnostics.map(\.code.exitStatus).max() ?? .failure)
        if status == .interrupted { return status }
      }
    }
    return status
  }
}

struct DataValidate: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Load data packages and check every value.",
    discussion: "Exit status: 0 all holds, 3 something is missing or wrong.")

  @OptionGroup var packages: PackageArguments

  func run(on host: Host) -> ExitStatus {
    let monitor = host.environment(allowsOutside: true).loadMonitor
    return packages.forEach(host) { package, files in
      var status = ExitStatus.success
      for resource in package.resources {
        let place = escaped("\(package.folder) \(resource.name)")
        do throws(DiagnosticList) {
          let table = try load(resource, files: files, monitor: monitor)
          host.output.write(
            "ok       \(place)  \(counted(table.rowCount, "row"))\n")
        } catch {
          host.report(error.diagnostics, color: packages.color)
          if error.diagnostics.contains(where: { $0.code == .interrupted }) { return .interrupted }
          host.output.write("invalid  \(place)\n")
          status = .failure
        }
      }
      return status
    }
  }
}

/// The folder and the title of a package.
private func heading(_ package: Package) -> String {
  "\(escaped(package.folder.string))  \(escaped(package.title ?? package.name ?? ""))\n"
}

/// A table whole, as it looks on standard output.
private func table(_ table: Table, _ host: Host, _ color: ColorChoice) -> String {
  let style = host.terminal.style(color)
  return render(
    table,
    TableStyle(
      style.look, maxRows: table.rowCount, width: style.width, usesColor: style.usesColor))
}
