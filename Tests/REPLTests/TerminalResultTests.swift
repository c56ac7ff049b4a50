// Results on a terminal: settings of a person, pager, progress, Ctrl-C while something is shown.

import Foundation
import PseudoTerminal
import Testing

private let million =
  "with recursive c(x) as (values(1) union all select x+1 from c limit 1000000) select x, 'text' as t from c;"

extension AtThePrompt {
  @Suite struct ResultTests {
    @Test("settings in the file hold, faults are told at their place, --no-config reads none")
    func configuration() throws {
      let bench = try Bench()
      defer { bench.end() }
      try FileManager.default.createDirectory(
        atPath: bench.path + "/.config/quire", withIntermediateDirectories: true)
      try bench.write(
        ".config/quire/config",
        "# mine\n\nnull -\n modde csv\nwidth  ábc\n.timer off\npager\nmaxrows 5\n")
      let terminal = try bench.start(columns: 200)
      terminal.expect("config:4:2: error[Q103]: no such setting: modde")
      terminal.expect("config:5:8: error[Q104]: width is auto or 8 to 10000 columns, not ábc")
      terminal.expect("help: settings stand here without a dot: timer")
      terminal.expect("config:7:1: error[Q104]: pager has no value")
      terminal.run("select null as n;")
      terminal.expect("│ - │")
      terminal.run(".settings")
      terminal.expect("│ maxrows │ 5     │ config  │")
      terminal.leave()
      let plain = try bench.start("exec quire --no-config")
      plain.run("select null as n;")
      plain.expect("│ NULL │")
      plain.leave()
      let piped = try bench.pipe("select null as n;\n")
      #expect(piped.output == "n\n----\nNULL\n(1 row)\n" && piped.errors.isEmpty)
    }

    @Test("a long result shows both ends within .maxrows, and .last all of it through the pager")
    func pager() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("PAGER='head -n 5'; export PAGER; exec quire")
      terminal.run(".maxrows 3")
      terminal.run(
        "select value as v, 'a' || char(10) || 'b' as t from json_each('[1,2,3,4,5,6]');")
      terminal.expect("(6 rows, 3 shown; .last shows all)")
      terminal.run(".last")
      terminal.expect("│ 1 │ a │\n│   │ b │\nquire>")
      terminal.run(".last csv")
      terminal.expect("v,t\n1,\"a\nb\"\n2,\"a\nb\"\nquire>")
      terminal.run(".pager on")
      terminal.run("select 77 as seven;")
      terminal.expect("│    77 │\n└")
      terminal.leave()
    }

