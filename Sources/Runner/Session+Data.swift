// Opens a notebook's data and parameters before any cell runs. Level 3.

internal import Datasets
public import Diagnostics
internal import Engine
internal import Files
public import Notebook
internal import Render
public import SystemPackage
internal import Tabular
internal import YAML

extension Session {
  /// Mounts everything that a notebook's front matter names and binds its parameters.
  ///
  /// - Parameter folder: the folder that the paths are relative to.
  /// - Parameter given: values for its parameters, of which later ones win.
  /// - Throws: everything that is missing or wrong, so that no cell runs.
  public func open(
    _ document: Document, in folder: FilePath, given: [GivenValue] = []
  ) throws(DiagnosticList) {
    self.folder = folder
    width = document.frontMatter.width ?? 72
    charset = document.frontMatter.usesUnicode ? .unicode : .ascii
    noteLines(of: document)
    var found = bind(document, given)
    for entry in document.frontMatter.data {
      found += diagnostics { () throws(DiagnosticList) in
        try mount(entry, of: document, in: folder)
      }
      // Whoever stops one load wants none of the others.
      if found.last?.code == .interrupted { throw DiagnosticList(found) }
    }
    found += labelClashes(in: document)
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  /// Goes on with another version of the notebook that has the same front matter.
  ///
  /// - Parameter forgetting: the labels whose results are no longer what their cells say.
  public func adopt(_ document: Document, forgetting labels: [String]) {
    noteLines(of: document)
    resultAbove = nil
    for label in labels {
      labelStates[label.asciiLowercased] = nil
      connection.unmount(label)
      identities[label.asciiLowercased] = nil
      // A view that cannot be dropped is not there any more.
      _ = try? dropView(of: label)
      connection.unprotectView(label)
      viewLabels.remove(label.asciiLowercased)
    }
  }

  private func noteLines(of document: Document) {
    settings.number(document)
    cellLines = [:]
    cellLabels = [:]
    for cell in document.cells {
      guard let label = cell.label else { continue }
      cellLines[label.asciiLowercased] = cell.line
      cellLabels[label.asciiLowercased] = label
    }
  }

  private func diagnostics(of work: () throws(DiagnosticList) -> Void) -> [Diagnostic] {
    do throws(DiagnosticList) {
      try work()
      return []
    } catch {
      return error.diagnostics
    }
  }

  private func mount(
    _ entry: DataEntry, of document: Document, in folder: FilePath
  ) throws(DiagnosticList) {
    if entry.path == "-" { return try mountFile(at: "-", entry, document.source) }
    let path = entry.location(from: folder)
    try refuseOutside(path, entry, of: document, in: folder)
    switch environment.files.kind(path) {
    case .folder where entry.sha256 != nil:
      throw DiagnosticList([
        document.source.diagnostic(
          .badValue, "\(path) is a folder, which has no sha256", at: entry.pathRange,
          hint: "the hashes of a package's files stand in its datapackage.json")
      ])
    case .folder: try mountPackage(at: path, entry, document.source)
    case .file, .other: try mountFile(at: path, entry, document.source)
    case nil:
      var message = "no such data: \(path)"
      if let digest = entry.sha256 { message += " (sha256 \(digest))" }
      throw DiagnosticList([
        document.source.diagnostic(
          .missingData, message, at: entry.pathRange,
          hint: nearestPath(to: entry.path, in: folder)
            ?? "paths are relative to the notebook's folder")
      ])
    }
  }

  /// Offers the file or folder whose name is nearest to one that is missing.
  private func nearestPath(to path: String, in folder: FilePath) -> String? {
    let written = FilePath(path)
    let above = folder.resolving(written.removingLastComponent().string)
    guard let name = written.lastComponent?.string,
      let siblings = try? environment.files.list(above.isEmpty ? "." : above)
    else { return nil }
    let close = suggestions(for: name, among: siblings).map {
      written.removingLastComponent().appending($0).string
    }
    return close.isEmpty ? nil : "did you mean \(close.joined(separator: " or "))?"
  }

  private func mountPackage(
    at path: FilePath, _ entry: DataEntry, _ source: SourceText
  ) throws(DiagnosticList) {
    if let option = entry.options.first {
      throw DiagnosticList([
        source.diagnostic(
          .badValue, "\(option.name) is for a file; a data package says it in its dialect",
          at: option.nameRange)
      ])
    }
    let files = environment.files
    let monitor = monitor
    let package = try place(entry, source) { () throws(DiagnosticList) in
      try readPackage(at: path, files: files)
    }
    notes += package.notes.map { placed($0, at: entry, source) }
    for resource in package.resources {
      let loaded = try place(entry, source) { () throws(DiagnosticList) in
        try resource.checkPlaces(files: files)
        if isShadow, let empty = resource.emptyTable(files) {
          return IdentifiedTable(
            table: LoadedTable(table: empty), identity: TableIdentity(of: empty))
        }
        let key = TableKey(
          paths: resource.readPaths, reading: "\(package.fingerprint) \(resource.name)")
        return try recall(key) { () throws(DiagnosticList) in
          LoadedTable(table: try load(resource, files: files, monitor: monitor))
        }
      }
      try mount(loaded, as: resource.name, entry, source)
      origins[resource.name.asciiLowercased] = TableOrigin(resource: resource)
    }
  }

  private func mountFile(
    at path: FilePath, _ entry: DataEntry, _ source: SourceText
  ) throws(DiagnosticList) {
    if isDatabase(path, entry) { return try attach(path, entry, source) }
    let isStated = entry.options.contains { $0.name == "format" }
    guard path.isDataFile || isStated else {
      throw DiagnosticList([
        source.diagnostic(
          .unsupportedData, "the name \(path) does not say what the file is", at: entry.pathRange,
          hint: "{file: \(entry.path), format: csv} or tsv, json, jsonl says it")
      ])
    }
    let files = environment.files
    let monitor = monitor
    let options = try options(of: entry, source)
    let loaded = try place(entry, source) { () throws(DiagnosticList) in
      let key = TableKey(file: path, entry.optionTexts, sha256: entry.sha256)
      return try recall(key) { () throws(DiagnosticList) in
        try Datasets.loadFile(
          at: path, options: options, sha256: entry.sha256, files: files, monitor: monitor)
      }
    }
    notes += loaded.table.notes.map { placed($0, at: entry, source) }
    let name = entry.name ?? path.tableName
    try mount(loaded, as: name, entry, source)
    origins[name.asciiLowercased] = TableOrigin(rejects: loaded.table.rejects)
  }

  /// The kept table, or else the loaded one, which is kept for the next time.
  func recall(
    _ key: TableKey, _ load: () throws(DiagnosticList) -> LoadedTable
  ) throws(DiagnosticList) -> IdentifiedTable {
    guard let tableCache else {
      let loaded = try load()
      return IdentifiedTable(table: loaded, identity: TableIdentity(of: loaded.table))
    }
    if let kept = tableCache.table(under: key) {
      if let file = kept.keptFile { keptFiles.append(file) }
      return kept
    }
    let stamps = tableCache.stamps(of: key)
    let loaded = try load()
    let (kept, work) = tableCache.keep(loaded, under: key, readAt: stamps)
    if let work { keeping.append(work) }
    return kept
  }

  /// That a file of the cache was cut or could not be read while a table looked into it, which then holds
  /// zeros; nil when all is well.
  var damagedCache: Diagnostic? {
    guard keptFiles.contains(where: { !$0.isWhole }) else { return nil }
    return Diagnostic(
      .wrongHash, "a file of the cache was damaged while it was in use",
      hint: "run again; --no-cache goes without it")
  }

  /// Watches every load of the session.
  var monitor: LoadMonitor { environment.loadMonitor }

  /// The options of an entry; a fault is placed at the option or the value.
  private func options(
    of entry: DataEntry, _ source: SourceText
  ) throws(DiagnosticList) -> CSVOptions {
    do throws(CSVOptionFault) {
      return try CSVOptions(entry.optionTexts, for: FilePath(entry.path))
    } catch {
      let option = entry.options[error.optionIndex]
      let range = error.valueIndex.map { option.values[$0].range } ?? option.nameRange
      throw DiagnosticList([
        source.diagnostic(error.code, error.message, at: range, hint: error.hint)
      ])
    }
  }

  private func mount(
    _ loaded: IdentifiedTable, as name: String, _ entry: DataEntry, _ source: SourceText
  ) throws(DiagnosticList) {
    let key = name.asciiLowercased
    if dataTableNames.contains(where: { $0.asciiLowercased == key }) {
      throw DiagnosticList([
        source.diagnostic(
          .nameClash, "the data has two tables named \(name)", at: entry.pathRange,
          hint: "give one file another name: - other_name: \(entry.path)")
      ])
    }
    do throws(EngineError) {
      try connection.mount(
        isShadow ? loaded.table.table.withoutRows : loaded.table.table, as: name)
      identities[key] = loaded.identity
      dataTableNames.append(name)
      dataTableLines[key] = source.place(at: entry.pathRange.lowerBound).line
    } catch {
      throw DiagnosticList([
        source.diagnostic(
          error.kind == .nameClash ? .nameClash : .unsupportedData, "\(name): \(error.message)",
          at: entry.pathRange, hint: error.hint)
      ])
    }
  }

  /// Gives findings without a place the place of the entry in the front matter.
  func place<Value>(
    _ entry: DataEntry, _ source: SourceText, _ work: () throws(DiagnosticList) -> Value
  ) throws(DiagnosticList) -> Value {
    do throws(DiagnosticList) {
      return try work()
    } catch {
      throw DiagnosticList(error.diagnostics.map { placed($0, at: entry, source) })
    }
  }

  func placed(
    _ finding: Diagnostic, at entry: DataEntry, _ source: SourceText
  ) -> Diagnostic {
    guard finding.place == nil else { return finding }
    // What stands there is not what was read.
    let isNamed = !entry.isReplacement || finding.message.hasPrefix(entry.path)
    return source.diagnostic(
      finding.code, isNamed ? finding.message : "\(entry.path): \(finding.message)",
      at: entry.range(of: finding), hint: finding.hint, severity: finding.severity)
  }

  /// Refuses data outside the project, symbolic links followed.
  private func refuseOutside(
    _ path: FilePath, _ entry: DataEntry, of document: Document, in folder: FilePath
  ) throws(DiagnosticList) {
    guard !environment.allowsOutside, !entry.isReplacement else { return }
    let files = environment.files
    let target: FilePath
    let root: FilePath
    do throws(FileError) {
      root = projectRoot(above: try files.canonical(folder), files)
      target = try files.canonical(path)
    } catch {
      // What is missing is told where it is opened; where something lies must be known.
      if error.reason == .missing { return }
      throw DiagnosticList([
        document.source.diagnostic(
          .missingData, "\(path): \(error)", at: entry.pathRange)
      ])
    }
    guard target.starts(with: root) else {
      throw DiagnosticList([
        document.source.diagnostic(
          .outsideProject, "\(path) lies outside the project \(root)", at: entry.pathRange,
          hint: "--allow-outside permits it")
      ])
    }
  }

  /// The nearest folder at or above one that holds `.git` or `datasets`, or the folder itself.
  private func projectRoot(above folder: FilePath, _ files: FileAccess) -> FilePath {
    var candidate = folder
    while true {
      if files.kind(candidate.appending(".git")) != nil
        || files.kind(candidate.appending("datasets")) == .folder
      {
        return candidate
      }
      guard candidate.removeLastComponent(), !candidate.isEmpty else { return folder }
    }
  }

  /// Labels that are also tables of the data.
  private func labelClashes(in document: Document) -> [Diagnostic] {
    let names = Set(dataTableNames.map(\.asciiLowercased))
    return document.cells.compactMap { cell in
      guard let label = cell.label else { return nil }
      let key = label.asciiLowercased
      let hiding = attachedTables.first { $0.name.asciiLowercased == key }?.qualifiedName
      let owner =
        names.contains(key)
        ? "a table of the data" + (dataTableLines[key].map { ", which is on line \($0)" } ?? "")
        : hiding
          ?? (Connection.tableFunctionNames.contains(key) ? "a table function of SQLite" : nil)
      guard let owner else { return nil }
      return document.source.diagnostic(
        .nameClash, "label \(label) is also \(owner)", at: cell.labelRange,
        hint: "choose another label")
    }
  }
}

extension DataEntry {
  /// What a finding without a place is about: the digest, a column that `types` names, or the path.
  fileprivate func range(of finding: Diagnostic) -> Range<Int> {
    if finding.code == .wrongHash, let digestRange { return digestRange }
    let types = options.first { $0.name == "types" && finding.message.hasPrefix("types: ") }
    let value = types?.values.first { value in
      value.key.map { finding.message.hasSuffix(" has no column \($0)") } ?? false
    }
    return value?.keyRange ?? pathRange
  }

  /// The options as the loader takes them.
  var optionTexts: [CSVOptionText] {
    options.map { option in
      let keys = option.values.compactMap(\.key)
      return CSVOptionText(
        name: option.name, keys: keys.count < option.values.count ? nil : keys,
        values: option.values.map(\.text), isCollection: option.isCollection)
    }
  }
}
