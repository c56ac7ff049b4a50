// Where a resource's files lie and of what kind they are. Level 1.

internal import Diagnostics
internal import SystemPackage
internal import YAML

extension PackageReader {
  /// The files of a resource, each below the package's folder.
  mutating func paths(of node: Node) -> [FilePath] {
    guard let value = node["path"] else {
      if let data = node["data"] {
        refuse(data, "data written into the data package is not read", hint: "put it in a file")
      } else {
        fail(node, "a resource without a path")
      }
      return []
    }
    let items = value.sequence ?? [value]
    if items.isEmpty { fail(value, "path is empty") }
    var found: [FilePath] = []
    for item in items {
      if let path = checkedPath(item) { found.append(path) }
    }
    return found
  }

  /// A path below the package's folder, or nil with a finding.
  mutating func checkedPath(_ node: Node) -> FilePath? {
    guard let text = plainText(node), !text.isEmpty else {
      fail(node, "a path is not a string")
      return nil
    }
    if let fault = pathFault(text) {
      guard let document else { return nil }
      findings.errors.append(document.diagnostic(.outsideProject, fault, at: node))
      return nil
    }
    return folder.appending(text)
  }

  /// Checks that this version can read the kind of file.
  mutating func checkKind(of node: Node, paths: [FilePath]) {
    if let encoding = node["encoding"], let name = text("encoding", of: node),
      !["utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii"].contains(name.lowercased())
    {
      refuse(encoding, "encoding \(name) is not read", hint: "convert the file to UTF-8")
    }
    if let compression = node["compression"], !isNull(compression) {
      refuse(compression, "compressed files are not read")
    }
    let formats = ["csv", "tsv"]
    if let format = node["format"], let name = text("format", of: node),
      !formats.contains(name.lowercased())
    {
      refuse(format, "format \(name) is not read, only csv and tsv")
    } else if node["format"] == nil, let place = node["path"],
      let path = paths.first(where: { !formats.contains($0.extension?.lowercased() ?? "csv") }),
      !["txt", "dat", "tab"].contains(path.extension?.lowercased() ?? "")
    {
      refuse(place, "files of kind .\(path.extension ?? "") are not read, only CSV and TSV")
    }
  }
}

/// Why a path may not be used, or nil.
private func pathFault(_ text: String) -> String? {
  if text.contains("://") { return "\(text): remote data is not read, a replay is offline" }
  if text.hasPrefix("/") || text.hasPrefix("~") {
    return "\(text): a path of a data package is relative"
  }
  let bytes = Array(text.utf8)
  if bytes.count > 1, bytes[1] == UInt8(ascii: ":") {
    return "\(text): a path of a data package is relative"
  }
  let parts = text.split(whereSeparator: { $0 == "/" || $0 == "\\" })
  if parts.contains("..") { return "\(text): leaves the folder of the data package" }
  return bytes.contains(0) ? "a path with a NUL character" : nil
}
