// Which files hold a table, and what it is called. Level 1.

internal import Tabular
public import SystemPackage

extension FilePath {
  /// Whether the name is that of a file that `loadFile` reads; `-` is standard input.
  public var isDataFile: Bool {
    string == "-" || dataFormat.map { DataFormat.texts.contains($0) } ?? false
  }

  /// The name of the table that the file gives: its own without folder and extensions.
  public var tableName: String {
    guard string != "-" else { return "stdin" }
    let stem = stem ?? "data"
    guard self.extension?.asciiLowercased == "gz" else { return stem }
    return FilePath(stem).stem ?? stem
  }
}
