// A data file that a statement names in place of a table: `FROM 'data/trips.csv?sep=;'`. Level 3.

internal import Datasets
internal import Files
internal import SystemPackage
internal import Tabular

/// A file as a name in SQL says it: its path, and after `?` how it is to be read.
struct NamedFile {
  /// The name as it is written.
  let name: String
  let path: FilePath
  let options: [CSVOptionText]
  /// The state of the file when it was loaded.
  var stamp: FileStamp?

  /// Reads a name as that of a data file in a folder.
  ///
  /// - Returns: nil when no such file is there, or nothing says that it holds a table.
  init?(_ name: String, in folder: FilePath, _ files: FileAccess) {
    self.name = name
    if files.kind(folder.resolving(name)) == .file {
      (path, options) = (folder.resolving(name), [])
    } else if let mark = name.firstIndex(of: "?") {
      path = folder.resolving(String(name[..<mark]))
      options = name[name.index(after: mark)...].split(separator: "&")
        .map { CSVOptionText(assignment: String($0)) }
    } else {
      return nil
    }
    let isStated = options.contains { $0.name == "format" }
    guard files.kind(path) == .file, path.isDataFile || isStated else { return nil }
    stamp = files.stamp(path)
  }
}
