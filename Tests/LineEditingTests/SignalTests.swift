// Ctrl-C, Ctrl-D, Ctrl-Z and the signals that end the program.

import Foundation
import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct SignalTests {
    @Test("Ctrl-C in line 1 of 3 leaves all lines, then ^C, then a prompt; Up brings the text back")
    func interruptInTheMiddle() throws {
      let terminal = try Home().start()
      terminal.type("aaa,", Key.enter, "bbb,", Key.enter, "ccc", Key.up, Key.up, Key.left)
      terminal.type(Key.control("c"))
      terminal.expect("[interrupted: true]\nquire>")
      terminal.expectScreen("quire> aaa,\nbbb,\nccc^C\n[interrupted: true]\nquire>")
      terminal.type(Key.up, Key.control("e"), ";", Key.enter)
      terminal.expect(#"[text: "aaa,\nbbb,\nccc;"]"#)
    }

    @Test("Ctrl-C twenty times leaves the program alive")
    func twentyTimes() throws {
      let terminal = try Home().start(rows: 60)
      for _ in 0..<20 {
        terminal.send(Key.control("c"))
        usleep(20_000)
      }
      terminal.type("x;", Key.enter)
      terminal.expect(#"[text: "x;"]"#)
      #expect(terminal.screen.lines.filter { $0 == "[interrupted: false]" }.count == 20)
    }

    @Test(
      "Ctrl-C leaves a search, a question and a paste without an end",
      arguments: [
        Key.control("r") + "sel", "z\t", "\u{1B}[200~select", Key.control("v"), "\u{1B}",
      ])
    func interruptElsewhere(keys: String) throws {
      let terminal = try Home().start()
      terminal.type("select 1;", Key.enter, keys, Key.control("c"))
      terminal.expect("[interrupted")
      terminal.type("select 2;", Key.enter)
      terminal.expect(#"[text: "select 2;"]"#)
      terminal.expectEnd("quire> select 2;\n[text: \"select 2;\"]\nquire>")
    }

    @Test("Ctrl-C while a query runs is seen by it, and the terminal is the system's meanwhile")
    func interruptRunning() throws {
      let terminal = try Home().start()
      terminal.type(".busy", Key.enter)
      terminal.expect("[busy]")
      #expect(terminal.isCooked)
      terminal.type(Key.control("c"))
      terminal.expect("[stopped: true]\nquire>")
      #expect(!terminal.isCooked)
      terminal.type("x;", Key.enter)
      terminal.expect(#"[text: "x;"]"#)
    }

    @Test("Ctrl-D deletes a letter and leaves only an empty buffer")
    func controlD() throws {
      let terminal = try Home().start()
      terminal.type("xyz;", Key.control("d"), Key.home, Key.control("d"), Key.enter)
      terminal.expect(#"[text: "yz;"]"#)
      terminal.type(Key.control("d"))
      #expect(terminal.waitForEnd() == .exited(0))
      terminal.expectEnd("quire>\n[end]")
      #expect(terminal.isCooked)
    }

    @Test(
      "SIGTERM and SIGHUP restore the terminal and keep the text", arguments: [SIGTERM, SIGHUP])
    func ending(signal: Int32) throws {
      let home = try Home()
      let terminal = try home.start()
      terminal.type("select 'unfinished", Key.enter, "text")
      terminal.kill(signal)
      #expect(terminal.waitForEnd() == .exited(128 + signal))
      #expect(terminal.isCooked)
      let history = try String(contentsOfFile: home.history, encoding: .utf8)
      #expect(history.hasSuffix("\nselect 'unfinished\ntext\n"))
    }

    @Test("SIGTERM ends a running query too")
    func endingWhileRunning() throws {
      let terminal = try Home().start()
      terminal.type(".busy", Key.enter)
      terminal.kill(SIGTERM)
      #expect(terminal.waitForEnd() == .exited(143))
    }

    @Test("a terminal that goes away ends the program and keeps the text")
    func hangUp() throws {
      let home = try Home()
      let terminal = try home.start()
      terminal.type("unfinished")
      terminal.hangUp()
      #expect(terminal.waitForEnd() == .exited(128 + SIGHUP))
      #expect(try String(contentsOfFile: home.history, encoding: .utf8).hasSuffix("\nunfinished\n"))
    }

    @Test("what is typed while a query runs is the next statement, at the window's new width")
    func typedAhead() throws {
      let terminal = try Home().start()
      terminal.type(".busy", Key.enter)
      terminal.expect("[busy]")
      terminal.type("'12345678901234567890';", Key.enter)
      terminal.resize(columns: 20, rows: 20)
      terminal.kill(SIGINT)
      terminal.wait(timeout: 5) { String(decoding: $0.output, as: UTF8.self).contains("[text: ") }
      terminal.settle()
      terminal.expectEnd(
        """
        quire> '123456789012
        34567890';
        [text: "'12345678901
        234567890';"]
        quire>
        """)
    }

    @Test("a stopped program takes the terminal again and shows its text")
    func stopAndContinue() throws {
      let terminal = try Home().start()
      terminal.type("select 1")
      terminal.kill(SIGSTOP)
      terminal.settle()
      terminal.send("\r\n")
      terminal.kill(SIGCONT)
      terminal.settle()
      terminal.type(";", Key.enter)
      terminal.expect("[text: ")
    }

    @Test("Ctrl-Z without a shell to come back from goes on with the text")
    func suspendWithoutShell() throws {
      let terminal = try Home().start()
      terminal.type("select 1", Key.control("z"), ";", Key.enter)
      terminal.expect("quire> select 1\nquire> select 1;\n[text: \"select 1;\"]")
    }
  }
}
