// Where a resource's files lie and of what kind they are. Level 1.

internal import Diagnostics
internal import SystemPackage
internal import YAML

extension PackageReader {
  /// The files of a resource, each below the package's folder.
  mutating func paths(of node: Node) -> [FilePath] {
    guard let value = node["path"] ?? node["url"] else {
      if node["data"] == nil { fail(node, "a resource without a path") }
      return []
    }
    if let data = node["data"] { fail(data, "a resource with both path and data") }
    let items = value.sequence ?? [value]
    if items.isEmpty { fail(value, "path is empty") }
    var found: [FilePath] = []
    for item in items {
      if let path = checkedPath(item) { found.append(path) }
    }
    return found
  }

  /// The rows that a resource holds itself, or nil.
  mutating func inlineTable(of node: Node) -> InlineTable? {
    guard let data = node["data"], node["path"] == nil, let document else { return nil }
    for key in ["hash", "bytes"] {
      if let value = node[key] { warn(value, "\(key) of data in the data package is not checked") }
    }
    if let items = data.sequence {
      if items.isEmpty, node["schema"] == nil { fail(data, "data without rows needs a schema") }
      let areObjects = items.first?.mapping != nil
      for item in items where areObjects ? item.mapping == nil : item.sequence == nil {
        fail(
          item,
          "a row of data is \(JSONKind(item).noun), not \(areObjects ? "an object" : "a list")")
      }
      return InlineTable(document: document, node: data)
    }
    let format = node["format"]?.text?.lowercased() ?? node["mediatype"]?.text?.lowercased() ?? ""
    guard plainText(data) != nil else {
      refuse(data, "data is read from lists of lists or objects, and from strings of CSV")
      return nil
    }
    if !["csv", "tsv", "text/csv", "text/tab-separated-values"].contains(format) {
      refuse(data, "data in a string is read only of format csv or tsv")
    }
    return InlineTable(document: document, node: data)
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
  ///
  /// - Returns: false for a resource that is no table: a manual, a map, a program.
  mutating func checkKind(of node: Node, paths: [FilePath]) -> Bool {
    guard node["data"] == nil, let place = node["path"] ?? node["url"] else { return true }
    let formats = ["csv", "tsv"]
    if let format = node["format"], let name = text("format", of: node), !name.isEmpty {
      if formats.contains(name.lowercased()) { return true }
      return isTable(node, format, "format \(name) is not read, only csv and tsv")
    }
    let kinds = formats + ["txt", "dat", "tab"]
    guard let kind = paths.map(kind).first(where: { !kinds.contains($0) }) else { return true }
    return isTable(node, place, "files of kind .\(kind) are not read, only CSV and TSV")
  }

  /// Refuses a file that is said to be a table; any other is left out, and a warning says so.
  private mutating func isTable(_ node: Node, _ place: Node, _ fault: String) -> Bool {
    let words = [node["type"], node["profile"]].compactMap { $0?.text }
    let isSaid =
      words.contains { $0 == "table" || $0.contains("tabular-data-resource") }
      || node["schema"] != nil || node["dialect"] != nil
    guard !isSaid else {
      refuse(place, fault)
      return true
    }
    warn(place, "\(node["name"]?.text ?? "") is left out: \(fault)")
    return false
  }

  /// The ending of a file's name, before `.gz`.
  private func kind(_ path: FilePath) -> String {
    guard path.extension?.lowercased() == "gz", let stem = path.stem else {
      return path.extension?.lowercased() ?? "csv"
    }
    return FilePath(stem).extension?.lowercased() ?? "csv"
  }

  /// How the bytes of a resource's files stand for characters, or nil when nothing is said.
  mutating func encoding(of node: Node) -> TextEncoding? {
    guard let value = node["encoding"], !isNull(value), let name = text("encoding", of: node) else {
      return nil
    }
    if let encoding = TextEncoding(packageName: name) { return encoding }
    refuse(
      value, "encoding \(name) is not read, only UTF-8, UTF-16, ISO-8859-1 and windows-1252",
      hint: "convert the file to UTF-8")
    return nil
  }

  /// Whether a resource's files are said to be compressed in the way that is read.
  mutating func isCompressed(_ node: Node) -> Bool {
    guard let value = node["compression"], !isNull(value),
      let name = text("compression", of: node), !["", "no", "none"].contains(name.lowercased())
    else { return false }
    if ["gz", "gzip"].contains(name.lowercased()) { return true }
    refuse(value, "compression \(name) is not read, only gz")
    return false
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
