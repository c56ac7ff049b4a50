// Other data in the place of what a notebook declares. Level 3.

internal import Datasets
public import Diagnostics
public import Files
public import Notebook
internal import SystemPackage

/// A package or file that takes the place of an entry of `data:`.
public struct DataReplacement: Sendable, Hashable {
  /// The name of the entry: the one it is given, or that of its file or folder without extensions.
  public let name: String
  /// The package folder or file, from where the program runs.
  public let path: String

  /// Reads `NAME=PATH`; nil when either is missing.
  public init?(argument: String) {
    guard let mark = argument.firstIndex(of: "=") else { return nil }
    name = String(argument[..<mark])
    path = String(argument[argument.index(after: mark)...])
    if name.isEmpty || path.isEmpty { return nil }
  }
}

extension Document {
  /// The notebook with other data, of which later replacements win.
  ///
  /// - Throws: names that no entry or several have, and paths at which nothing is.
  public func replacing(
    _ replacements: [DataReplacement], _ files: FileAccess
  ) throws(DiagnosticList) -> Document {
    var data = frontMatter.data
    var found: [Diagnostic] = []
    for replacement in replacements {
      do throws(Diagnostic) {
        let index = try index(of: replacement)
        data[index] = try entry(data[index], replacedBy: replacement, files)
      } catch {
        found.append(error)
      }
    }
    if !found.isEmpty { throw DiagnosticList(found) }
    return reading(data)
  }

  private func index(of replacement: DataReplacement) throws(Diagnostic) -> Int {
    let names = frontMatter.data.map(\.replaceableName)
    let name = replacement.name
    let matches = names.indices.filter { names[$0] == name }
    guard matches.count > 1 else {
      if let match = matches.first { return match }
      throw Diagnostic(
        .badUsage, "\(source.file) has no data named \(name)",
        hint: didYouMean(name, among: names)
          ?? (names.isEmpty
            ? "it declares no data" : "its data is \(names.joined(separator: ", "))"))
    }
    throw source.diagnostic(
      .badUsage, "two entries of data: are named \(name)",
      at: frontMatter.data[matches[1]].pathRange,
      hint: "give one a name of its own: - other_name: \(frontMatter.data[matches[1]].path)")
  }

  private func entry(
    _ entry: DataEntry, replacedBy replacement: DataReplacement, _ files: FileAccess
  ) throws(Diagnostic) -> DataEntry {
    let path = FilePath(replacement.path)
    guard path == "-" || files.kind(path) != nil else {
      let folder = path.removingLastComponent()
      let siblings = (try? files.list(folder.isEmpty ? "." : folder)) ?? []
      let close = suggestions(for: path.lastComponent?.string ?? "", among: siblings).first
      throw source.diagnostic(
        .missingData, "--data \(replacement.name)=\(path): no such data", at: entry.pathRange,
        hint: close.map { "did you mean \(folder.appending($0))?" }
          ?? "the path is relative to the folder where quire runs")
    }
    let description = path.appending("datapackage.json")
    guard files.kind(path) != .folder || files.kind(description) != nil else {
      throw source.diagnostic(
        .missingData, "--data \(replacement.name)=\(path): no datapackage.json in this folder",
        at: entry.pathRange, hint: "quire data init writes one")
    }
    let form = entry.form
    let isText = files.kind(path) != .folder && path.dataFormat != .sqlite
    // What is stated about a file is true of another one of the same form.
    let isAlike = isText && (path.dataFormat == nil || path.dataFormat == form.format)
    let needsForm = isAlike && path.dataFormat == nil && !form.isStated
    return entry.replaced(
      by: replacement.path, under: replacement.name, options: isAlike ? entry.options : [],
      format: needsForm ? form.format?.rawValue : nil)
  }
}

extension DataEntry {
  /// The name under which it can be replaced.
  fileprivate var replaceableName: String { name ?? FilePath(path).tableName }

  /// What its file is, or nil for a package, a database and a name that says nothing.
  fileprivate var form: (format: DataFormat?, isStated: Bool) {
    if let stated = options.first(where: { $0.name == "format" })?.values.first?.text {
      return (DataFormat(rawValue: stated), true)
    }
    let format = FilePath(path).dataFormat
    return (format == .sqlite ? nil : format, false)
  }

  /// Where it lies, from where the program runs.
  func location(from folder: FilePath) -> FilePath {
    isReplacement ? FilePath(".").resolving(path) : folder.resolving(path)
  }
}
