// Enter, Up and Down, and what is seen of them.

import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct EditingTests {
    @Test("a statement of two lines comes back whole, is edited in line 1 and run again")
    func twoLines() throws {
      let terminal = try Home().start()
      terminal.type("select 1,", Key.enter, "2;", Key.enter)
      terminal.expect(#"[text: "select 1,\n2;"]"#)
      terminal.type(Key.up, Key.left, "7", Key.enter)
      terminal.expect(#"[text: "select 17,\n2;"]"#)
      terminal.expectScreen(
        """
        quire> select 1,
        2;
        [text: "select 1,\\n2;"]
        quire> select 17,
        2;
        [text: "select 17,\\n2;"]
        quire>
        """)
      #expect(terminal.screen.unknown.isEmpty)
    }

    @Test("Enter in the middle of an unfinished statement goes on at its end")
    func enterInTheMiddle() throws {
      let terminal = try Home().start()
      terminal.type("select 1", Key.home, Key.enter, ";", Key.enter)
      terminal.expect(#"[text: "select 1\n;"]"#)
    }

    @Test("Enter on blanks gives a new prompt and no input")
    func blank() throws {
      let terminal = try Home().start()
      terminal.type(Key.enter, "  ", Key.enter, ".x", Key.enter)
      terminal.expect(#"[text: ".x"]"#)
      #expect(terminal.screen.lines[..<3] == ["quire>", "quire>", "quire> .x"])
    }

    @Test("Alt-Enter runs with ; supplied")
    func altEnter() throws {
      let terminal = try Home().start()
      terminal.type("select 1", Key.altEnter)
      terminal.expect(#"[text: "select 1;"]"#)
      terminal.type("select 2 -- two", Key.altEnter)
      terminal.expect(#"[text: "select 2 -- two\n;"]"#)
      terminal.type("select 3;  ", Key.altEnter)
      terminal.expect(#"[text: "select 3;"#)
    }

    @Test("Ctrl-O and Ctrl-X Enter put a newline at the cursor")
    func newlines() throws {
      let terminal = try Home().start()
      terminal.type("select 1;", Key.left, Key.left, Key.control("o"), Key.enter)
      terminal.expect(#"[text: "select \n1;"]"#)
      terminal.type("a;", Key.left, Key.control("x") + Key.enter, Key.enter)
      terminal.expect(#"[text: "a\n;"]"#)
    }

    @Test("Up and Down go between the lines of the buffer and keep the column")
    func lines() throws {
      let terminal = try Home().start()
      terminal.type("aaaa,", Key.enter, "日本bb,", Key.enter, "cccc", Key.left)
      terminal.type(Key.up, "X", Key.up, "Y", Key.down, Key.down, "Z;", Key.enter)
      terminal.expect(#"[text: "aaaa,Y\n日本Xbb,\nccccZ;"]"#)
    }

    @Test("Up finds entries that begin with the text before the cursor; Down comes back to it")
    func historyByPrefix() throws {
      let terminal = try Home().start()
      for text in ["select 1;", "update t;", "select 2,\r3;", "delete t;"] {
        terminal.type(text, Key.enter)
      }
      terminal.type("sel", Key.up)
      terminal.expectEnd("quire> select 2,\n3;")
      terminal.type(Key.up)
      terminal.expectEnd("quire> select 1;")
      terminal.type(Key.down)
      terminal.expectEnd("quire> select 2,\n3;")
      terminal.type(Key.down)
      terminal.expectEnd("quire> sel")
    }

    @Test("Up four times reaches the fourth entry though others have lines")
    func historyInARow() throws {
      let terminal = try Home().start()
      for text in ["first;", "a,\rb;", "c,\rd,\re;", "last;"] { terminal.type(text, Key.enter) }
      terminal.type(Key.up, Key.up, Key.up, Key.up, Key.enter)
      terminal.settle()
      terminal.expectEnd("quire> first;\n[text: \"first;\"]\nquire>")
    }

    @Test("two blank last lines show what is open, until the next key")
    func hint() throws {
      let terminal = try Home().start(rows: 6)
      terminal.type("select 1", Key.enter, Key.enter, Key.enter)
      terminal.expectScreen("quire> select 1\n\n\n\nstill waiting for ;")
      #expect(terminal.screen.cursor == (3, 0))
      terminal.type("+ 'é")
      terminal.expectScreen("quire> select 1\n\n\n+ 'é")
      terminal.type(Key.enter, Key.enter, Key.enter)
      terminal.expect("still open: ' from line 4, column 3")
      #expect(
        terminal.screen.lines == ["", "+ 'é", "", "", "", "still open: ' from line 4, column 3"])
      terminal.type("';", Key.enter)
      terminal.expect(#"[text: "select 1\n\n\n+ 'é\n\n\n';"]"#)
    }

    @Test("wide letters and emoji are edited as letters")
    func wideLetters() throws {
      let terminal = try Home().start()
      terminal.type("x日本語🎉é", Key.left, Key.left, Key.backspace, "ö")
      #expect(terminal.screen.lines[0] == "quire> x日本ö🎉é")
      #expect(terminal.screen.cursor.column == 13)
      terminal.type(Key.home, Key.right, Key.control("d"), Key.control("e"), ";", Key.enter)
      terminal.expect(#"[text: "x本ö🎉é;"]"#)
    }

    @Test("letters stay letters where the locale says ASCII", arguments: ["C", "POSIX"])
    func asciiLocale(locale: String) throws {
      let terminal = try Home().start(environment: ["LC_ALL": locale, "LANG": ""])
      terminal.type("日é", Key.backspace, "ö;", Key.enter)
      terminal.expect(#"[text: "日ö;"]"#)
    }

    @Test("a dumb terminal gets no escape byte and whole statements")
    func dumb() throws {
      let terminal = try Home().start(environment: ["TERM": "dumb"])
      terminal.type("select 1,", Key.enter, "2;", Key.enter)
      terminal.expect(#"[text: "select 1,\n2;"]"#)
      terminal.type("select", Key.enter, Key.enter, Key.enter)
      terminal.expect("still waiting for ;")
      terminal.type(Key.control("c"), "z", Key.tab)
      terminal.expect("[interrupted: true]")
      #expect(!terminal.output.contains(0x1B), "\(terminal.screen.text)")
    }

    @Test("a narrower and a wider window keep the text and the program")
    func resize() throws {
      let terminal = try Home().start()
      terminal.type("select 'one line that is wider than forty columns',", Key.enter, "2")
      terminal.resize(columns: 30, rows: 20)
      terminal.settle()
      terminal.resize(columns: 100, rows: 20)
      terminal.settle()
      terminal.type(";", Key.enter)
      terminal.expect(#"[text: "select 'one line that is wider than forty columns',\n2;"]"#)
      terminal.type("x;", Key.enter)
      terminal.expect("quire> x;\n[text: \"x;\"]\nquire>")
    }

    @Test("a prompt with colours is as wide as its text")
    func colouredPrompt() throws {
      let terminal = try Home().start(columns: 20, environment: ["NO_COLOR": ""])
      terminal.type("123456789012345678901234;", Key.home, "X")
      #expect(terminal.screen.lines[..<2] == ["quire> X123456789012", "345678901234;"])
    }
  }
}
