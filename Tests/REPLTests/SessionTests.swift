// A person at the prompt: statements, cells, Ctrl-C, the history.

import Foundation
import PseudoTerminal
import Testing

/// All pty tests, one after the other: they wait for a screen to come to rest.
@Suite(.serialized) enum AtThePrompt {}

extension AtThePrompt {
  @Suite struct SessionTests {
    @Test("a statement of two lines comes back whole by Up, is edited in line 1 and runs")
    func editAgain() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.type("select 1,", Key.enter, "2;", Key.enter)
      terminal.expect("│ 1 │ 2 │")
      terminal.type(Key.up, Key.up, Key.home, "select 7 as seven; ", Key.enter)
      terminal.expect("│ seven │")
      #expect(terminal.screen.text.components(separatedBy: "│ 1 │ 2 │").count == 3 + 2)
      terminal.leave()
      let history = try String(contentsOfFile: bench.history, encoding: .utf8)
      #expect(history.contains("\nselect 1,\n2;\n#"))
      let mode = try FileManager.default.attributesOfItem(atPath: bench.history)[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }

    @Test("Ctrl-C stops an endless query, says so with the time, and the next statement works")
    func stopEndless() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.type("select 1; " + Bench.endless + " select 2;", Key.enter)
      terminal.expect("(1 row)")
      let start = Date()
      terminal.type(Key.controlC)
      terminal.expect(" s, nothing changed; 1 of 3 statements not run\nquire>")
      #expect(Date().timeIntervalSince(start) < 2)
      #expect(terminal.screen.text.contains("^C\nstopped after "))
      #expect(!terminal.screen.text.contains("error"))
      terminal.run("select 'still ' || 'here';")
      terminal.expect("│ still here")
      terminal.leave()
    }

    @Test("Ctrl-C stops a cell and a check, and neither ends the session")
    func stopCell() throws {
      let bench = try Bench()
      defer { bench.end() }
      try bench.replace("SELECT rgion FROM sales;", Bench.endless)
      let terminal = try bench.start("exec quire regions.md")
      for command in [".run wrong", ".check"] {
        terminal.type(command, Key.enter)
        terminal.settle(0.3)
        terminal.type(Key.controlC)
        terminal.expect(command == ".check" ? "stopped   regions.md" : "stopped after ")
        #expect(terminal.wait { $0.screen.text.hasSuffix("\nquire>") })
      }
      terminal.run(".cells")
      terminal.expect("│ stopped   │")
      terminal.leave()
    }

    @Test("Ctrl-C at an empty prompt tells how to leave, and never leaves")
    func emptyInterrupts() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      for _ in 0..<5 { terminal.type(Key.controlC) }
      terminal.expect("Ctrl-D or .quit leaves")
      terminal.type("select 'unfini", Key.controlC)
      terminal.run("select 3 * 5 as fifteen;")
      terminal.expect("│      15 │")
      terminal.leave()
    }

    @Test("four hundred pasted statements all run and are one history entry")
    func paste() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.run("create temp table t(a, b);")
      let padding = String(repeating: "x", count: 70)
      let lines = (1...400).map { "insert into t values (\($0), '\(padding)');" }
      terminal.send(Key.paste(lines.joined(separator: "\n")))
      terminal.settle(0.3)
      terminal.type(Key.enter)
      terminal.run("select count(*) as c, sum(a) as s from t;")
      terminal.expect("│ 400 │ 80200 │")
      terminal.leave()
      let history = try String(contentsOfFile: bench.history, encoding: .utf8)
      #expect(history.components(separatedBy: "\n").filter { $0.hasPrefix("#") }.count == 3)
    }

    @Test("pasted commands run one by one before the SQL under them")
    func pastedCommands() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md")
      terminal.send(Key.paste(".timer off\n.run dear\nselect max(unit_price) as m from dear;"))
      terminal.settle()
      terminal.run("")
      terminal.expect("│ m │")
      terminal.expect("timer off")
    }

    @Test("an error in the middle says how many statements were not run")
    func unrun() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.run("select 1; selec 2; select 3; select 4;")
      terminal.expect("input:1:11: error[Q301]: syntax error near \"selec\"")
      terminal.expect("2 of 4 statements not run")
    }

    @Test("comments alone run as nothing; a statement without an end waits and says so")
    func comments() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.run("-- nothing")
      terminal.type("select 'a", Key.enter, Key.enter, Key.enter)
      terminal.expect("still open: ' from line 1, column 8")
      terminal.type("';", Key.enter)
      terminal.expect("(1 row)")
    }

    @Test("results fit the window, also after it was resized")
    func widths() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", columns: 40)
      let long = "select '\(String(repeating: "word ", count: 30))' as w, '日本語' as cjk, null as n;"
      for columns in [40, 60] {
        terminal.resize(columns: columns, rows: 40)
        terminal.run(long)
        terminal.expect("日本語")
        #expect(terminal.screen.lines.contains { $0.hasPrefix("┌") && $0.count == columns })
        terminal.run(".clear_is_no_command")
      }
    }

    @Test(
      "SIGTERM and SIGHUP keep the history and leave with 128 and the number",
      arguments: [SIGTERM, SIGHUP])
    func signals(signal: Int32) throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.run("select 1;")
      terminal.type(Bench.endless, Key.enter)
      terminal.settle(0.3)
      terminal.kill(signal)
      #expect(terminal.waitForEnd() == .exited(128 + signal))
      #expect(terminal.isCooked)
      let history = try String(contentsOfFile: bench.history, encoding: .utf8)
      #expect(history.hasSuffix("\n\(Bench.endless)\n"))
    }

    @Test("results go to a file while the prompt stays on the terminal")
    func outputToFile() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md > out.txt")
      terminal.run("select 1 as one;")
      terminal.leave()
      let output = try String(contentsOfFile: bench.path + "/out.txt", encoding: .utf8)
      #expect(output.hasPrefix("cell  label     kind   line  state      rows  time\n"))
      #expect(output.hasSuffix("\none\n---\n  1\n(1 row)\n"), "\(output)")
    }
  }
}
