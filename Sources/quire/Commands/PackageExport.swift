// Tables -> CSV files and the datapackage.json that describes them. Level 5.

internal import Datasets
internal import Diagnostics
internal import Files
internal import Output
internal import Render
internal import SystemPackage
internal import Tabular

/// A data package to be written, or to be compared with the one that is there.
struct PackageExport {
  let tables: [NamedTable]
  let folder: FilePath
  let files: FileAccess

  /// The files' names with their bytes, in the order of the tables.
  private func contents() throws(DiagnosticList) -> [(name: String, bytes: [UInt8])] {
    var contents: [(name: String, bytes: [UInt8])] = []
    for table in tables {
      let name = "\(resourceName(for: table.name)).csv"
      if contents.contains(where: { $0.name == name }) {
        throw DiagnosticList([
          Diagnostic(.nameClash, "two of the tables would be the file \(name)")
        ])
      }
      if table.table.columns.isEmpty {
        throw DiagnosticList([
          Diagnostic(.unsupportedData, "\(table.name) has no columns")
        ])
      }
      var bytes: [UInt8] = []
      Render.write(table.table.withDistinctColumnNames(), as: .csv) { bytes += $0 }
      contents.append((name, bytes))
    }
    return contents
  }

  /// Writes the files, the description last.
  func write(_ host: Host, replacing: Bool) throws(DiagnosticList) -> ExitStatus {
    guard files.kind(folder) == .folder else {
      throw DiagnosticList([
        Diagnostic(.fileNotFound, "no such folder: \(folder)", hint: "make it first")
      ])
    }
    var contents = try contents()
    let taken = (contents.map(\.name) + ["datapackage.json"]).filter {
      files.kind(folder.appending($0)) != nil
    }
    if !taken.isEmpty, !replacing {
      throw DiagnosticList([
        Diagnostic(
          .cannotWrite, "\(folder) has \(taken.joined(separator: ", ")) already",
          hint: "--force replaces them")
      ])
    }
    var overlay: [FilePath: [UInt8]] = [:]
    for (name, bytes) in contents { overlay[folder.appending(name)] = bytes }
    let options = tables.map { statedOptions(for: $0.table.withDistinctColumnNames()) }
    let description = try PackageDescription(
      of: Array(zip(contents.map(\.name), options)), in: folder,
      files: files.overlaid(with: overlay))
    contents.append(("datapackage.json", Array(description.json.utf8)))
    for (name, bytes) in contents { try write(bytes, folder.appending(name)) }
    for (table, name) in zip(tables, contents.map(\.name)) {
      let place = escaped(folder.appending(name).string)
      host.output.write("\(place)  \(counted(table.table.rowCount, "row"))\n")
    }
    host.output.write("\(escaped(folder.appending("datapackage.json").string)) written\n")
    for (table, file) in zip(tables, description.described) { warn(table, file, host) }
    return .success
  }

  private func write(_ bytes: [UInt8], _ path: FilePath) throws(DiagnosticList) {
    do throws(FileError) {
      try files.write(path, bytes)
    } catch {
      throw DiagnosticList([Diagnostic(.cannotWrite, "cannot write \(path): \(error)")])
    }
  }

  /// Says what the CSV file has lost.
  private func warn(_ table: NamedTable, _ file: DescribedFile, _ host: Host) {
    var words = losses(of: table.table, as: .csv)
    for (column, count) in file.emptyTextCounts {
      words.append("\(counted(count, "empty text")) of column \(column) will be read as NULL")
    }
    for column in table.table.columns {
      if case .mixed = column.values {
        words.append("column \(column.name) holds several types and is written as text")
      }
    }
    for word in words {
      host.report(Diagnostic(.lossyFormat, "\(table.name): \(word)", severity: .warning))
    }
  }

  /// The types that the columns have, so that a text of digits is no number in the package.
  private func statedOptions(for table: Table) -> CSVOptions {
    var options = CSVOptions()
    options.separator = UInt8(ascii: ",")
    options.hasHeader = true
    for column in table.columns {
      switch column.values {
      case .integers: options.types[column.name] = .integer
      case .reals: options.types[column.name] = .real
      case .texts, .mixed: options.types[column.name] = .text
      }
    }
    return options
  }

  /// Compares the CSV files with those that are there; descriptions are people's to edit.
  func compare(_ host: Host) throws(DiagnosticList) -> ExitStatus {
    var status = ExitStatus.success
    for (name, bytes) in try contents() {
      let path = folder.appending(name)
      var isSame = false
      do throws(FileError) {
        isSame = try files.read(path).array == bytes
        host.output.write("\(isSame ? "ok     " : "differs")  \(escaped(path.string))\n")
      } catch {
        host.output.write("missing  \(escaped(path.string))\n")
      }
      if !isSame { status = .difference }
    }
    if status != .success {
      host.report(
        Diagnostic(
          .exportDiffers, "\(folder) is not what is exported now",
          hint: "--force instead of --check replaces it"))
    }
    return status
  }
}
