// Files in memory, and short ways to load them.

import Diagnostics
import Files
import SystemPackage
import Tabular

@testable import Datasets

/// A file system of given files; a path that ends in `/` is a folder, one that begins with `!` is not permitted.
func memory(_ files: [String: [UInt8]], links: [String: String] = [:]) -> FileAccess {
  FileAccess(
    read: { path throws(FileError) in
      if let bytes = files[path.string] { return FileContents(bytes) }
      if files["!" + path.string] != nil { throw FileError(path, .notPermitted) }
      throw FileError(path, files[path.string + "/"] == nil ? .missing : .isFolder)
    },
    write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
    kind: { files[$0.string] == nil ? nil : .file },
    list: { path throws(FileError) in throw FileError(path, .missing) },
    canonical: { path throws(FileError) in
      let real = links[path.string].map { FilePath($0) } ?? path
      return FilePath("/root").pushing(real.lexicallyNormalized())
    })
}

/// What a bare file gives.
func bare(_ bytes: [UInt8], name: String = "f.csv") throws -> LoadedTable {
  try loadFile(at: FilePath(name), sha256: nil, files: memory([name: bytes]))
}

func bare(_ text: String, name: String = "f.csv") throws -> LoadedTable {
  try bare(Array(text.utf8), name: name)
}

/// `line:column: message` of all findings, or of none when the work succeeds.
func findings<Result>(_ work: () throws -> Result) throws -> [String] {
  do {
    _ = try work()
    return []
  } catch let list as DiagnosticList {
    return list.diagnostics.map(brief)
  }
}

func brief(_ diagnostic: Diagnostic) -> String {
  let place = diagnostic.place.map { "\($0.line):\($0.column): " } ?? ""
  return place + diagnostic.message
}

/// The rows of a table.
func rows(_ table: Table) -> [[Value]] {
  (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
}

/// A package `p` of one resource `t` in `t.csv`, given its fields and other parts of its schema.
func package(
  fields: String, schema: String = "", resource: String = "", csv: String,
  others: [String: String] = [:]
) -> FileAccess {
  let json = """
    {"resources": [{"name": "t", "path": "t.csv", \(resource)
    "schema": {\(schema) "fields": [\(fields)]}}]}
    """
  var files = ["p/datapackage.json": Array(json.utf8), "p/t.csv": Array(csv.utf8)]
  for (path, text) in others { files[path] = Array(text.utf8) }
  return memory(files)
}

/// Loads the first resource of the package `p`.
func loadFirst(_ files: FileAccess) throws -> Table {
  let package = try readPackage(at: "p", files: files)
  return try load(package.resources[0], files: files)
}

/// What is wrong with a file under fields.
func violations(fields: String, schema: String = "", resource: String = "", csv: String) throws
  -> [String]
{
  try findings {
    try loadFirst(package(fields: fields, schema: schema, resource: resource, csv: csv))
  }
}

/// What is wrong with a description.
func descriptionFaults(_ json: String) throws -> [String] {
  try findings { try readPackage(at: "p", files: memory(["p/datapackage.json": Array(json.utf8)])) }
}
