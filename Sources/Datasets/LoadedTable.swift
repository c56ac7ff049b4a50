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
}

/// Loads a bare CSV file (or `.tsv`), each column typed by all of its values.
///
/// No value is changed: a number type is chosen only when every value of the column is written as
/// such a number; an empty field is NULL, an empty quoted one is an empty text.
///
/// - Parameter sha256: the digest that the file must have (`sha256:` may stand before it), or nil.
/// - Throws: all malformed records, at most 20 of them and a last one that counts the rest.
public func loadCSV(
  at path: FilePath, sha256: String?, files: FileAccess
) throws(DiagnosticList) -> LoadedTable {
  let contents = try open(path, files: files)
  if let sha256 {
    let digest = sha256.hasPrefix("sha256:") ? String(sha256.dropFirst(7)) : sha256
    try checkHash(
      of: [contents], expected: digest, shown: path.string,
      hint: "if the change is meant, put the new digest in its place")
  }
  let text = try DataText(contents, file: path.string)
  var reading = CSVReading(text: text, isTSV: path.extension?.lowercased() == "tsv")
  return try reading.load()
}
