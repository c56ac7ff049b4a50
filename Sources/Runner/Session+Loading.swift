// Loads files that no notebook names: at the prompt. Level 3.

public import Datasets
public import Diagnostics
internal import Engine
public import SystemPackage
internal import Tabular

extension Session {
  /// Loads a bare file and mounts it, in place of one loaded before under that name.
  ///
  /// - Parameter name: the table's name; that of the file when nil.
  /// - Returns: the name, and the table with what was guessed.
  public func loadFile(
    _ path: FilePath, as name: String?
  ) throws(DiagnosticList) -> (name: String, loaded: LoadedTable) {
    let name = name ?? path.tableName
    let key = name.asciiLowercased
    let isTaken =
      dataTableNames.contains { $0.asciiLowercased == key } || cellLines[key] != nil
    if isTaken {
      throw DiagnosticList([
        Diagnostic(
          .nameClash, "\(name) is a table of the notebook already", hint: ".load FILE as NAME")
      ])
    }
    let loaded = try loadCSV(
      at: path, sha256: nil, files: environment.files, monitor: monitor)
    do throws(EngineError) {
      try connection.mount(loaded.table, as: name)
    } catch {
      throw DiagnosticList([Diagnostic(.unsupportedData, "\(name): \(error.message)")])
    }
    origins[key] = TableOrigin(rejects: loaded.rejects)
    return (name, loaded)
  }
}
