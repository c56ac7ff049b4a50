// Sessions that are lost, and what they have left.

import Foundation
import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct JournalTests {
    private func journals(_ bench: Bench) throws -> [String] {
      let folder = bench.path + "/state/quire/unsaved"
      guard FileManager.default.fileExists(atPath: folder) else { return [] }
      return try FileManager.default.contentsOfDirectory(atPath: folder).map { folder + "/" + $0 }
    }

    private func keep(_ name: String, _ terminal: Terminal) {
      terminal.run("select '\(name)' as kept;")
      terminal.run(".keep \(name)")
      terminal.expect("kept \(name)")
    }

    @Test("a killed session is taken up, also when the file has changed meanwhile")
    func killed() throws {
      let bench = try Bench()
      defer { bench.end() }
      let first = try bench.start("exec quire regions.md", rows: 80)
      keep("one", first)
      keep("two", first)
      let journal = try #require(try journals(bench).first)
      let mode = try FileManager.default.attributesOfItem(atPath: journal)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      let other = try bench.start("exec quire", rows: 80)
      #expect(!other.screen.text.contains("lost session"))
      first.kill(SIGKILL)
      _ = first.waitForEnd()
      try bench.replace("SELECT rgion", "SELECT region")
      let second = try bench.start("exec quire regions.md", columns: 100, rows: 80)
      second.expect("a lost session left 2 changes of regions.md: .recover takes them up")
      second.run(".recover")
      second.expect(
        "--| label: two\nselect 'two' as kept;\n```\nopened regions.md")
      other.run(".recover")
      other.expect("there is nothing to recover")
      second.run(".save")
      #expect(try journals(bench).isEmpty)
      let text = try String(contentsOfFile: bench.notebook, encoding: .utf8)
      #expect(text.contains("SELECT region FROM sales") && text.contains("label: two"))
      second.leave()
      other.leave()
    }

    @Test("leaving asks once, keeps what is not saved, and a clean session leaves nothing")
    func leaving() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", columns: 100, rows: 80)
      keep("one", terminal)
      terminal.run(".quit")
      terminal.expect("1 cell of regions.md is not saved")
      terminal.run("select 1;")
      terminal.type(Key.controlD)
      terminal.expect(".quit again goes on without, and .recover takes it up later")
      terminal.type(Key.controlD)
      #expect(terminal.waitForEnd() == .exited(0))
      #expect(try journals(bench).count == 1)
      let second = try bench.start("exec quire", columns: 100, rows: 80)
      second.run(".recover 1 drop")
      #expect(try journals(bench).isEmpty)
      second.run(".open regions.md")
      keep("two", second)
      second.run(".drop two")
      #expect(try journals(bench).isEmpty)
      second.leave()
    }

    @Test("a session that the terminal leaves, or a pipe, keeps its cells too")
    func hungUp() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", rows: 80)
      keep("one", terminal)
      terminal.kill(SIGHUP)
      #expect(terminal.waitForEnd() == .exited(128 + SIGHUP))
      #expect(try journals(bench).count == 1)
      let piped = try bench.pipe("select 1 as a;\n.keep b\n", ["regions.md"])
      #expect(piped.status == 0)
      #expect(piped.errors.contains("1 cell of regions.md is not saved; .recover takes it up"))
      #expect(try journals(bench).count == 2)
    }

    @Test("two sessions on one file both save, and a damaged journal is passed over")
    func several() throws {
      let bench = try Bench()
      defer { bench.end() }
      let one = try bench.start("exec quire regions.md", columns: 100, rows: 80)
      let two = try bench.start("exec quire regions.md", columns: 100, rows: 80)
      keep("one", one)
      keep("two", two)
      one.run(".save")
      one.expect("saved 1 cell")
      two.run(".save")
      two.expect("regions.md has changed: read again")
      two.expect("saved 1 cell")
      let text = try String(contentsOfFile: bench.notebook, encoding: .utf8)
      #expect(text.contains("label: one") && text.contains("label: two"))
      keep("three", one)
      keep("four", two)
      for terminal in [one, two] {
        terminal.kill(SIGKILL)
        _ = terminal.waitForEnd()
      }
      // A torn end costs only what it would have told; what is no journal at all is named.
      let whole = try #require(try journals(bench).first)
      let handle = try #require(FileHandle(forWritingAtPath: whole))
      handle.seekToEndOfFile()
      handle.write(Data("0123 99\n5 quire".utf8))
      try bench.write("state/quire/unsaved/1-0", "nonsense")
      let third = try bench.start("exec quire regions.md", columns: 110, rows: 80)
      third.expect("passed over: ")
      third.expect("1-0 is damaged")
      third.run(".recover")
      third.expect(".recover N takes one up; .recover N drop forgets it")
      third.run(".recover 2")
      third.expect("opened regions.md and took up 1 cell")
      third.run(".recover 1")
      third.expect("opened regions.md and took up 2 cell")
      third.run(".save")
      let saved = try String(contentsOfFile: bench.notebook, encoding: .utf8)
      #expect(saved.contains("label: three") && saved.contains("label: four"))
      third.leave()
    }
  }
}
