// The history across sessions.

import Foundation
import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct HistoryTests {
    @Test("two sessions at once, one of them killed, lose no entry")
    func twoSessions() throws {
      let home = try Home()
      let (first, second) = (try home.start(), try home.start())
      first.type("select 1,", Key.enter, "'of the first';", Key.enter)
      second.type("select 2,", Key.enter, "'of the second';", Key.enter)
      first.type("select 3;", Key.enter)
      first.kill(SIGKILL)
      #expect(first.waitForEnd() == .killed(signal: SIGKILL))
      second.type("select 4;", Key.enter, Key.control("d"))
      #expect(second.waitForEnd() == .exited(0))
      let history = try String(contentsOfFile: home.history, encoding: .utf8)
      let entries = history.split(separator: "\n").filter { !$0.hasPrefix("#") }
      #expect(
        entries == [
          "select 1,", "'of the first';", "select 2,", "'of the second';", "select 3;", "select 4;",
        ])
      let mode = try FileManager.default.attributesOfItem(atPath: home.history)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      let third = try home.start()
      third.type(".history", Key.enter)
      third.expect("[history: 5]")
      third.type(Key.up, Key.up, Key.up, Key.up, Key.enter)
      third.expect(#"[text: "select 2,\n'of the second';"]"#)
    }

    @Test("repeats and lines that begin with a blank are not kept")
    func skipped() throws {
      let terminal = try Home().start()
      terminal.type("a;", Key.enter, "a;", Key.enter, " secret;", Key.enter, "b;", Key.enter)
      terminal.type(".history", Key.enter)
      terminal.expect("[history: 3]")
    }

    @Test("an edited entry stays as it was when Ctrl-C or Enter takes the edit")
    func editedEntry() throws {
      let terminal = try Home().start()
      terminal.type("one;", Key.enter, "two;", Key.enter)
      terminal.type(Key.up, "X", Key.control("c"), Key.up, Key.up, Key.enter)
      terminal.expect("quire> two;\n[text: \"two;\"]\nquire>")
    }
  }
}