    @Test("a pager that is not there leaves the result on the screen")
    func noPager() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("PAGER=no-such-pager; export PAGER; exec quire")
      terminal.run("select 'here' as h;")
      terminal.run(".last")
      terminal.expect("error[Q005]: cannot run no-such-pager\n┌")
      terminal.leave()
    }

    @Test("less keeps colours and its own settings, and quitting it early is no error")
    func less() throws {
      guard FileManager.default.isExecutableFile(atPath: "/usr/bin/less") else { return }
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.run(million)
      terminal.type(".last", Key.enter)
      #expect(
        terminal.wait(timeout: 20) { $0.screen.text.hasSuffix("\n:") }, "\(terminal.screen.text)")
      terminal.type("q")
      #expect(terminal.wait { $0.screen.text.hasSuffix("quire>") }, "\(terminal.screen.text)")
      #expect(!terminal.screen.text.contains("error"))
      terminal.run("select 'still ' || 'here' as h;")
      terminal.expect("│ still here │")
      terminal.leave()
    }

    @Test("Ctrl-C stops the printing of a million rows at once and closes the table")
    func stopPrinting() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.run(".pager off")
      terminal.run(million)
      terminal.expect("(1,000,000 rows, 40 shown; .last shows all)")
      terminal.send(".last\r")
      let printed = terminal.output.count + 100_000
      #expect(terminal.wait(timeout: 20) { $0.output.count > printed })
      let start = Date()
      terminal.send(Key.controlC)
      #expect(terminal.wait { $0.screen.text.contains(" shown; stopped)\nquire>") })
      #expect(Date().timeIntervalSince(start) < 1)
      #expect(terminal.screen.lines.contains { $0.hasPrefix("└───") && $0.hasSuffix("─┘") })
      terminal.run("select 'still ' || 'here' as h;")
      terminal.expect("│ still here │")
      terminal.leave()
    }

    @Test("Ctrl-C while a file is written leaves what was there, and the statements after it unrun")
    func stopWriting() throws {
      let bench = try Bench()
      defer { bench.end() }
      try bench.write("big.csv", "before\n")
      let terminal = try bench.start()
      terminal.run(".once big.csv")
      terminal.type(Bench.endless + " select 'after' || 'wards';", Key.enter)
      terminal.settle(0.3)
      terminal.type(Key.controlC)
      terminal.expect("nothing was written")
      terminal.expect("1 of 2 statements not run")
      #expect(try bench.read("big.csv") == "before\n")
      terminal.run("select 1 as one;")
      terminal.expect("│   1 │")
      terminal.leave()
    }

    @Test("a long statement tells its time, and nothing of that remains")
    func progress() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.type(
        Bench.endless.replacingOccurrences(of: "SELECT x FROM c", with: "SELECT max(x) FROM c"),
        Key.enter)
      terminal.expect("running 0.")
      terminal.expect("running 1.")
      terminal.type(Key.controlC)
      terminal.expect("stopped after ")
      #expect(!terminal.screen.text.contains("running"))
      terminal.leave()
      let dumb = try bench.start("TERM=dumb; export TERM; exec quire")
      dumb.type(
        Bench.endless.replacingOccurrences(of: "SELECT x FROM c", with: "SELECT max(x) FROM c"),
        Key.enter)
      dumb.settle(1.2)
      dumb.type(Key.controlC)
      dumb.expect("stopped after ")
      #expect(!String(decoding: dumb.output, as: UTF8.self).contains("running"))
    }

    @Test(".watch repeats until Ctrl-C or until too few rows come")
    func watch() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.run("create temp table t(a);")
      terminal.run("insert into t values (1);")
      terminal.type(".watch 0.1", Key.enter)
      // It never comes to rest.
      terminal.wait { $0.screen.text.components(separatedBy: "1 row changed").count > 4 }
      terminal.send(Key.controlC)
      #expect(terminal.wait { $0.screen.text.hasSuffix("^C\nquire>") }, "\(terminal.screen.text)")
      terminal.run("select count(*) > 2 as several from t;")
      terminal.expect("│       1 │")
      terminal.run("select * from t where a > 1;")
      terminal.run(".watch 60 rows<1")
      terminal.leave()
    }

    @Test("modes, files and settings are completed")
    func completion() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.type(".mode lat", Key.tab)
      terminal.expect("quire> .mode latex")
      terminal.type(Key.controlC, ".pager au", Key.tab)
      terminal.expect("quire> .pager auto")
      terminal.type(Key.controlC, ".once reg", Key.tab)
      terminal.expect("quire> .once regions.md")
      terminal.type(Key.controlC)
    }
  }
}

extension AtThePrompt {
  @Suite struct PlainOutputTests {
    private static let wide =
      "select 'a' as first, 'some text of many words that goes on and on' as middle, 'é日本👩‍👩‍👧' as cjk, "
      + "null as n, 12345678901 as big, 'the last column that is long as well' as last;"

    @Test(
      "no escape byte beside those of the line editor, and nothing is cut without a word",
      arguments: [
        ("", 40), ("", 200), ("TERM=dumb; export TERM; ", 80), ("LANG=C; export LANG; ", 60),
      ])
    func plain(setting: String, columns: Int) throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start(setting + "exec quire --color never", columns: columns)
      terminal.run("select 1;")
      let start = terminal.output.count
      terminal.run(Self.wide)
      let output = String(decoding: terminal.output[start...], as: UTF8.self)
      let table = output.components(separatedBy: "as last;").last ?? ""
      let result = table.components(separatedBy: "(1 row").first ?? ""
      let body = result.components(separatedBy: "\r\n").dropFirst().joined(separator: "\n")
        .replacingOccurrences(of: "\u{1B}[?2004l", with: "")
      #expect(!body.contains("\u{1B}"), "\(body)")
      let isWhole = ["some text of many words that goes on and on", "12345678901", "well"]
        .allSatisfy(body.contains)
      #expect(
        isWhole || table.contains("hidden") || table.contains("cut") || columns == 40, "\(table)")
      for line in terminal.screen.lines { #expect(line.count <= columns) }
    }

    @Test("a pipe and a file get the whole table in plain text, errors apart")
    func redirected() throws {
      let bench = try Bench()
      defer { bench.end() }
      let ended = try bench.pipe(
        Self.wide
          + "\nselect value from json_each(json_array(\((1...99).map(String.init).joined(separator: ","))));\n"
      )
      #expect(!ended.output.contains("\u{1B}") && ended.errors.isEmpty)
      #expect(
        ended.output.contains("the last column that is long as well")
          && ended.output.contains("\n   50\n"))
      let terminal = try bench.start("exec quire > out.txt")
      terminal.run(Self.wide)
      terminal.run("select nosuch;")
      terminal.expect("error[Q301]: no such column: nosuch")
      terminal.leave()
      let file = try bench.read("out.txt")
      #expect(
        file.hasPrefix("first  middle") && !file.contains("\u{1B}") && !file.contains("error"))
    }
  }
}
