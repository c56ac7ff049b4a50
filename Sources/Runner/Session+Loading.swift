// Loads files that no notebook names: at the prompt. Level 3.

public import Datasets
public import Diagnostics
internal import Engine
public import SystemPackage
internal import Tabular

extension Session {
  /// What a file became.
  public enum LoadedFile: Sendable {
    /// A table, with what was guessed.
    case table(name: String, LoadedTable)
    /// A database, whose tables are `schema.table`.
    case database(schema: String)
  }

  /// Loads a file and mounts it, in place of one loaded before under that name.
  ///
  /// - Parameter name: the name of the table, or of the schema of a database; that of the file when nil.
  /// - Parameter options: how the file is to be read.
  public func loadFile(
    _ path: FilePath, as name: String?, options: [CSVOptionText] = []
  ) throws(DiagnosticList) -> LoadedFile {
    let name = name ?? path.tableName
    loadedPaths.append(path)
    if options.isEmpty, isDatabase(path) { return try loadDatabase(path, as: name) }
    let key = name.asciiLowercased
    let isTaken =
      dataTableNames.contains { $0.asciiLowercased == key } || cellLines[key] != nil
    if isTaken {
      throw DiagnosticList([
        Diagnostic(
          .nameClash, "\(name) is a table of the notebook already", hint: ".load FILE as NAME")
      ])
    }
    let readOptions = try self.options(options, for: path)
    let loaded = try recall(TableKey(file: path, options)) { () throws(DiagnosticList) in
      try Datasets.loadFile(
        at: path, options: readOptions, sha256: nil, files: environment.files, monitor: monitor)
    }
    try mount(loaded, as: name)
    namedFiles[key] = nil
    loadedNames.insert(key)
    origins[key] = TableOrigin(rejects: loaded.table.rejects)
    return .table(name: name, loaded.table)
  }

  private func loadDatabase(
    _ path: FilePath, as schema: String
  ) throws(DiagnosticList) -> LoadedFile {
    let key = schema.asciiLowercased
    if let index = attachedFiles.firstIndex(where: { $0.schema.asciiLowercased == key }) {
      guard attachedFiles[index].isFromPrompt else {
        throw DiagnosticList([
          Diagnostic(
            .nameClash, "\(schema) is a database of the notebook already",
            hint: ".load FILE as NAME")
        ])
      }
      connection.detach(schema)
      attachedFiles.remove(at: index)
    }
    try attach(path, as: schema, sha256: nil)
    attachedFiles[attachedFiles.count - 1].isFromPrompt = true
    return .database(schema: schema)
  }
}
