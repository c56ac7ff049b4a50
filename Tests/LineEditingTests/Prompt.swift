// The probe at a prompt of its own, in a home of its own.

import Foundation
import PseudoTerminal
import Testing

enum Key {
  static let enter = "\r"
  static let altEnter = "\u{1B}\r"
  static let up = "\u{1B}[A"
  static let down = "\u{1B}[B"
  static let right = "\u{1B}[C"
  static let left = "\u{1B}[D"
  static let home = "\u{1}"
  static let backspace = "\u{7F}"
  static let escape = "\u{1B}"
  static let tab = "\t"

  static func control(_ letter: Character) -> String {
    String(UnicodeScalar((letter.asciiValue ?? 0) & 0x1F))
  }

  static func paste(_ text: String) -> String {
    "\u{1B}[200~" + text.replacingOccurrences(of: "\n", with: "\r") + "\u{1B}[201~"
  }
}

/// All pty tests, one after the other: they wait for a screen to come to rest.
@Suite(.serialized) enum AtThePrompt {}

/// A temporary folder that goes with its last user.
final class Home {
  let path: String
  var history: String { path + "/state/quire/history" }

  init(inputrc: String = "") throws {
    path = NSTemporaryDirectory() + "quire-home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try inputrc.write(toFile: path + "/.inputrc", atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func start(
    columns: Int = 60, rows: Int = 20, environment: [String: String] = [:]
  ) throws -> Terminal {
    let runner = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let probe = (runner as NSString).deletingLastPathComponent + "/LineEditorProbe"
    let usual = ["HOME": path, "TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1"]
    let terminal = try Terminal(
      probe, arguments: [history], environment: usual.merging(environment) { $1 },
      columns: columns, rows: rows)
    terminal.companion = self
    #expect(terminal.wait(for: "quire>"), "no prompt: \(terminal.screen.text)")
    terminal.settle(0.05)
    return terminal
  }
}

extension Terminal {
  /// Types each part and lets the screen come to rest after each.
  func type(_ parts: String...) {
    for part in parts {
      send(part)
      settle(0.06)
    }
  }

  /// Waits for a text and shows the screen where it does not come.
  func expect(_ text: String, location: SourceLocation = #_sourceLocation) {
    #expect(wait(for: text, timeout: 5), "\(screen.text)", sourceLocation: location)
  }

  /// Waits for the whole screen to be so.
  func expectScreen(_ text: String, location: SourceLocation = #_sourceLocation) {
    wait(timeout: 5) { $0.screen.text == text }
    #expect(screen.text == text, sourceLocation: location)
  }

  /// Waits for the screen to end so.
  func expectEnd(_ text: String, location: SourceLocation = #_sourceLocation) {
    #expect(
      wait(timeout: 5) { $0.screen.text.hasSuffix(text) }, "\(screen.text)",
      sourceLocation: location)
  }
}
