// Tab: what is inserted and what is listed.

import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct CompletionTests {
    @Test("a lone match is inserted with its ending")
    func loneMatch() throws {
      let terminal = try Home().start()
      terminal.type("sel", Key.tab, "cou", Key.tab, "nam", Key.tab, ");", Key.enter)
      terminal.expect(#"[text: "SELECT count(name);"]"#)
    }

    @Test("several matches are listed with kind and type, in the order offered")
    func list() throws {
      let terminal = try Home().start()
      terminal.type("select na", Key.tab)
      terminal.expectScreen(
        """
        quire> select na
        name    column  TEXT
        nation  column  TEXT
        quire> select na
        """)
      terminal.type("t", Key.tab, ";", Key.enter)
      terminal.expect(#"[text: "select nation;"]"#)
    }

    @Test("a list comes below the last line and leaves the cursor where it was")
    func listInTheMiddle() throws {
      let terminal = try Home().start()
      terminal.type("select na", Key.control("o"), "from t", Key.up, Key.control("a"))
      for _ in 0..<9 { terminal.send(Key.right) }
      terminal.type(Key.tab)
      terminal.expectScreen(
        """
        quire> select na
        from t
        name    column  TEXT
        nation  column  TEXT
        quire> select na
        from t
        """)
      terminal.type("m", Key.tab, Key.altEnter)
      terminal.expect(#"[text: "select name\nfrom t;"]"#)
    }

    @Test("wide letters share a beginning by letters, and stand in columns")
    func wide() throws {
      let terminal = try Home().start()
      terminal.type("select 名", Key.tab)
      #expect(terminal.screen.text.contains("名前  column  INTEGER\n名簿  column  REAL\n"))
      terminal.type("前", Key.tab, ";", Key.enter)
      terminal.expect(#"[text: "select 名前;"]"#)
    }

    @Test("in quotes the word is the whole name, and the quote is closed once")
    func quoted() throws {
      let terminal = try Home().start()
      terminal.type("'it''s', 'data/my t", Key.tab, ", \"first n", Key.tab, ";", Key.enter)
      terminal.expect(#"[text: "'it''s', 'data/my trips.csv', "first name";"]"#)
      terminal.type("'data/s';", Key.left, Key.left, Key.tab, Key.enter)
      terminal.expect(#"[text: "'data/sales.csv';"]"#)
    }

    @Test("no match leaves the text alone")
    func noMatch() throws {
      let terminal = try Home().start()
      terminal.type("xyzzy", Key.tab, ";", Key.enter)
      terminal.expect(#"[text: "xyzzy;"]"#)
    }

    @Test("more than a hundred are listed only after a question, in columns")
    func many() throws {
      let terminal = try Home().start(columns: 100, rows: 60)
      terminal.type("z", Key.tab)
      terminal.expect("list all 150? (y or n)")
      #expect(!terminal.screen.text.contains("zone7"))
      terminal.type("n")
      terminal.expectEnd("quire> zone")
      terminal.type(Key.tab, "7", Key.tab, "y")
      terminal.expectEnd("zone79  table\nquire> zone7y")
      terminal.type(Key.backspace, Key.backspace, Key.tab, "y")
      #expect(terminal.screen.text.contains("zone149"))
    }

    @Test("control characters in a name do not reach the terminal")
    func controls() throws {
      let terminal = try Home().start()
      terminal.type("by", Key.tab, ";", Key.enter)
      terminal.expect(#"[text: "by_year;"]"#)
      #expect(terminal.screen.unknown.isEmpty)
    }
  }
}
