// Opening a data file: there, readable, inside its package, with the hash it should have. Level 1.

public import Diagnostics
internal import Digest
public import Files
internal import SystemPackage

/// Says why a file cannot be used; the caller knows the place that names it.
func fileDiagnostic(_ error: FileError, path: FilePath) -> Diagnostic {
  switch error.reason {
  case .missing: Diagnostic(.missingData, "\(path): no such file")
  case .isFolder: Diagnostic(.missingData, "\(path): is a folder, not a file")
  case .notPermitted: Diagnostic(.missingData, "\(path): permission denied")
  case .interrupted: Diagnostic(.interrupted, "\(path): loading was interrupted")
  case .changed: Diagnostic(.missingData, "\(path): \(error)")
  case .other(let message): Diagnostic(.missingData, "\(path): \(message)")
  }
}

/// Reads one data file.
func open(_ path: FilePath, files: FileAccess) throws(DiagnosticList) -> FileContents {
  do throws(FileError) {
    return try files.read(path)
  } catch {
    throw DiagnosticList([fileDiagnostic(error, path: path)])
  }
}

/// Says that a file is not what it was when reading began.
func changedDiagnostic(_ file: String) -> Diagnostic {
  Diagnostic(.wrongHash, "\(file): the file changed while it was read", hint: "load it again")
}

/// Reads files and refuses what came of them where they are not what they were when reading began:
/// a table as well as an error, unless the person had enough.
func readUnchanged<Value>(
  _ paths: [FilePath], files: FileAccess, _ work: () throws(DiagnosticList) -> Value
) throws(DiagnosticList) -> Value {
  let stamps = paths.map(files.stamp)
  let isChanged = { (path: FilePath, stamp: FileStamp?) in
    stamp != nil && files.stamp(path) != stamp
  }
  do throws(DiagnosticList) {
    let value = try work()
    if let changed = zip(paths, stamps).first(where: isChanged) {
      throw DiagnosticList([changedDiagnostic(changed.0.string)])
    }
    return value
  } catch {
    let wasStopped = error.diagnostics.contains { $0.code == .interrupted }
    if !wasStopped, let changed = zip(paths, stamps).first(where: isChanged) {
      throw DiagnosticList([changedDiagnostic(changed.0.string)])
    }
    throw error
  }
}

/// Refuses what was read of a file whose bytes went away or could not be read meanwhile.
func checkWhole(_ contents: FileContents, file: String) throws(DiagnosticList) {
  guard !contents.isWhole else { return }
  throw DiagnosticList([
    Diagnostic(.missingData, "\(file): cannot be read to its end", hint: "load it again")
  ])
}

/// Refuses a link that leads out of a package; a missing file is told by reading it.
func checkInside(
  _ path: FilePath, folder: FilePath, files: FileAccess
) throws(DiagnosticList) {
  let real: FilePath
  let root: FilePath
  do throws(FileError) {
    (real, root) = (try files.canonical(path), try files.canonical(folder))
  } catch {
    if error.reason == .missing { return }
    throw DiagnosticList([Diagnostic(.missingData, "\(path): \(error)")])
  }
  guard root.isEmpty || real.starts(with: root) else {
    throw DiagnosticList([
      Diagnostic(.outsideProject, "\(path): leads to \(real), outside the data package")
    ])
  }
}

extension Resource {
  /// Refuses links that lead out of the package; what is missing is told by reading it.
  public func checkPlaces(files: FileAccess) throws(DiagnosticList) {
    for path in paths { try checkInside(path, folder: folder, files: files) }
  }

  /// Opens all files of the resource and checks where they lie, their length and their hash.
  func open(
    files: FileAccess, monitor: LoadMonitor = .none
  ) throws(DiagnosticList) -> [FileContents] {
    try checkPlaces(files: files)
    var contents: [FileContents] = []
    for path in paths {
      contents.append(try Datasets.open(path, files: files))
    }
    try checkLength(contents)
    if let hash { try checkHash(of: contents, expected: hash, shown: shownPath, monitor: monitor) }
    return contents
  }

  /// The text of an opened file: decompressed, as UTF-8.
  func text(
    of contents: FileContents, path: FilePath, monitor: LoadMonitor
  ) throws(DiagnosticList) -> DataText {
    let isGzip = contents.bytes.starts(with: [0x1F, 0x8B])
    let plain =
      isGzip || isCompressed ? try gunzipped(contents, file: path.string) : contents
    let mark = TextEncoding(byteOrderMarkOf: plain.bytes.bindMemory(to: UInt8.self))
    let decoded = try (encoding ?? mark)?.decoded(plain, file: path.string) ?? plain
    var text = try DataText(decoded, file: path.string, quote: dialect.quote, monitor: monitor)
    if let terminator = dialect.terminator {
      text = try text.withRecords(endingIn: terminator, dialect: dialect)
    }
    text.skippedRecords = commentRecords(of: text, dialect: dialect)
    return text
  }

  private var shownPath: String { paths.map(\.string).joined(separator: ", ") }

  private func checkLength(_ contents: [FileContents]) throws(DiagnosticList) {
    let found = contents.reduce(0) { $0 + $1.bytes.count }
    guard let byteCount, byteCount != found else { return }
    throw DiagnosticList([
      Diagnostic(
        .wrongHash, "\(shownPath): \(found) bytes, but the data package says \(byteCount)",
        hint: "if the change is meant, update bytes and hash in datapackage.json")
    ])
  }
}

/// Compares the digest of files end to end with the one they should have.
func checkHash(
  of contents: [FileContents], expected: ContentHash, shown: String,
  hint: String = "if the change is meant, put the new digest into datapackage.json",
  monitor: LoadMonitor = .none
) throws(DiagnosticList) {
  let progress = LoadProgress(
    monitor, file: shown, byteCount: contents.reduce(0) { $0 + $1.bytes.count })
  let found = expected.algorithm.hexDigest(of: contents.flatMap(blocks)) { byteCount in
    progress.add(byteCount, worker: 0)
    return !progress.isStopped
  }
  try progress.check()
  guard found != expected.digits else { return }
  throw DiagnosticList([
    Diagnostic(
      .wrongHash,
      "\(shown): the content changed: \(expected.algorithm.rawValue) \(expected.digits) expected, "
        + "\(found) found", hint: hint)
  ])
}

/// A file's bytes in blocks, between which a walk may be stopped; they live as long as the file's contents.
private func blocks(of contents: FileContents) -> [UnsafeRawBufferPointer] {
  let bytes = contents.bytes
  return stride(from: 0, to: bytes.count, by: DataText.blockSize).map { start in
    UnsafeRawBufferPointer(
      rebasing: bytes[start..<min(bytes.count, start + DataText.blockSize)])
  }
}
