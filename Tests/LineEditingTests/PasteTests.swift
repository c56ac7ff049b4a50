// Pasted text, and prompts that came with it.

import Foundation
import PseudoTerminal
import Testing

@testable import LineEditing

extension AtThePrompt {
  @Suite struct PasteTests {
    @Test("400 pasted lines are one input and one entry, within a second")
    func fourHundredLines() throws {
      let home = try Home()
      let terminal = try home.start()
      let line = "insert into t values ('" + String(repeating: "x", count: 73) + "');"
      let start = Date()
      terminal.send(Key.paste(Array(repeating: line, count: 400).joined(separator: "\n")))
      terminal.send(Key.enter)
      #expect(terminal.wait(for: "[text of 39999]"))
      let seconds = Date().timeIntervalSince(start)
      #expect(seconds < 2, "the machine may be busy; alone it takes less than 1 s")
      terminal.type(".history", Key.enter)
      terminal.expect("[history: 2]")
      terminal.type(Key.control("d"))
      #expect(terminal.waitForEnd() == .exited(0))
      let second = try home.start(rows: 500)
      second.type(Key.up, Key.up, Key.enter)
      #expect(second.wait(for: "[text of 39999]"))
    }

    @Test("a paste taller than the screen is drawn around the cursor, and whole when it is done")
    func tallerThanTheScreen() throws {
      let terminal = try Home().start(rows: 6)
      let lines = (1...40).map { "line \($0)," }
      terminal.type(Key.paste(lines.joined(separator: "\n")), Key.up, Key.up, "X")
      terminal.expectScreen(
        """
        quire> line 35,
        line 36,
        line 37,
        line 38,X
        line 39,
        line 40,
        """)
      for _ in 0..<5 { terminal.send(Key.up) }
      terminal.type("Y")
      #expect(terminal.screen.text.hasPrefix("quire> line 33,Y\nline 34,\n"))
      let before = terminal.output.count
      terminal.type(Key.control("c"))
      terminal.expectScreen(
        "line 37,\nline 38,X\nline 39,\nline 40,^C\n[interrupted: true]\nquire>")
      let drawn = String(decoding: terminal.output[before...], as: UTF8.self)
      #expect(drawn.contains("line 1,\r\nline 2,\r\n"))
      terminal.type(Key.up, Key.control("e"), ";", Key.enter)
      terminal.expect("line 40,;")
      terminal.type("x;", Key.enter)
      terminal.expectEnd("\nquire> x;\n[text: \"x;\"]\nquire>")
      #expect(terminal.screen.unknown.isEmpty)
    }

    @Test("tabs, blank lines and quotes in a paste are literal")
    func literal() throws {
      let terminal = try Home().start()
      terminal.type(Key.paste("select\t'na\n\n\tb',\n  2;"), Key.enter)
      terminal.expect(#"[text: "select\t'na\n\n\tb',\n  2;"]"#)
    }

    @Test("our own prompt is stripped from a paste, and what stood around it stays")
    func ownPrompt() throws {
      let terminal = try Home().start()
      terminal.type("/*", Key.paste("quire> select 1,\n2;\nquire> select 3;"), "*/;", Key.enter)
      terminal.expect(#"[text: "/*select 1,\n2;\nselect 3;*/;"]"#)
    }

    @Test("our own prompt is stripped where the terminal does not mark pastes")
    func unmarkedPaste() throws {
      let terminal = try Home().start()
      terminal.type("quire> select 1,\r2;\r")
      terminal.expect(#"[text: "select 1,\n2;"]"#)
    }
  }
}

@Test(
  "prompts of sqlite3 and psql are stripped where every line has one",
  arguments: [
    ("sqlite> select 1,\n   ...> 2;\n", "select 1,\n2;\n"),
    ("sqlite> select (\n(x1...> 2\n(x1...>\n(x1...> );", "select (\n2\n\n);"),
    ("shop=> select 1,\nshop-> 'a\nshop'> b';", "select 1,\n'a\nb';"),
    ("shop=*# select 1;", "select 1;"),
    ("quire> select 1,\n   2;", "select 1,\n   2;"),
    ("quire>", ""),
  ])
func strippedPrompts(pasted: String, expected: String) {
  #expect(PastedPrompts(own: "quire> ").removed(from: pasted) == expected)
}

@Test(
  "text without prompts, or not on every line, stays as it is",
  arguments: [
    "", "\n", "select 1;", "sqlite> select 1,\n2;", "data-> '$.x'", "   ...> 2;", "a => b",
    "select 'quire> ';\nquire> 2", "日=>x",
  ])
func textWithoutPrompts(pasted: String) {
  #expect(PastedPrompts(own: "quire> ").removed(from: pasted) == nil)
}
