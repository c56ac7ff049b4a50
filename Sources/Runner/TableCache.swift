// Tables of large files kept as column files, so that they are read once and mapped afterwards. Level 3.

internal import Datasets
internal import Diagnostics
internal import Files
internal import SystemPackage
internal import Tabular

/// What a table is made from: files, and how they are read.
struct TableKey {
  /// The files whose bytes decide about the table, those that its foreign keys refer to among them.
  let paths: [FilePath]
  /// Everything besides the bytes that decides what the table is.
  let reading: String
}

extension TableKey {
  /// A bare file, whose name and options say how it is read.
  init(file path: FilePath, _ options: [CSVOptionText], sha256: String? = nil) {
    let words = options.map { option in
      let keys = option.keys ?? []
      return ([option.name, "\(option.isCollection)", "\(keys.count)"] + keys + option.values)
        .joined(separator: "\u{1}")
    }
    let name = path.lastComponent?.string ?? ""
    self.init(
      paths: [path], reading: ([name, sha256 ?? ""] + words).joined(separator: "\u{2}"))
  }
}

/// A table, what was noted about it, and what it is.
struct IdentifiedTable {
  let table: LoadedTable
  let identity: TableIdentity
  /// The file that the table looks into, when it was kept.
  var keptFile: FileContents?
}

/// Keeps tables under the digests of their files, how they are read, and the program's build.
///
/// A table that is found here has been checked when it was kept: against a declared hash too, because
/// that is part of how it is read.
struct TableCache: Sendable {
  /// Files smaller than this in all are read sooner than they are looked up.
  static let smallestByteCount = 1 << 20

  private let folder: CacheFolder
  private let files: FileAccess
  private let digests: FileDigests
  private let isInterrupted: @Sendable () -> Bool

  init?(_ environment: Environment) {
    guard let folder = environment.cache else { return nil }
    self.folder = folder
    files = environment.files
    digests = FileDigests(folder, environment.files)
    isInterrupted = environment.isInterrupted
  }

  /// The kept table, or nil when there is none for files with just these bytes.
  func table(under key: TableKey) -> IdentifiedTable? {
    guard isLarge(key) else { return nil }
    var known: [String] = []
    for path in key.paths {
      guard let digest = digests.known(path, isInterrupted: isInterrupted) else { return nil }
      known.append(digest)
    }
    let name = name(of: key, known)
    guard let file = folder.read(name) else { return nil }
    guard let kept = ColumnFileContents(file.bytes, owner: file),
      let notes = Notes(kept.remark)
    else {
      folder.remove(name)
      return nil
    }
    return IdentifiedTable(
      table: LoadedTable(table: kept.table, notes: notes.diagnostics),
      identity: TableIdentity(name, rowCount: kept.table.rowCount), keptFile: file)
  }

  /// Keeps a table while the caller goes on.
  ///
  /// - Parameter stamps: those of the files from before they were read.
  /// - Returns: the table, whose identity will be told by the work; no work when it is not worth it.
  func keep(
    _ loaded: LoadedTable, under key: TableKey, readAt stamps: [FileStamp?]
  ) -> (table: IdentifiedTable, work: BackgroundWork?) {
    guard isLarge(key), loaded.rejects.isEmpty else {
      return (IdentifiedTable(table: loaded, identity: TableIdentity(of: loaded.table)), nil)
    }
    let identity = TableIdentity(nil, rowCount: loaded.table.rowCount)
    let work = BackgroundWork {
      guard let name = name(of: key, readAt: stamps) else { return }
      let pieces = ColumnFilePieces(loaded.table, remark: Notes(loaded.notes).bytes)
      let isKept = pieces.withPieces { pieces in
        pieces.reduce(0) { $0 + $1.count } <= CacheFolder.byteLimit / 2
          && folder.write(name, pieces)
      }
      identity.tell(name)
      if isKept { folder.shrink() }
    }
    return (IdentifiedTable(table: loaded, identity: identity), work)
  }

  /// The name of a table whose files are still those that were read.
  private func name(of key: TableKey, readAt stamps: [FileStamp?]) -> String? {
    var found: [String] = []
    for (path, stamp) in zip(key.paths, stamps) {
      guard let stamp,
        let digest = digests.digest(of: path, expected: stamp, isInterrupted: isInterrupted)
      else { return nil }
      found.append(digest)
    }
    return name(of: key, found)
  }

  /// The stamps that `keep` wants, taken before the files are read.
  func stamps(of key: TableKey) -> [FileStamp?] { key.paths.map(files.stamp) }

  private func isLarge(_ key: TableKey) -> Bool {
    let byteCount = key.paths.reduce(0) { $0 + (files.stamp($1)?.byteCount ?? 0) }
    return byteCount >= TableCache.smallestByteCount
  }

  private func name(of key: TableKey, _ digests: [String]) -> String {
    return "table-" + digest([folder.build, key.reading] + digests)
  }
}

/// The notes of a load as bytes: each message and hint ends in a NUL, which no note holds.
private struct Notes {
  let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  init?(_ bytes: [UInt8]) {
    let texts = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
    guard texts.count % 3 == 0 else { return nil }
    var notes: [Diagnostic] = []
    for start in stride(from: 0, to: texts.count, by: 3) {
      guard let code = Code(rawValue: texts[start]) else { return nil }
      let hint = texts[start + 2].isEmpty ? nil : texts[start + 2]
      notes.append(Diagnostic(code, texts[start + 1], hint: hint, severity: .note))
    }
    diagnostics = notes
  }

  var bytes: [UInt8] {
    diagnostics.flatMap { note in
      [note.code.rawValue, note.message, note.hint ?? ""].flatMap { Array($0.utf8) + [0] }
    }
  }
}
