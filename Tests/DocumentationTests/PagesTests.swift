// What the pages say is true: links lead somewhere, examples replay, commands exist.

import Foundation
import Testing

/// The text of the fenced blocks of a page whose info string is `info`, in order.
private func blocks(_ info: String, fence: String, in page: String) throws -> [String] {
  try Repository.text(page).components(separatedBy: "\n\(fence)\(info)\n").dropFirst().map {
    $0.components(separatedBy: "\n\(fence)\n")[0] + "\n"
  }
}

/// A temporary project with the repository's datasets in it.
private func withProject<Result>(_ work: (URL) throws -> Result) throws -> Result {
  let project = FileManager.default.temporaryDirectory
    .appendingPathComponent("quire-pages-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: project) }
  try FileManager.default.createDirectory(at: project, withIntermediateDirectories: true)
  try FileManager.default.copyItem(
    at: Repository.root.appendingPathComponent("datasets"),
    to: project.appendingPathComponent("datasets"))
  return try work(project)
}

@Test("every relative link of every page leads to a file", arguments: Repository.pages)
func linksResolve(page: String) throws {
  let folder = Repository.root.appendingPathComponent(page).deletingLastPathComponent()
  for piece in try Repository.text(page).components(separatedBy: "](").dropFirst() {
    let target = String(piece.prefix { $0 != ")" && $0 != "#" && $0 != " " })
    guard !target.isEmpty, !target.contains("://"), !target.contains("\n") else { continue }
    let file = folder.appendingPathComponent(target).standardizedFileURL
    #expect(FileManager.default.fileExists(atPath: file.path), "\(page): \(target)")
  }
}

@Test("the README's notebook gives the README's output")
func readmeExample() throws {
  let notebook = try #require(blocks("markdown", fence: "````", in: "README.md").first)
  let expected = try #require(blocks("output", fence: "```", in: "README.md").first)
  #expect(notebook.split(separator: "\n", omittingEmptySubsequences: false).count == 13)
  try withProject { project in
    let file = project.appendingPathComponent("first.md")
    try notebook.write(to: file, atomically: true, encoding: .utf8)
    let check = try Repository.quire(["check", "first.md"], in: project)
    #expect(check.status == 0, "\(check.output)")
    _ = try Repository.quire(["promote", "first.md"], in: project)
    let recorded = try String(contentsOf: file, encoding: .utf8)
      .components(separatedBy: "\n```output\n").dropFirst()
      .map { $0.components(separatedBy: "\n```")[0] + "\n" }
    #expect(recorded.joined() == expected)
  }
}

@Test("the notebooks shown in the documentation hold", arguments: ["Documentation/Notebook.md"])
func shownNotebooks(page: String) throws {
  for notebook in try blocks("markdown", fence: "````", in: page) {
    try withProject { project in
      let folder = project.appendingPathComponent("notebooks")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try notebook.write(
        to: folder.appendingPathComponent("shown.md"), atomically: true, encoding: .utf8)
      let check = try Repository.quire(["check", "--strict", "notebooks"], in: project)
      #expect(check.status == 0, "\(check.output)")
    }
  }
}

@Test("the paper's notebooks hold, in whatever order rows come")
func paperNotebooks() throws {
  let check = try Repository.quire(
    ["check", "--strict", "--shuffle", "notebooks"], in: Repository.root)
  #expect(check.status == 0, "\(check.output)")
}

@Test("every command and every option of the program is on the page of commands")
func commandsAreDocumented() throws {
  let page = try Repository.text("Documentation/Commands.md")
  for command in [
    "run", "check", "promote", "watch", "status", "completions", "man", "list", "params", "lint",
    "fmt", "new", "data list", "data describe",
    "data validate",
    "data sniff", "data profile", "data init", "data export", "cache show", "cache clear",
  ] {
    let isNamed = ["`quire \(command) ", "`quire \(command)`"].contains { page.contains($0) }
    #expect(isNamed, "\(command)")
    let words = ["help"] + command.split(separator: " ").map(String.init)
    let help = try Repository.quire(words, in: Repository.root).output
    for word in help.split(whereSeparator: { " ,[]\n".contains($0) }) where word.hasPrefix("--") {
      #expect(["--help", "--version"].contains(word) || page.contains(word), "\(command) \(word)")
    }
  }
}

@Test("every command of the prompt is on the page of commands")
func dotCommandsAreDocumented() throws {
  let page = try Repository.text("Documentation/Commands.md")
  let help = try Repository.quire([], typing: ".help\n", in: Repository.root).output
  let names = help.split(separator: "\n").compactMap { line in
    line.hasPrefix(".") ? line.prefix { $0 != " " } : nil
  }
  #expect(names.count > 25)
  for name in names {
    let isNamed = ["`\(name) ", "`\(name)`"].contains { page.contains($0) }
    #expect(isNamed, "\(name)")
  }
}

@Test("nothing linked into the program imports Foundation, which costs 5 ms at every start")
func noFoundation() throws {
  let sources = Repository.root.appendingPathComponent("Sources").path
  for path in try FileManager.default.subpathsOfDirectory(atPath: sources)
  where path.hasSuffix(".swift") {
    let text = try String(contentsOfFile: sources + "/" + path, encoding: .utf8)
    #expect(!text.contains("import Foundation\n"), "\(path)")
  }
}
