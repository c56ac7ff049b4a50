// Attaches database files of SQLite, which stay as they are. Level 3.

internal import Datasets
internal import Diagnostics
internal import Engine
internal import Files
internal import Notebook
internal import SystemPackage
internal import Tabular

extension Session {
  /// Whether an entry is a database: by its name, or by the first bytes of a file whose name says nothing.
  func isDatabase(_ path: FilePath, _ entry: DataEntry) -> Bool {
    if entry.options.contains(where: { $0.name == "format" }) { return false }
    return isDatabase(path)
  }

  /// Whether a file is a database by its name, or by its first bytes where its name says nothing.
  func isDatabase(_ path: FilePath) -> Bool {
    if let format = path.dataFormat { return format == .sqlite }
    // A pipe can be read only once.
    guard environment.files.kind(path) == .file else { return false }
    // What cannot be read is told by whoever opens it.
    do throws(DiagnosticList) {
      return try begins(path, with: Array("SQLite format 3\0".utf8))
    } catch { return false }
  }

  /// Attaches the file of an entry of `data:`.
  func attach(
    _ path: FilePath, _ entry: DataEntry, _ source: SourceText
  ) throws(DiagnosticList) {
    if let option = entry.options.first {
      throw DiagnosticList([
        source.diagnostic(
          .badValue, "\(option.name) is for a file of text, and \(path) is a database",
          at: option.nameRange)
      ])
    }
    try place(entry, source) { () throws(DiagnosticList) in
      try attach(path, as: entry.name ?? path.tableName, sha256: entry.sha256)
    }
  }

  /// Attaches a database file under a name, in place of one attached before under that name.
  func attach(
    _ path: FilePath, as schema: String, sha256: String?
  ) throws(DiagnosticList) {
    let files = environment.files
    let stamp = files.stamp(path)
    let real: FilePath
    do throws(FileError) {
      real = try files.canonical(path)
    } catch {
      throw DiagnosticList([Diagnostic(.missingData, "\(path): \(error)")])
    }
    // A log stands beside the file itself, not beside a link to it.
    try refuseUnsettled(path)
    try refuseUnsettled(real)
    if let sha256 { try checkHash(of: try open(path), sha256, path) }
    try attach(real, shown: path, as: schema, checksPages: sha256 == nil)
    attachedFiles.append(AttachedFile(schema: schema, path: path, stamp: stamp))
    if let change = changedDatabase { throw DiagnosticList([change]) }
  }

  private func attach(
    _ real: FilePath, shown path: FilePath, as schema: String, checksPages: Bool
  ) throws(DiagnosticList) {
    limit.start(seconds: .infinity)
    defer { limit.end() }
    do throws(EngineError) {
      try connection.attach(real.string, as: schema, checksPages: checksPages)
    } catch {
      let code: Code =
        switch error.kind {
        case .nameClash: .nameClash
        case .interrupted: .interrupted
        default: .unusableDatabase
        }
      let isForeign = error.message == "file is not a database"
      throw DiagnosticList([
        Diagnostic(
          code,
          "\(path): " + (isForeign ? "no SQLite database, or an encrypted one" : error.message),
          hint: error.hint)
      ])
    }
  }

  private func begins(_ path: FilePath, with bytes: [UInt8]) throws(DiagnosticList) -> Bool {
    let contents = try open(path)
    // The bytes last as long as their owner.
    return withExtendedLifetime(contents) { $0.bytes.starts(with: bytes) }
  }

  private func open(_ path: FilePath) throws(DiagnosticList) -> FileContents {
    do throws(FileError) {
      return try environment.files.read(path)
    } catch {
      throw DiagnosticList([Diagnostic(.missingData, "\(path): \(error)")])
    }
  }

  /// Refuses a database whose last changes stand in a file beside it, which reading alone cannot settle.
  ///
  /// - Source: https://www.sqlite.org/fileformat2.html#the_rollback_journal
  private func refuseUnsettled(_ path: FilePath) throws(DiagnosticList) {
    let log = FilePath(path.string + "-wal")
    if environment.files.kind(log) != nil, try open(log).bytes.count > 0 {
      throw DiagnosticList([
        Diagnostic(
          .unusableDatabase, "\(path): \(log) holds changes that are not in the file yet",
          hint: "sqlite3 \(path) 'PRAGMA wal_checkpoint(TRUNCATE)' puts them into it")
      ])
    }
    let journal = FilePath(path.string + "-journal")
    let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    if environment.files.kind(journal) != nil, try begins(journal, with: magic) {
      throw DiagnosticList([
        Diagnostic(
          .unusableDatabase, "\(path): \(journal) tells of a change that was broken off",
          hint: "sqlite3 \(path) 'SELECT 1 FROM sqlite_schema' takes it back")
      ])
    }
  }

  /// That a database has changed since it was attached, so that what was read of it may be anything.
  var changedDatabase: Diagnostic? {
    guard
      let file = attachedFiles.first(where: { environment.files.stamp($0.path) != $0.stamp })
    else { return nil }
    return Diagnostic(
      .wrongHash, "\(file.path): the file changed after it was attached",
      hint: file.isFromPrompt ? ".load it again" : "open the notebook again")
  }
}
