// Unified diffs, applied again by a reader of our own and by `patch`.

import Foundation
import Output
import Testing

private func diff(_ old: String, _ new: String) -> String {
  unifiedDiff(old: Array(old.utf8), new: Array(new.utf8), oldName: "old", newName: "new")
}

@Test("equal texts have no difference", arguments: ["", "a", "a\n", "a\nb"])
func equalTexts(text: String) { #expect(diff(text, text).isEmpty) }

@Test("a changed line stands between three lines on either side")
func context() {
  let old = (1...9).map { "\($0)\n" }.joined()
  #expect(
    diff(old, old.replacingOccurrences(of: "5", with: "five")) == """
      --- old
      +++ new
      @@ -2,7 +2,7 @@
       2
       3
       4
      -5
      +five
       6
       7
       8

      """)
}

@Test("a missing newline at the end is told")
func noNewline() {
  #expect(
    diff("a", "a\n") == """
      --- old
      +++ new
      @@ -1 +1 @@
      -a
      \\ No newline at end of file
      +a

      """)
}

@Test("an empty side names line 0")
func emptySides() {
  #expect(diff("", "a\n").contains("@@ -0,0 +1 @@\n+a\n"))
  #expect(diff("a\n", "").contains("@@ -1 +0,0 @@\n-a\n"))
}

@Test("patch makes the new text of the old one")
func patched() throws {
  let seed = UInt64.random(in: 0...UInt64.max)
  var random = Generator(state: seed)
  for _ in 1...60 {
    let old = random.text()
    let new = random.edited(old)
    let difference = diff(old, new)
    guard !difference.isEmpty else { continue }
    let result = try patch(old, difference)
    #expect(result == new, "seed \(seed)\nold: \(old.debugDescription)\n\(difference)")
  }
}

@Test("long texts without a line in common are replaced whole, in time")
func longTexts() throws {
  let old = (0..<3000).map { "a\($0)\n" }.joined()
  let new = (0..<3000).map { "b\($0)\n" }.joined()
  #expect(try patch(old, diff(old, new)) == new)
}

/// The text that `patch` makes of an old one.
private func patch(_ old: String, _ difference: String) throws -> String {
  let folder = NSTemporaryDirectory() + "quire-patch-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try Data(old.utf8).write(to: URL(fileURLWithPath: folder + "/text"))
  try Data(difference.utf8).write(to: URL(fileURLWithPath: folder + "/difference"))
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [
    "patch", "--binary", "-s", "-o", folder + "/result", folder + "/text", folder + "/difference",
  ]
  process.standardInput = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
  return String(
    decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/result")), as: UTF8.self)
}

/// xorshift64*, so that a printed seed gives the same texts again.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state == 0 ? 0x9E37_79B9_7F4A_7C15 : state
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func line() -> String {
    ["", "a", "b", "```", " x", "-", "+", "\\ n"].randomElement(using: &self) ?? ""
  }

  mutating func ending() -> String {
    ["\n", "\n", "\n", "\r\n"].randomElement(using: &self) ?? "\n"
  }

  /// Up to forty lines of few kinds, with and without a newline at the end.
  mutating func text() -> String {
    let lines = (0..<Int.random(in: 0...40, using: &self)).map { _ in line() + ending() }
    return lines.joined() + (Bool.random(using: &self) ? "last" : "")
  }

  mutating func edited(_ text: String) -> String {
    var lines = text.components(separatedBy: "\n")
    for _ in 0..<Int.random(in: 0...6, using: &self) {
      let index = Int.random(in: 0..<lines.count, using: &self)
      switch Int.random(in: 0...2, using: &self) {
      case 0: lines[index] = line()
      case 1: lines.insert(line(), at: index)
      default: if lines.count > 1 { lines.remove(at: index) }
      }
    }
    return lines.joined(separator: "\n")
  }
}
