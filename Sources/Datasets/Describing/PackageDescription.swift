// Data files of a folder -> the text of a `datapackage.json` that loads them as they are. Level 1.

public import Diagnostics
public import Files
public import SystemPackage
internal import Tabular
internal import YAML

/// A `datapackage.json` that was made from data files and proved by loading it.
public struct PackageDescription: Sendable {
  /// The text of the file.
  public let json: String
  /// The files described, in byte order of their names.
  public let described: [DescribedFile]
  /// What was done that people may not expect, one sentence each.
  public let notes: [String]

  /// Describes files of one folder.
  ///
  /// The description is read and loaded before it is given away: every value is the one that reading
  /// the file alone gives, except that empty texts in quotes are NULL, as in every data package.
  /// - Parameter folder: where the package lies; its last component names the package.
  /// - Parameter fileNames: the names of data files in the folder, each with what is stated about it.
  /// - Throws: everything that is wrong with the files, or cannot be said of them in a data package.
  public init(
    of fileNames: [(name: String, options: CSVOptions)], in folder: FilePath, files: FileAccess,
    monitor: LoadMonitor = .none
  ) throws(DiagnosticList) {
    var names = ResourceNames()
    var described: [DescribedFile] = []
    var faults: [Diagnostic] = []
    for (fileName, options) in fileNames {
      do throws(DiagnosticList) {
        let path = folder.string == "." ? FilePath(fileName) : folder.appending(fileName)
        let file = try DescribedFile(path, name: names.name(for: fileName), options, files, monitor)
        if let obstacle = file.obstacle {
          faults.append(Diagnostic(.unsupportedData, "\(path): \(obstacle)"))
        }
        described.append(file)
      } catch {
        faults += error.diagnostics
      }
    }
    guard faults.isEmpty else { throw DiagnosticList(faults) }
    self.described = described
    notes = names.notes + described.flatMap(\.notes)
    json = PackageDescription.text(of: described, in: folder, files)
    try prove(in: folder, files, monitor)
  }

  private static func text(
    of described: [DescribedFile], in folder: FilePath, _ files: FileAccess
  ) -> String {
    let home = (try? files.canonical(folder)) ?? folder
    let name = ResourceNames.standardName(home.lastComponent?.string ?? "")
    var members: [(String, JSONValue)] = [
      ("$schema", .text("https://datapackage.org/profiles/2.0/datapackage.json"))
    ]
    if !name.isEmpty { members.append(("name", .text(name))) }
    members += [
      ("title", .text("")), ("description", .text("")),
      ("resources", .list(described.map { $0.json() })),
    ]
    return JSONValue.object(members).text
  }

  /// Loads the package as it will be.
  private func prove(
    in folder: FilePath, _ files: FileAccess, _ monitor: LoadMonitor
  ) throws(DiagnosticList) {
    let package = try readPackage(
      at: folder,
      files: files.overlaid(with: [folder.appending("datapackage.json"): Array(json.utf8)]))
    var faults = package.notes
    for (resource, file) in zip(package.resources, described) {
      do throws(DiagnosticList) {
        let table = try load(resource, files: files, monitor: monitor)
        guard let column = file.loaded.table.firstDifference(from: table) else { continue }
        faults.append(
          Diagnostic(
            .unsupportedData,
            "\(file.fileName): column \(column) has other values in a data package"))
      } catch {
        faults += error.diagnostics.map(PackageDescription.withWayOut)
      }
    }
    guard faults.isEmpty else { throw DiagnosticList(faults) }
  }

  /// A bare file has numbers with blanks around them, a data package has not.
  private static func withWayOut(_ fault: Diagnostic) -> Diagnostic {
    guard fault.code == .wrongType, fault.hint == nil else { return fault }
    return Diagnostic(
      fault.code, fault.message, at: fault.place, source: fault.source,
      hint: "--option types=NAME:text describes the column as text")
  }
}

extension DescribedFile {
  fileprivate var notes: [String] {
    var notes = emptyTextCounts.map { column, count in
      "\(fileName): \(count) empty text\(count == 1 ? "" : "s") of column \(column) "
        + "become\(count == 1 ? "s" : "") NULL, as in every data package"
    }
    if keyCandidates.count == 1 {
      notes.append(
        "\(fileName): column \(keyCandidates[0]) is unique and never NULL: a primaryKey?")
    } else if keyCandidates.count > 1 {
      let shown = keyCandidates.prefix(5).joined(separator: ", ")
      let more = keyCandidates.count > 5 ? " and \(keyCandidates.count - 5) more" : ""
      notes.append(
        "\(fileName): columns \(shown)\(more) are each unique and never NULL: a primaryKey?")
    }
    return notes
  }
}

extension Table {
  /// The first column that is not the same in another table, texts that are empty taken for NULL.
  fileprivate func firstDifference(from other: Table) -> String? {
    guard rowCount == other.rowCount, columns.count == other.columns.count else {
      return columns.first?.name ?? ""
    }
    return zip(columns, other.columns).first { !$0.holdsSame(as: $1) }?.0.name
  }
}

extension Column {
  fileprivate func holdsSame(as other: Column) -> Bool {
    (0..<rowCount).allSatisfy { row in
      if let text = bytes(at: row), !text.isEmpty {
        return other.bytes(at: row)?.elementsEqual(text) ?? false
      }
      switch self[row] {
      case .integer(let integer): return other[row] == .integer(integer)
      case .real(let real): return other[row] == .real(real)
      case .null, .text, .blob: return other.storageClass(at: row) == .null
      }
    }
  }
}
