// Runs the quire that was built beside the tests, in a fixed environment.

import Foundation

/// What a run of the program came to.
struct ProgramResult: Equatable {
  var output: String
  var errors: String
  var status: Int32
}

/// The program under test.
enum Program {
  /// The binary: SwiftPM puts it into the folder of the test runner.
  static let path: String = {
    let runner =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    return (runner as NSString).deletingLastPathComponent + "/quire"
  }()

  /// All that the program may see of its surroundings.
  static func environment(home: String) -> [String: String] {
    [
      "COLUMNS": "80", "HOME": home, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "SWIFT_BACKTRACE": "enable=no", "TERM": "xterm", "TZ": "UTC",
    ]
  }

  /// Runs it to its end with empty standard input.
  static func run(
    _ arguments: [String], in folder: Scratch, environment changes: [String: String] = [:]
  ) throws -> ProgramResult {
    try run(path, arguments, in: folder, environment: changes)
  }

  /// Runs a line of shell in which `$QUIRE` is the program.
  static func shell(_ line: String, in folder: Scratch) throws -> ProgramResult {
    try run("/bin/bash", ["-c", line], in: folder, environment: ["QUIRE": path])
  }

  /// Runs it, and sends it a signal once it has written something, or after a second.
  static func run(
    _ arguments: [String], in folder: Scratch, signal: Int32
  ) throws -> ProgramResult {
    try run(path, arguments, in: folder, environment: [:]) { process, output in
      let start = Date()
      while Date().timeIntervalSince(start) < 1,
        (try? Data(contentsOf: URL(fileURLWithPath: output)).isEmpty) ?? true
      {
        usleep(10_000)
      }
      usleep(50_000)
      kill(process.processIdentifier, signal)
    }
  }

  private static func run(
    _ program: String, _ arguments: [String], in folder: Scratch,
    environment changes: [String: String], whileRunning act: (Process, String) -> Void = { _, _ in }
  ) throws -> ProgramResult {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.work)
    process.environment = environment(home: folder.home).merging(changes) { $1 }
    process.standardInput = FileHandle.nullDevice
    let name = UUID().uuidString
    let (output, errors) = (folder.home + "/\(name).out", folder.home + "/\(name).err")
    process.standardOutput = try writer(output)
    process.standardError = try writer(errors)
    try withoutBlockedSignals { try process.run() }
    let watchdog = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 30, execute: watchdog)
    act(process, output)
    process.waitUntilExit()
    watchdog.cancel()
    let status =
      process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
    return ProgramResult(
      output: try text(output, folder), errors: try text(errors, folder), status: status)
  }

  /// A child inherits the mask of the thread that starts it, and the pool's threads block signals.
  private static func withoutBlockedSignals(_ start: () throws -> Void) rethrows {
    var (none, usual) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &usual)
    defer { pthread_sigmask(SIG_SETMASK, &usual, nil) }
    try start()
  }

  private static func writer(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  /// What was written, with the scratch folder's name replaced by one that is always the same.
  private static func text(_ path: String, _ folder: Scratch) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      .replacingOccurrences(of: folder.root, with: "/scratch")
  }
}

/// A temporary folder, gone with its last user.
final class Scratch {
  let root: String
  /// Where the program runs.
  let work: String
  /// Its home, and where its output is collected.
  let home: String

  /// Makes one; `work` is a copy of a folder, or empty.
  init(copying folder: String? = nil) throws {
    root = try Scratch.canonicalTemporary() + "/quire-case-\(UUID().uuidString)"
    (work, home) = (root + "/case", root + "/home")
    let files = FileManager.default
    try files.createDirectory(atPath: home, withIntermediateDirectories: true)
    if let folder {
      try files.copyItem(atPath: folder, toPath: work)
    } else {
      try files.createDirectory(atPath: work, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  private static func canonicalTemporary() throws -> String {
    URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: work + "/" + name))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: work + "/" + name)), as: UTF8.self)
  }

  /// Every file below `work` by its path, without symbolic links.
  func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: work) {
      let attributes = try FileManager.default.attributesOfItem(atPath: work + "/" + path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      contents[path] = try Data(contentsOf: URL(fileURLWithPath: work + "/" + path))
    }
    return contents
  }
}
