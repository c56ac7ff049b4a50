// A table read from a bare file, and what was guessed to read it. Level 1.

public import Diagnostics
public import Files
public import SystemPackage
public import Tabular

/// A table and the guesses it rests on.
public struct LoadedTable: Sendable {
  /// The data.
  public let table: Table
  /// One note for each thing that was decided without being stated, in no need of action.
  public let notes: [Diagnostic]
  /// The records that `bad: reject` put aside, in the order of the file.
  public let rejects: [RejectedRecord]
}

/// Loads a bare CSV file (or `.tsv`, or one compressed as `.gz`), each column typed by all of its
/// values.
///
/// No value is changed: a number type is chosen only when every value of the column is written as
/// such a number; an empty field is NULL, an empty quoted one is an empty text.
///
/// - Parameter options: what is stated about the file and so not guessed at.
/// - Parameter sha256: the digest that the file, as it lies there, must have (`sha256:` may stand
///   before it), or nil.
/// - Throws: all malformed records, at most 20 of them and a last one that counts the rest.
public func loadCSV(
  at path: FilePath, options: CSVOptions = CSVOptions(), sha256: String?, files: FileAccess,
  monitor: LoadMonitor = .none
) throws(DiagnosticList) -> LoadedTable {
  defer { monitor.end() }
  return try readUnchanged([path], files: files) { () throws(DiagnosticList) in
    try read(path, options, sha256, files, monitor)
  }
}

private func read(
  _ path: FilePath, _ options: CSVOptions, _ sha256: String?, _ files: FileAccess,
  _ monitor: LoadMonitor
) throws(DiagnosticList) -> LoadedTable {
  let contents = try open(path, files: files)
  let bytes = contents.bytes
  let isCompressed = bytes.count > 1 && bytes[0] == 0x1F && bytes[1] == 0x8B
  let walkCount = (sha256 == nil ? 0 : 1) + (isCompressed ? 1 : 0) + 2
  let walk = { monitor.walk($0, of: walkCount, byteCount: bytes.count) }
  if let sha256 {
    let digest = sha256.hasPrefix("sha256:") ? String(sha256.dropFirst(7)) : sha256
    try checkHash(
      of: [contents], expected: digest, shown: path.string,
      hint: "if the change is meant, put the new digest in its place", monitor: walk(0))
  }
  let plain =
    isCompressed
    ? try gunzipped(contents, file: path.string, monitor: walk(walkCount - 3)) : contents
  let encoding =
    options.encoding ?? TextEncoding(byteOrderMarkOf: plain.bytes.bindMemory(to: UInt8.self))
  let text = try DataText(
    try encoding?.decoded(plain, file: path.string) ?? plain, file: path.string,
    quote: options.quote, monitor: walk(walkCount - 2))
  var reading = CSVReading(
    text: text, options: options, isTSV: isTSV(path), monitor: walk(walkCount - 1))
  if options.encoding == nil, encoding == .utf16 { reading.note("the file is UTF-16, not UTF-8") }
  let loaded = try reading.load()
  try checkWhole(contents, file: path.string)
  return loaded
}

/// Whether a name says that tabs separate: `.tsv` or `.tsv.gz`.
private func isTSV(_ path: FilePath) -> Bool {
  let name = path.string.asciiLowercased
  return name.hasSuffix(".tsv") || name.hasSuffix(".tsv.gz") || name.hasSuffix(".tab")
}
