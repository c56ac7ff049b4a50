// Paths on the command line -> tables: of packages, of folders of files, of files. Level 5.

internal import Datasets
internal import Diagnostics
internal import Files
internal import SystemPackage
internal import Tabular

/// A table that a path leads to, not loaded yet.
enum TableSource {
  case resource(Resource)
  case file(FilePath)

  /// The name of the table.
  var name: String {
    switch self {
    case .resource(let resource): resource.name
    case .file(let path): path.tableName
    }
  }

  /// Loads the table.
  ///
  /// - Returns: the table, and what was guessed.
  func load(
    _ options: CSVOptions, _ files: FileAccess, _ monitor: LoadMonitor
  ) throws(DiagnosticList) -> (table: Table, notes: [Diagnostic]) {
    switch self {
    case .resource(let resource):
      return (try Datasets.load(resource, files: files, monitor: monitor), [])
    case .file(let path):
      let loaded = try loadFile(
        at: path, options: options, sha256: nil, files: files, monitor: monitor)
      return (
        loaded.table,
        loaded.notes.map {
          Diagnostic($0.code, "\(path): \($0.message)", hint: $0.hint, severity: $0.severity)
        }
      )
    }
  }

  /// The tables of a path, in order: of a package, of the packages or else the data files of a folder,
  /// or the file itself.
  ///
  /// - Returns: what can be read of the descriptions, and everything that is wrong or worth a note.
  static func all(
    at path: FilePath, _ files: FileAccess
  ) -> (tables: [TableSource], findings: [Diagnostic]) {
    if path.lastComponent?.string == "datapackage.json" {
      let folder = path.removingLastComponent()
      return resources(of: [folder.isEmpty ? "." : folder], files)
    }
    guard files.kind(path) == .folder else {
      if path.isDataFile || files.kind(path) == nil { return ([.file(path)], []) }
      return ([], [unsupported(path)])
    }
    let packages = packageFolders(below: path, files)
    if !packages.isEmpty { return resources(of: packages, files) }
    do throws(Diagnostic) {
      let names = try dataFileNames(in: path, files) { $0.isDataFile }.data
      if names.isEmpty {
        throw Diagnostic(.missingData, "no data package and no data file in \(path)")
      }
      return (names.map { .file(path.appending($0)) }, [])
    } catch {
      return ([], [error])
    }
  }

  private static func resources(
    of folders: [FilePath], _ files: FileAccess
  ) -> (tables: [TableSource], findings: [Diagnostic]) {
    var found: (tables: [TableSource], findings: [Diagnostic]) = ([], [])
    for folder in folders {
      do throws(DiagnosticList) {
        let package = try readPackage(at: folder, files: files)
        found.tables += package.resources.map(TableSource.resource)
        found.findings += package.notes
      } catch {
        found.findings += error.diagnostics
      }
    }
    return found
  }

  /// That a path is nothing to be read as a table.
  static func unsupported(_ path: FilePath) -> Diagnostic {
    Diagnostic(.unsupportedData, "\(path) is no data package, CSV, TSV or JSON file")
  }
}

extension FilePath {
  /// Whether the name is that of a CSV or TSV file, which a data package can describe.
  var isDescribable: Bool { dataFormat == .csv || dataFormat == .tsv }
}

/// The visible files of a folder, those that `isData` takes and the others, in byte order; subfolders end
/// in `/`.
func dataFileNames(
  in folder: FilePath, _ files: FileAccess, where isData: (FilePath) -> Bool
) throws(Diagnostic) -> (data: [String], others: [String]) {
  do throws(FileError) {
    let names = try files.list(folder).filter { !$0.hasPrefix(".") && $0 != "datapackage.json" }
    let data = names.filter {
      files.kind(folder.appending($0)) == .file && isData(FilePath($0))
    }
    let others = names.filter { !data.contains($0) }.map { name in
      files.kind(folder.appending(name)) == .folder ? "\(name)/" : name
    }
    return (data, others)
  } catch {
    throw Diagnostic(
      .missingData, "\(folder): \(error.reason == .missing ? "no such folder" : "\(error)")")
  }
}
