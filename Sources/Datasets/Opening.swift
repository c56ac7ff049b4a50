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

/// Refuses a file that is not the one it was when reading began.
func checkUnchanged(
  _ path: FilePath, since stamp: FileStamp?, files: FileAccess
) throws(DiagnosticList) {
  guard let stamp, files.stamp(path) != stamp else { return }
  throw DiagnosticList([
    Diagnostic(
      .wrongHash, "\(path): the file changed while it was read", hint: "load it again")
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
  func open(files: FileAccess) throws(DiagnosticList) -> [FileContents] {
    try checkPlaces(files: files)
    var contents: [FileContents] = []
    for path in paths {
      contents.append(try Datasets.open(path, files: files))
    }
    try checkLength(contents)
    if let hash { try checkHash(of: contents, expected: hash, shown: shownPath) }
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
  hint: String = "if the change is meant, put the new digest into datapackage.json"
) throws(DiagnosticList) {
  let found = expected.algorithm.hexDigest(of: contents.map(\.bytes))
  guard found != expected.digits else { return }
  throw DiagnosticList([
    Diagnostic(
      .wrongHash,
      "\(shown): the content changed: \(expected.algorithm.rawValue) \(expected.digits) expected, "
        + "\(found) found", hint: hint)
  ])
}
