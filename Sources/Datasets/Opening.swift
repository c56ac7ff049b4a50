// Opening a data file: there, readable, inside its package, with the hash it should have. Level 1.

internal import Diagnostics
internal import Digest
internal import Files
internal import SystemPackage

/// Says why a file cannot be used; the caller knows the place that names it.
func fileDiagnostic(_ error: FileError, path: FilePath) -> Diagnostic {
  switch error.reason {
  case .missing: Diagnostic(.missingData, "\(path): no such file")
  case .isFolder: Diagnostic(.missingData, "\(path): is a folder, not a file")
  case .notPermitted: Diagnostic(.missingData, "\(path): permission denied")
  case .interrupted: Diagnostic(.interrupted, "\(path): loading was interrupted")
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
  /// Opens all files of the resource and checks where they lie, their length and their hash.
  func open(
    files: FileAccess, monitor: LoadMonitor = .none
  ) throws(DiagnosticList) -> [FileContents] {
    var contents: [FileContents] = []
    for path in paths {
      try checkInside(path, folder: folder, files: files)
      contents.append(try Datasets.open(path, files: files))
    }
    try checkLength(contents)
    if let sha256 {
      try checkHash(of: contents, expected: sha256, shown: shownPath, monitor: monitor)
    }
    return contents
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
  of contents: [FileContents], expected: String, shown: String,
  hint: String = "if the change is meant, put the new digest into datapackage.json",
  monitor: LoadMonitor = .none
) throws(DiagnosticList) {
  let progress = LoadProgress(
    monitor, file: shown, byteCount: contents.reduce(0) { $0 + $1.bytes.count })
  var hash = SHA256()
  for file in contents {
    for start in stride(from: 0, to: file.bytes.count, by: DataText.blockSize) {
      let range = start..<min(file.bytes.count, start + DataText.blockSize)
      hash.update(UnsafeRawBufferPointer(rebasing: file.bytes[range]))
      progress.add(range.count, worker: 0)
      try progress.check()
    }
  }
  let found = hash.finish()
  guard found != expected.lowercased() else { return }
  throw DiagnosticList([
    Diagnostic(
      .wrongHash, "\(shown): the content changed: sha256 \(expected) expected, \(found) found",
      hint: hint)
  ])
}
