// The repository that the tests belong to, and its program.

import Foundation

enum Repository {
  /// The folder with `Package.swift`.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The text of a file, named from the root.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The Markdown pages that people read.
  static let pages: [String] = {
    let folders = [
      "", "Documentation/", "notebooks/", "datasets/ejp-rd/", "datasets/national-plans/",
    ]
    return folders.flatMap { folder in
      let entries =
        (try? FileManager.default.contentsOfDirectory(atPath: root.path + "/" + folder)) ?? []
      return entries.filter { $0.hasSuffix(".md") }.sorted().map { folder + $0 }
    }
  }()

  /// Runs the program built beside the tests, in a folder.
  ///
  /// - Parameter typing: what it reads from standard input.
  static func quire(
    _ arguments: [String], typing: String = "", in folder: URL
  ) throws -> (output: String, status: Int32) {
    let runner = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: runner).deletingLastPathComponent()
      .appendingPathComponent("quire")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let input = Pipe()
    input.fileHandleForWriting.write(Data(typing.utf8))
    try input.fileHandleForWriting.close()
    process.standardInput = input
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }
}
