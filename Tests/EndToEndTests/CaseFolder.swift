// A case: a folder with the files that quire is run on, and what is to come of it.

import Foundation
import Testing

/// One folder below `Cases`.
///
/// - `command` holds the arguments of quire, a run a line, in order; `'…'` keeps blanks together. A line
///   that begins with `$ ` is one of shell, in which `quire` is the program; the files that it makes belong
///   to those that the following runs find.
/// - `stdout`, `stderr` and `status` hold what comes; an absent file is an empty one. With several runs, the
///   output of each stands under its command.
/// - `NAME.after` holds a file as it is after the last run. A file without one must not change, and no other
///   file may appear.
struct CaseFolder: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Cases"

  /// All cases by name.
  static let all: [CaseFolder] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map(CaseFolder.init(name:))
  }()

  private var path: String { Self.root + "/" + name }

  /// The lines of `command`.
  private func commands() throws -> [Substring] {
    try String(contentsOfFile: path + "/command", encoding: .utf8).split(separator: "\n")
  }

  private func run(_ command: Substring, in scratch: Scratch) throws -> ProgramResult {
    guard command.hasPrefix("$ ") else {
      return try Program.run(CaseFolder.words(of: command), in: scratch)
    }
    let line = "quire() { \"$QUIRE\" \"$@\"; }\n" + command.dropFirst(2)
    return try Program.shell(line, in: scratch)
  }

  private static func words(of line: Substring) -> [String] {
    var words: [String] = []
    for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        words.append(String(part))
      } else {
        words += part.split(separator: " ").map(String.init)
      }
    }
    return words
  }

  /// What is to come: the text of each expected file by its name, without empty ones.
  func expected() throws -> [String: String] {
    var texts: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: path)
    where CaseFolder.isExpectation(path) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: self.path + "/" + path))
      texts[path] = String(decoding: bytes, as: UTF8.self)
    }
    return texts
  }

  private static func isExpectation(_ path: String) -> Bool {
    ["stdout", "stderr", "status"].contains(path) || path.hasSuffix(".after")
  }

  /// What comes, in the same form.
  func actual() throws -> [String: String] {
    let scratch = try Scratch(copying: path)
    for file in try scratch.contents().keys
    where CaseFolder.isExpectation(file) || file == "command" {
      try FileManager.default.removeItem(atPath: scratch.work + "/" + file)
    }
    var before = try scratch.contents()
    let commands = try commands()
    var (output, errors, statuses) = ("", "", "")
    for command in commands {
      let isShell = command.hasPrefix("$ ")
      let result = try run(command, in: scratch)
      if isShell { before = try scratch.contents() }
      let shown =
        isShell
        ? String(command) : "$ quire \(CaseFolder.words(of: command).joined(separator: " "))"
      let title = commands.count > 1 ? shown + "\n" : ""
      output += title + result.output
      errors += result.errors.isEmpty ? "" : title + result.errors
      statuses += "\(result.status)\n"
    }
    var texts = ["stdout": output, "stderr": errors, "status": statuses].filter { !$1.isEmpty }
    for (file, bytes) in try scratch.contents() where before[file] != bytes {
      texts[file + ".after"] = String(decoding: bytes, as: UTF8.self)
    }
    return texts
  }

  /// Writes what came as what is to come.
  func record(_ texts: [String: String]) throws {
    for file in try expected().keys {
      try FileManager.default.removeItem(atPath: path + "/" + file)
    }
    for (file, text) in texts {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + file))
    }
  }
}
