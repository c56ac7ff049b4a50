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
    commandName: "data",
    abstract: "List, describe, profile, validate, make and export data packages; sniff data files.",
    subcommands: [
      DataList.self, DataDescribe.self, DataProfile.self, DataSniff.self, DataValidate.self,
      DataInit.self, DataExport.self,
    ])
}

/// The packages that a data command works on.
struct PackageArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Data packages, folders that hold some, or data files.", valueName: "path"))
  var folders: [String]

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  /// Hands each package to `work`, in name order, and reports what cannot be read.
  func forEach(
    _ host: Host, file: ((DataFile) -> ExitStatus)? = nil,
    _ work: (Package, FileAccess) -> ExitStatus
  ) -> ExitStatus {
    let files = host.environment(allowsOutside: true).files
    var status = ExitStatus.success
    for folder in folders.map(packageFolder) {
      if files.kind(folder) == nil, folder != "-" {
        host.report(Diagnostic(.missingData, "\(folder): no such file or folder"), color: color)
        status = max(status, .failure)
        continue
      }
      if let file, folder == "-" || files.kind(folder) != .folder {
        guard folder.extension != "md" else {
          host.report(TableSource.unsupported(folder), color: color)
          status = max(status, .failure)
          continue
        }
        status = max(status, file(DataFile(path: folder, host: host, color: color)))
        continue
      }
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

  /// The folder that is meant, also where its description is named.
  private func packageFolder(_ path: String) -> FilePath {
    let path = FilePath(path)
    guard path.lastComponent == "datapackage.json" else { return path }
    let folder = path.removingLastComponent()
    return folder.isEmpty ? "." : folder
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
func packageFolders(below folder: FilePath, _ files: FileAccess) -> [FilePath] {
  func isPackage(_ folder: FilePath) -> Bool {
    files.kind(folder.appending("datapackage.json")) == .file
  }
  if isPackage(folder) { return [folder] }
  let names = (try? files.list(folder)) ?? []
  return names.filter { !$0.hasPrefix(".") }.map { folder.appending($0) }.filter(isPackage)
}

/// The folder and the title of a package, or its name where it has none.
func heading(_ package: Package) -> String {
  let titles = [package.title, package.name].compactMap(\.self).filter { !$0.isEmpty }
  return heading(package.folder.string, titles.first)
}

/// A name and what follows it, if anything does, on one line.
func heading(_ name: String, _ title: String?) -> String {
  let title = title.flatMap { $0.isEmpty ? nil : "  \(escaped($0))" } ?? ""
  return "\(escaped(name))\(title)\n"
}

/// A table whole, as it looks on standard output; where it was cut there is no `.last` to be pointed to.
func drawn(_ table: Table, _ host: Host, _ color: ColorChoice) -> String {
  let style = host.terminal.style(color)
  let text = render(
    table,
    TableStyle(
      style.look, maxRows: table.rowCount, width: style.width, usesColor: style.usesColor))
  let pointer = "; .last shows all)\n"
  return text.hasSuffix(pointer) ? String(text.dropLast(pointer.count)) + ")\n" : text
}
