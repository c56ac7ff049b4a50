// A folder with a notebook, its data and a history, and quire started in it.

import Foundation
import PseudoTerminal
import Testing

enum Key {
  static let enter = "\r"
  static let up = "\u{1B}[A"
  static let left = "\u{1B}[D"
  static let home = "\u{1}"
  static let tab = "\t"
  static let controlC = "\u{3}"
  static let controlD = "\u{4}"

  static func paste(_ text: String) -> String {
    "\u{1B}[200~" + text.replacingOccurrences(of: "\n", with: "\r") + "\u{1B}[201~"
  }
}

/// A temporary folder that goes with its last user.
final class Bench {
  let path: String
  var history: String { path + "/state/quire/history" }
  var notebook: String { path + "/regions.md" }

  static let endless =
    "WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM c) SELECT x FROM c;"

  init() throws {
    path = NSTemporaryDirectory() + "quire-bench-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try write(
      "sales.csv",
      """
      region,unit_price,day part
      north,3,morning
      south,5,evening
      west,,noon
      ünïted 日本,7,night

      """)
    try write("regions.md", Self.notebookText)
  }

  deinit { end() }

  /// Takes the folder away; called at a test's end, so that the folder lasts until then.
  func end() { try? FileManager.default.removeItem(atPath: path) }

  static let notebookText = """
    ---
    data:
      - sales.csv
    params:
      least: 4
    ---

    ```sql
    --| label: dear
    SELECT region, unit_price FROM sales WHERE unit_price >= :least ORDER BY region;
    ```

    ```chart
    #| label: picture
    bar from dear x=region y=unit_price
    ```

    ```sql
    --| label: wrong
    SELECT rgion FROM sales;
    ```

    ```sql
    --| label: after_it
    SELECT count(*) AS n FROM sales;
    ```

    """

  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
  }

  func replace(_ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: notebook, encoding: .utf8)
    try write("regions.md", text.replacingOccurrences(of: old, with: new))
  }

  /// The program that was built with the tests.
  static func program() throws -> String {
    let runner = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = (runner as NSString).deletingLastPathComponent + "/quire"
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
    return (bundle as NSString).deletingLastPathComponent + "/quire"
  }

  private var environment: [String: String] {
    [
      "HOME": path, "XDG_STATE_HOME": path + "/state", "TERM": "xterm", "LANG": "C.UTF-8",
      "NO_COLOR": "1", "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin",
    ]
  }

  /// Starts a session in the folder by a shell line, in which `quire` is the program.
  func start(
    _ line: String = "exec quire", columns: Int = 80, rows: Int = 40,
    waiting text: String = "quire>"
  ) throws -> Terminal {
    let program = try Self.program()
    let script = "cd '\(path)'; quire() { '\(program)' \"$@\"; }; "
    let whole = script + line.replacingOccurrences(of: "exec quire", with: "exec '\(program)'")
    let terminal = try Terminal(
      "/bin/sh", arguments: ["-c", whole], environment: environment, columns: columns, rows: rows)
    #expect(terminal.wait(for: text), "no prompt: \(terminal.screen.text)")
    terminal.settle(0.05)
    return terminal
  }

  /// Runs quire over a pipe.
  func pipe(_ input: String, _ arguments: [String] = []) throws -> Ended {
    try pipe(Data(input.utf8), arguments)
  }

  func pipe(_ input: Data, _ arguments: [String] = []) throws -> Ended {
    try input.write(to: URL(fileURLWithPath: path + "/input"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Self.program())
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.standardInput = FileHandle(forReadingAtPath: path + "/input")
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Ended(output: text, errors: said, status: process.terminationStatus)
  }
}

/// What a program over a pipe left.
struct Ended {
  let output: String
  let errors: String
  let status: Int32
}

extension Terminal {
  /// Types each part and lets the screen come to rest after each.
  func type(_ parts: String...) {
    for part in parts {
      send(part)
      settle(0.06)
    }
  }

  /// Types a line, runs it and waits for the next prompt.
  func run(_ line: String, location: SourceLocation = #_sourceLocation) {
    type(line)
    let start = output.count
    send(Key.enter)
    let isBack = wait(timeout: 20) { terminal in
      String(decoding: terminal.output[start...], as: UTF8.self).contains("quire> ")
    }
    #expect(isBack, "\(screen.text)", sourceLocation: location)
    settle(0.05)
  }

  /// Waits for a text and shows the screen where it does not come.
  func expect(_ text: String, location: SourceLocation = #_sourceLocation) {
    #expect(wait(for: text, timeout: 20), "\(screen.text)", sourceLocation: location)
  }

  /// Leaves, which must end well.
  func leave(location: SourceLocation = #_sourceLocation) {
    type(Key.controlD)
    #expect(waitForEnd() == .exited(0), "\(screen.text)", sourceLocation: location)
  }
}
