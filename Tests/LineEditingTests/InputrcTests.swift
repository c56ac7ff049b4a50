// The user's settings.

import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct InputrcTests {
    @Test("bindings for quire alone work, and win over ours")
    func bindings() throws {
      let home = try Home(
        inputrc: """
          $if quire
          "\\C-t": "select 42;"
          "\\C-o": "bound"
          "\\C-g": run-statement
          $endif
          $if other
          "\\C-t": "wrong"
          $endif
          """)
      let terminal = try home.start()
      terminal.type(Key.control("t"), Key.enter)
      terminal.expect(#"[text: "select 42;"]"#)
      terminal.type(Key.control("o"), Key.control("g"))
      terminal.expect(#"[text: "bound;"]"#)
    }

    @Test("Enter bound to accept-line by another key's name stays the user's")
    func enterOfTheUser() throws {
      let terminal = try Home(inputrc: "\"\\C-m\": \"!\"\n").start()
      terminal.type("a", Key.enter, ";\n")
      terminal.expect(#"[text: "a!;"]"#)
    }

    @Test("in vi mode Enter goes on until the statement is whole, and runs in command mode")
    func viMode() throws {
      let terminal = try Home(inputrc: "set editing-mode vi\n").start()
      terminal.type("select 1,", Key.enter, "2;", Key.enter)
      terminal.expect(#"[text: "select 1,\n2;"]"#)
      terminal.type("second;", Key.enter)
      terminal.type(Key.escape, "k", "k", Key.enter)
      terminal.expect("quire> select 1,\n2;\n[text: \"select 1,\\n2;\"]\nquire>")
      terminal.type("unfinished", Key.escape, Key.enter)
      terminal.expect(#"[text: "unfinished;"]"#)
      terminal.type("third", Key.control("c"), Key.up, ";", Key.enter)
      terminal.expect("[interrupted: true]")
      terminal.expect(#"[text: "third;"]"#)
    }
  }
}
