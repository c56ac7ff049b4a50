// Loads that take their time, at the prompt and from commands on a terminal.

import Foundation
import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct LoadingTests {
    /// Makes `big.csv` in a folder: 22 MB, which takes more than 0.7 s to load.
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

    @Test("a long load draws how far it is, bytes that only rise, and nothing of it remains")
    func progress() throws {
      let bench = try Bench()
      defer { bench.end() }
      try makeBigFile(bench)
      let terminal = try bench.start("quire data sniff big.csv; echo 'en''d'", waiting: "end")
      let drawn = try text(terminal).matches(
        of: Regex(#"\r\x1B\[Kbig\.csv  (\d+)\.(\d) of 21\.7 MB  (\d+) %"#))
      #expect(!drawn.isEmpty)
      let tenths = drawn.map { match in
        (match.output[1].substring.flatMap { Int($0) } ?? -1) * 10
          + (match.output[2].substring.flatMap { Int($0) } ?? -1)
      }
      #expect(tenths == tenths.sorted())
      #expect(tenths.allSatisfy { (0...217).contains($0) })
      #expect(terminal.screen.text.hasPrefix("big: 350,000 rows, 7 columns\n"))
      #expect(!terminal.screen.text.contains("%"))
    }

    @Test(
      "no progress is drawn into a pipe or on a terminal that cannot go back",
      arguments: ["quire data sniff big.csv 2>&1 | cat", "TERM=dumb; quire data sniff big.csv"])
    func noProgress(line: String) throws {
      let bench = try Bench()
      defer { bench.end() }
      try makeBigFile(bench)
      let terminal = try bench.start("\(line); echo 'en''d'", waiting: "end")
      #expect(!text(terminal).contains("%"))
      #expect(!text(terminal).contains("\u{1B}[K"))
    }

    @Test("Ctrl-C stops a load at the prompt, leaves no table, and the prompt is there again")
    func stopAtThePrompt() throws {
      let bench = try Bench()
      defer { bench.end() }
      try makeBigFile(bench)
      let terminal = try bench.start()
      terminal.send(".load big.csv" + Key.enter)
      #expect(terminal.wait { text($0).contains(" of 21.7 MB") })
      let start = Date()
      terminal.send(Key.controlC)
      terminal.expect("big.csv: loading was interrupted")
      #expect(terminal.wait { $0.screen.text.hasSuffix("\nquire>") })
      #expect(Date().timeIntervalSince(start) < 2)
      #expect(!terminal.screen.text.contains("%"))
      terminal.run("select count(*) from big;")
      terminal.expect("no such table: big")
      terminal.leave()
    }

    @Test("Ctrl-C stops commands that load, or wait for a pipe that nobody writes into, with 130")
    func stopCommands() throws {
      let bench = try Bench()
      defer { bench.end() }
      try makeBigFile(bench)
      try bench.write(
        "big.md", "---\ndata: [big.csv]\n---\n\n```sql\n--| label: a\nSELECT 1;\n```\n")
      let before = try String(contentsOfFile: bench.path + "/big.md", encoding: .utf8)
      for command in ["data sniff big.csv", "run big.md", "check big.md", "promote big.md"] {
        let terminal = try bench.start(
          "trap : INT; quire \(command); echo \"status $?\"", waiting: " of 21.7 MB")
        terminal.send(Key.controlC)
        terminal.expect("status 130")
        terminal.expect("big.csv: loading was interrupted")
      }
      #expect(try String(contentsOfFile: bench.path + "/big.md", encoding: .utf8) == before)
      let terminal = try bench.start(
        "trap : INT; mkfifo p.csv; echo here; quire data sniff p.csv; echo \"status $?\"",
        waiting: "here")
      terminal.settle(0.3)
      terminal.send(Key.controlC)
      terminal.expect("status 130")
    }
  }
}
