// The history file without a terminal.

import Foundation
import SystemPackage
import Testing

@testable import LineEditing

@Suite struct HistoryFileTests {
  private let home: Home
  private let file: HistoryFile

  init() throws {
    home = try Home()
    file = HistoryFile(FilePath(home.history), entryLimit: 10)
  }

  @Test(
    "an entry comes back as it was",
    arguments: ["select 1;", "a\n\nb", "日本\n\t'é'", "x\n#1795410769\ny", "x\n\\#12\n\\\\#1\n\\n"])
  func roundTrip(entry: String) throws {
    try file.append("before", time: 1)
    try file.append(entry, time: 2)
    try file.append("after", time: 3)
    #expect(try file.read() == ["before", entry, "after"])
  }

  @Test("no file is no history")
  func noFile() throws {
    #expect(try file.read().isEmpty)
    try file.truncate()
  }

  @Test("lines without time stamps, broken bytes and a broken end are read")
  func damaged() throws {
    try file.append("x", time: 1)
    let bytes = Array("old\nolder\n#12\na\n\u{0}b\n#13\n\n#14\nhalf".utf8) + [0xFF]
    try Data(bytes).write(to: URL(fileURLWithPath: home.history))
    #expect(try file.read() == ["old", "older", "a\nb", "half\u{FFFD}"])
    try file.append("next", time: 15)
    #expect(try file.read().last == "next")
  }

  @Test("the newest entries are read and kept, links stay links, the mode is private")
  func truncation() throws {
    try file.append("0", time: 0)
    let link = home.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: home.history)
    chmod(home.history, 0o644)
    let linked = HistoryFile(FilePath(link), entryLimit: 10)
    for number in 1..<25 { try linked.append("\(number)\nline", time: Int64(number)) }
    #expect(try linked.read() == (15..<25).map { "\($0)\nline" })
    try linked.truncate()
    #expect(try String(contentsOfFile: home.history, encoding: .utf8).hasPrefix("#15\n15\nline\n"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == home.history)
    let mode = try FileManager.default.attributesOfItem(atPath: home.history)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test("appends and cuts at the same time lose no entry and break none")
  func concurrent() async throws {
    let file = HistoryFile(FilePath(home.history), entryLimit: 400)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for number in 0..<100 {
            try file.append("\(writer)\n\(number)", time: 1)
            if number % 10 == 0 { try file.truncate() }
          }
        }
      }
      try await group.waitForAll()
    }
    let expected = (0..<4).flatMap { writer in (0..<100).map { "\(writer)\n\($0)" } }
    #expect(try Set(file.read()) == Set(expected))
  }

  @Test("a file that cannot be written is a problem to tell, not an end")
  func unwritable() throws {
    let history = History(file: HistoryFile("/proc/nowhere/history"), now: { 0 })
    history.add("select 1;")
    #expect(history.entries == ["select 1;"])
    #expect(history.problem != nil)
  }
}
