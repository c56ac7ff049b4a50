// Loads that take their time, at the prompt and from commands on a terminal.

import Foundation
import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct LoadingTests {
    /// Makes `big.csv` in a folder: 21.7 MB.
    private func makeBigFile(_ bench: Bench) throws {
      let row = "12345,some text,2.50,2024-01-02,a little more text,77777777,x\n"
      let rows = Data(String(repeating: row, count: 1_000).utf8)
      var file = Data("a,b,c,d,e,f,g\n".utf8)
      for _ in 0..<350 { file.append(rows) }
      try file.write(to: URL(fileURLWithPath: bench.path + "/big.csv"))
    }

    private func text(_ terminal: Terminal) -> String {
      String(decoding: terminal.output, as: UTF8.self)
    }

    /// Lets the program run for a few milliseconds at a time, as on a slow machine, until something holds.
    private func slowDown(_ terminal: Terminal, until isMet: (Terminal) -> Bool) {
      for _ in 0..<400 where !isMet(terminal) {
        terminal.kill(SIGSTOP)
        terminal.wait(timeout: 0.05) { _ in false }
        terminal.kill(SIGCONT)
        terminal.wait(timeout: 0.004, until: isMet)
      }
    }

    private func hasProgress(_ terminal: Terminal) -> Bool {
      text(terminal).contains(" of 21.7 MB")
    }

    @Test("a long load draws how far it is, bytes that only rise, and nothing of it remains")
    func progress() throws {
      let bench = try Bench()
      defer { bench.end() }
      try makeBigFile(bench)
      let terminal = try bench.start("echo begin; exec quire data sniff big.csv", waiting: "begin")
      slowDown(terminal) { terminal in text(terminal).contains("rows") }
      #expect(terminal.waitForEnd(timeout: 20) == .exited(0))
      let drawn = try text(terminal).matches(
        of: Regex(#"\r\x1B\[Kbig\.csv  (\d+)\.(\d) of 21\.7 MB  (\d+) %"#))
      #expect(!drawn.isEmpty)
      let tenths = drawn.map { match in
        (match.output[1].substring.flatMap { Int($0) } ?? -1) * 10
          + (match.output[2].substring.flatMap { Int($0) } ?? -1)
      }
      #expect(tenths == tenths.sorted())
      #expect(tenths.allSatisfy { (0...217).contains($0) })
      #expect(terminal.screen.text.contains("\nbig: 350,000 rows, 7 columns\n"))
      #expect(!terminal.screen.text.contains("%"))
    }

    @Test(
      "no progress is drawn into a pipe or on a terminal that cannot go back",
      arguments: ["exec 2> errors; ", "TERM=dumb; "])
    func noProgress(setting: String) throws {
      let bench = try Bench()
      defer { bench.end() }
      try makeBigFile(bench)
      let terminal = try bench.start(
        "\(setting)echo begin; exec quire data sniff big.csv", waiting: "begin")
      slowDown(terminal) { terminal in text(terminal).contains("rows") }
      #expect(terminal.waitForEnd(timeout: 20) == .exited(0))
      #expect(!text(terminal).contains("%"))
      #expect(!text(terminal).contains("\u{1B}[K"))
      let errors = try? String(contentsOfFile: bench.path + "/errors", encoding: .utf8)
      #expect((errors ?? "").isEmpty)
    }

    @Test("Ctrl-C stops a load at the prompt, leaves no table, and the prompt is there again")
    func stopAtThePrompt() throws {
      let bench = try Bench()
      defer { bench.end() }
      try makeBigFile(bench)
      let terminal = try bench.start()
      terminal.send(".load big.csv" + Key.enter)
      slowDown(terminal, until: hasProgress)
      terminal.send(Key.controlC)
      terminal.expect("big.csv: loading was interrupted")
      #expect(terminal.wait { $0.screen.text.hasSuffix("\nquire>") })
      #expect(!terminal.screen.text.contains("%"))
      terminal.run("select count(*) from big;")
      terminal.expect("no such table: big")
      terminal.leave()
    }

    @Test(
      "Ctrl-C stops a command that loads, with 130 and nothing changed",
      arguments: ["data sniff big.csv", "run big.md", "check big.md", "promote big.md"])
    func stopCommands(command: String) throws {
      let bench = try Bench()
      defer { bench.end() }
      try makeBigFile(bench)
      let notebook = "---\ndata: [big.csv]\n---\n\n```sql\n--| label: a\nSELECT 1;\n```\n"
      try bench.write("big.md", notebook)
      let terminal = try bench.start("echo begin; exec quire \(command)", waiting: "begin")
      slowDown(terminal, until: hasProgress)
      terminal.send(Key.controlC)
      #expect(terminal.waitForEnd() == .exited(130))
      #expect(terminal.screen.text.contains("big.csv: loading was interrupted"))
      #expect(try String(contentsOfFile: bench.path + "/big.md", encoding: .utf8) == notebook)
    }

    @Test("Ctrl-C ends the waiting for a pipe that nobody writes into")
    func stopWaiting() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start(
        "mkfifo p.csv; echo begin; exec quire data sniff p.csv", waiting: "begin")
      terminal.settle(0.3)
      terminal.send(Key.controlC)
      #expect(terminal.waitForEnd() == .exited(130))
      #expect(terminal.screen.text.contains("p.csv: loading was interrupted"))
    }
  }
}
