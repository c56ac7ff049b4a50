// What `.keep` makes a cell of: the last statement or chart at the prompt. Level 5.

internal import Datasets
internal import Diagnostics
internal import Files
internal import Notebook
internal import Runner
internal import SystemPackage
internal import Tabular

/// The last thing at the prompt that could be a cell.
enum Keepable {
  case statement(TypedStatement)
  /// The text behind `.chart`, and whether it draws the last result.
  case chart(String, isOfLast: Bool)
}

extension TypedStatement {
  /// The lines of a cell that runs the statement.
  func content(label: String) -> String { "--| label: \(label)\n\(text.trimmingBlanks)" }

  /// What keeps the statement from being a cell of a notebook, which knows only what it declares, or nil.
  func obstacle(in notebook: OpenNotebook, of session: Session, _ files: FileAccess) -> Diagnostic?
  {
    let declared = Set(notebook.document.frontMatter.parameters.map(\.name))
    if let name = parameterNames.first(where: { !declared.contains($0) }) {
      let value = session.typedParameters[name].map(written) ?? "…"
      return Diagnostic(
        .undeclaredParameter,
        "a cell may not use :\(name), which \(notebook.path) does not declare",
        hint: "add to its front matter  params: {\(name): \(value)}")
    }
    if let name = fileNames.first {
      return Diagnostic(
        .missingData, "a cell may not name a file as a table: \(name)",
        hint: notebook.hint(forFile: FilePath(String(name.prefix { $0 != "?" })), files))
    }
    if let name = tableNames.first(where: session.isLoadedFile) {
      return Diagnostic(
        .missingData, "a cell may not read \(name), which .load has made here",
        hint: "add its file to data: in the front matter; .sniff FILE prints the entry")
    }
    if readsLastResult {
      return Diagnostic(
        .refused, "a cell may not read _, the last result of this session",
        hint: "keep the statement that gave it first, then name that cell")
    }
    return nil
  }
}

extension OpenNotebook {
  /// How cells name a file of data, whose path is relative to where the program runs.
  fileprivate func hint(forFile path: FilePath, _ files: FileAccess) -> String {
    let place = path.relative(to: folder, files)
    let entry = document.frontMatter.data.first {
      FilePath(".").resolving($0.path) == FilePath(".").resolving(place.string)
    }
    if let entry { return "data: names it already: write FROM \(entry.name ?? path.tableName)" }
    let table = path.tableName
    return "add to its front matter  data: [{\(table): \(place)}]  and write FROM \(table)"
  }
}

/// A value as front matter has it.
private func written(_ value: Value) -> String {
  switch value {
  case .null, .blob: "null"
  case .integer(let integer): "\(integer)"
  case .real(let real): "\(real)"
  case .text(let text): "\"\(text)\""
  }
}

extension FilePath {
  /// The path from a folder to what this one means where the program runs; itself where that cannot be told.
  func relative(to folder: FilePath, _ files: FileAccess) -> FilePath {
    guard !isAbsolute, let here = try? files.canonical("."), let from = try? files.canonical(folder)
    else { return self }
    let target = here.resolving(string).string.split(separator: "/")
    let start = from.string.split(separator: "/")
    let shared = zip(target, start).prefix { $0 == $1 }.count
    let up = Array(repeating: Substring(".."), count: start.count - shared)
    return FilePath((up + target[shared...]).joined(separator: "/"))
  }
}
