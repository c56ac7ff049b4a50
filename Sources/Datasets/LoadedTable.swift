// A table read from a bare file, and what was guessed to read it. Level 1.

public import Diagnostics
internal import Digest
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
  /// The options that state all that was found out, so that nothing is guessed at when it is read again;
  /// nil when that is not known, as of a table that was kept.
  public let stated: CSVOptions?

  /// Puts a table together with what is to be said about it.
  public init(
    table: Table, notes: [Diagnostic] = [], rejects: [RejectedRecord] = [],
    stated: CSVOptions? = nil
  ) {
    self.table = table
    self.notes = notes
    self.rejects = rejects
    self.stated = stated
  }
}

/// Loads a bare file of one table (CSV, TSV, JSON or JSON Lines, perhaps compressed as `.gz`), each
/// column typed by all of its values.
///
/// No value is changed: a number type is chosen only when every value of the column is written as
/// such a number. An empty field of CSV is NULL and an empty quoted one an empty text; of JSON, null and
/// an absent name are NULL.
///
/// - Parameter options: what is stated about the file and so not guessed at; its form is that of its
///   name unless they state one, and CSV where neither tells.
/// - Parameter sha256: the digest that the file, as it lies there, must have (`sha256:` may stand
///   before it), or nil.
/// - Throws: all malformed records, at most 20 of them and a last one that counts the rest.
public func loadFile(
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
  let format = options.format ?? path.dataFormat ?? .csv
  let contents = try open(path, files: files)
  let bytes = contents.bytes
  let isCompressed = bytes.count > 1 && bytes[0] == 0x1F && bytes[1] == 0x8B
  let walkCount = (sha256 == nil ? 0 : 1) + (isCompressed ? 1 : 0) + 2
  let walk = { monitor.walk($0, of: walkCount, byteCount: bytes.count) }
  if let sha256 { try checkHash(of: contents, sha256, path, monitor: walk(0)) }
  let plain =
    isCompressed
    ? try gunzipped(contents, file: path.string, monitor: walk(walkCount - 3)) : contents
  let encoding =
    options.encoding ?? TextEncoding(byteOrderMarkOf: plain.bytes.bindMemory(to: UInt8.self))
  let text = try DataText(
    try encoding?.decoded(plain, file: path.string) ?? plain, file: path.string,
    quote: format.isJSON ? UInt8(ascii: "{") : options.quote, monitor: walk(walkCount - 2))
  let isNotedUTF16 = options.encoding == nil && encoding == .utf16
  var known = options
  known.encoding = encoding
  let loaded = try load(text, format, known, isNotedUTF16, walk(walkCount - 1))
  try checkWhole(contents, file: path.string)
  return loaded
}

/// Compares the digest of a file with the one that its entry states.
public func checkHash(
  of contents: FileContents, _ sha256: String, _ path: FilePath, monitor: LoadMonitor = .none
) throws(DiagnosticList) {
  let digest = sha256.hasPrefix("sha256:") ? String(sha256.dropFirst(7)) : sha256
  try checkHash(
    of: [contents], expected: ContentHash(algorithm: .sha256, digits: digest.lowercased()),
    shown: path.string,
    hint: "if the change is meant, put the new digest in its place", monitor: monitor)
}

private func load(
  _ text: DataText, _ format: DataFormat, _ options: CSVOptions, _ isNotedUTF16: Bool,
  _ monitor: LoadMonitor
) throws(DiagnosticList) -> LoadedTable {
  let message = "the file is UTF-16, not UTF-8"
  guard format.isJSON else {
    var reading = CSVReading(
      text: text, options: options, isTSV: format == .tsv, monitor: monitor)
    if isNotedUTF16 { reading.note(message) }
    return try reading.load()
  }
  var reading = JSONReading(
    text: text, options: options, isLines: format == .jsonl, monitor: monitor)
  if isNotedUTF16 { reading.note(message) }
  return try reading.load()
}
