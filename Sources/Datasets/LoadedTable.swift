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
  /// The options that state all that was found out, so that nothing is guessed at when it is read again.
  public let stated: CSVOptions
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
  let stamp = files.stamp(path)
  let contents = try open(path, files: files)
  if let sha256 {
    let digest = sha256.hasPrefix("sha256:") ? String(sha256.dropFirst(7)) : sha256
    try checkHash(
      of: [contents], expected: digest, shown: path.string,
      hint: "if the change is meant, put the new digest in its place")
  }
  let bytes = contents.bytes
  let isCompressed = bytes.count > 1 && bytes[0] == 0x1F && bytes[1] == 0x8B
  let plain = isCompressed ? try gunzipped(contents, file: path.string) : contents
  let encoding =
    options.encoding ?? TextEncoding(byteOrderMarkOf: plain.bytes.bindMemory(to: UInt8.self))
  let text = try DataText(
    try encoding?.decoded(plain, file: path.string) ?? plain, file: path.string,
    quote: options.quote, monitor: monitor)
  var known = options
  known.encoding = encoding
  var reading = CSVReading(
    text: text, options: known, isTSV: isTSV(path), monitor: monitor)
  if options.encoding == nil, encoding == .utf16 { reading.note("the file is UTF-16, not UTF-8") }
  let loaded = try reading.load()
  try checkUnchanged(path, since: stamp, files: files)
  return loaded
}

/// Whether a name says that tabs separate: `.tsv` or `.tsv.gz`.
func isTSV(_ path: FilePath) -> Bool {
  let name = path.string.asciiLowercased
  return name.hasSuffix(".tsv") || name.hasSuffix(".tsv.gz") || name.hasSuffix(".tab")
}
