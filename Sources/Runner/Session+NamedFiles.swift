// Data files that statements name as tables: loaded at the prompt, told about in a notebook. Level 3.

internal import Datasets
internal import Diagnostics
internal import Engine
internal import Files
internal import SystemPackage
internal import Tabular

extension Session {
  /// Loads the file that a failure misses as a table.
  ///
  /// - Parameter start: where the failure's place begins in the text.
  /// - Returns: the name and the table, or nil when the failure is about something else.
  func mountFile(
    namedBy error: EngineError, in text: SourceText, at start: Int
  ) throws(StatementFault) -> (name: String, table: LoadedTable)? {
    guard environment.opensNamedFiles, let name = error.missingName,
      let file = NamedFile(name, in: ".", environment.files),
      namedFiles[name.asciiLowercased] == nil
    else { return nil }
    let place = start..<start + error.range.count
    // Unquoted, its last part is a table of a schema. A view may also need the file, which then is not named.
    if name.hasSuffix("." + String(decoding: text.bytes[place], as: UTF8.self)) {
      throw .data([
        text.diagnostic(
          .sqlError, error.message, at: place, hint: "in quotes it is the file: '\(name)'")
      ])
    }
    do throws(DiagnosticList) {
      let loaded = try load(file)
      namedFiles[name.asciiLowercased] = file
      return (name, loaded)
    } catch {
      throw .data(
        error.diagnostics.map { finding in
          guard finding.place == nil else { return finding }
          return text.diagnostic(finding.code, finding.message, at: place, hint: finding.hint)
        })
    }
  }

  private func load(_ file: NamedFile) throws(DiagnosticList) -> LoadedTable {
    let options = try options(file.options, for: file.path)
    let key = TableKey(file: file.path, file.options)
    let loaded = try recall(key) { () throws(DiagnosticList) in
      try Datasets.loadFile(
        at: file.path, options: options, sha256: nil, files: environment.files, monitor: monitor)
    }
    try mount(loaded, as: file.name)
    return loaded.table
  }

  /// Options that stand in no notebook.
  func options(
    _ texts: [CSVOptionText], for path: FilePath
  ) throws(DiagnosticList) -> CSVOptions {
    do throws(CSVOptionFault) {
      return try CSVOptions(texts, for: path)
    } catch {
      let isUnknown = error.code == .unknownOption
      throw DiagnosticList([
        Diagnostic(
          error.code, error.message,
          hint: error.hint ?? (isUnknown ? CSVOptions.optionNames.joined(separator: ", ") : nil))
      ])
    }
  }

  func mount(_ loaded: IdentifiedTable, as name: String) throws(DiagnosticList) {
    do throws(EngineError) {
      try connection.mount(loaded.table.table, as: name)
      identities[name.asciiLowercased] = loaded.identity
    } catch {
      throw DiagnosticList([
        Diagnostic(
          error.kind == .nameClash ? .nameClash : .unsupportedData, "\(name): \(error.message)",
          hint: error.hint)
      ])
    }
  }

  /// Takes files away that have changed, or of which the text has another spelling, so that they are
  /// loaded anew where a statement names them.
  func forgetChangedFiles(in text: SourceText, _ range: Range<Int>) {
    guard !namedFiles.isEmpty else { return }
    let spellings = Set(quotedNames(in: text, range).map(\.name))
    for (key, file) in namedFiles {
      let isOther =
        !spellings.contains(file.name)
        && spellings.contains { $0.asciiLowercased == key }
      guard isOther || environment.files.stamp(file.path) != file.stamp else { continue }
      connection.unmount(file.name)
      namedFiles[key] = nil
    }
  }

  /// Refuses two files whose names differ only in case: SQLite cannot tell them apart.
  func refuseAmbiguousFiles(
    in text: SourceText, _ range: Range<Int>
  ) throws(StatementFault) {
    var spellings: [String: NamedFile] = [:]
    var known: [String: String] = [:]
    for (name, place) in quotedNames(in: text, range) where name.contains(".") {
      let key = name.asciiLowercased
      guard let first = known[key], first != name else {
        known[key] = name
        continue
      }
      // Only now is the disk asked.
      spellings[key] = spellings[key] ?? NamedFile(first, in: ".", environment.files)
      guard let other = spellings[key], let file = NamedFile(name, in: ".", environment.files),
        other.stamp?.identity != file.stamp?.identity
      else { continue }
      throw .data([
        text.diagnostic(
          .nameClash, "\(name) and \(other.name) differ only in case, which SQL does not see",
          at: place, hint: ".load loads each under a name of its own")
      ])
    }
  }

  private func quotedNames(
    in text: SourceText, _ range: Range<Int>
  ) -> [(name: String, place: Range<Int>)] {
    let bytes = Array(text.bytes[range])
    return tokens(of: bytes).filter { $0.kind == .string || $0.kind == .quotedName }.map { token in
      let start = token.range.lowerBound + range.lowerBound
      return (Engine.name(of: token, in: bytes), start..<start + token.range.count)
    }
  }

  /// How a notebook names the file that a failure misses as a table, or nil.
  func fileHint(_ error: EngineError) -> String? {
    guard let name = error.missingName else { return nil }
    guard let file = NamedFile(name, in: folder ?? ".", environment.files) else {
      if FilePath(name).dataFormat == .sqlite {
        return "a database is attached, " + (folder == nil ? "by .load" : "under data:")
          + ", and its tables are named as schema.table"
      }
      guard FilePath(name).dataFormat != nil else { return nil }
      guard environment.opensNamedFiles else { return "in safe mode, .load reads files" }
      return fileElsewhere(name) ?? "there is no file \(name) to read either"
    }
    if folder == nil { return nil }
    let table = file.path.tableName
    let path = String(name.prefix { $0 != "?" })
    guard !file.options.isEmpty else {
      return
        "name it under data: in the front matter,  - \(table): \(path)  and write FROM \(table)"
    }
    let options = file.options.map(\.entryText).joined(separator: ", ")
    return "name it under data: in the front matter,  - \(table): {file: \(path), \(options)}  "
      + "and write FROM \(table)"
  }
}

extension Session {
  /// Offers the file that a name may have meant: of nearly that name, or of that name in a folder below.
  private func fileElsewhere(_ name: String) -> String? {
    let files = environment.files
    let path = FilePath(name)
    let above = (folder ?? ".").resolving(path.removingLastComponent().string)
    guard let last = path.lastComponent?.string, let siblings = try? files.list(above) else {
      return nil
    }
    let written = path.removingLastComponent()
    if let close = suggestions(for: last, among: siblings).first {
      return "did you mean '\(written.appending(close))'?"
    }
    let below = siblings.lazy.map { written.appending($0).appending(last) }
    return below.first { files.kind((folder ?? ".").resolving($0.string)) == .file }
      .map { "\($0) exists" }
  }
}

extension CSVOptionText {
  /// The option as an entry of `data:` has it.
  fileprivate var entryText: String {
    let texts = values.map { "\"\($0)\"" }
    if let keys {
      let pairs = zip(keys, values).map { "\($0): \($1)" }
      return "\(name): {\(pairs.joined(separator: ", "))}"
    }
    let isPlain = values.allSatisfy {
      $0.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    }
    if isCollection { return "\(name): [\(texts.joined(separator: ", "))]" }
    return "\(name): \(isPlain && !values[0].isEmpty ? values[0] : texts[0])"
  }
}

extension EngineError {
  /// The whole name of the table whose absence is all that is wrong, or nil.
  var missingName: String? {
    let prefix = "no such table: "
    return message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : nil
  }
}
