// A person who edits a notebook that is watched.

import Foundation
import PseudoTerminal
import Testing

private let notebook = """
  ---
  data:
    - sales.csv
  ---

  ```sql
  --| label: dear
  SELECT region FROM sales WHERE unit_price > 4 ORDER BY region;
  ```

  ```sql
  --| label: counted
  SELECT count(*) AS n FROM sales;
  ```

  """

extension AtThePrompt {
  @Suite struct WatchTests {
    private func start(_ bench: Bench, _ arguments: String = "seen.md") throws -> Terminal {
      try bench.write("seen.md", notebook)
      return try bench.start(
        "exec quire watch \(arguments)", columns: 100, rows: 200, waiting: "waiting for changes")
    }

    private func end(_ terminal: Terminal) {
      terminal.type(Key.controlC)
      #expect(terminal.waitForEnd() == .exited(0), "\(terminal.screen.text)")
    }

    /// What is written after an edit, up to the line that ends a replay.
    private func afterwards(_ terminal: Terminal, _ edit: () throws -> Void) rethrows -> String {
      let start = terminal.output.count
      try edit()
      let text = { (terminal: Terminal) in
        String(decoding: terminal.output[start...], as: UTF8.self)
      }
      terminal.wait(timeout: 20) { text($0).contains("seen.md  ") }
      terminal.settle(0.3)
      return text(terminal)
    }

    @Test("a save shows the cells that came out otherwise, and no others")
    func save() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try start(bench)
      terminal.expect("seen.md:6: dear: new")
      terminal.expect("seen.md:11: counted: new")
      // `write` puts a new file in the place of the old one, as many editors do.
      let edited = notebook.replacingOccurrences(of: "> 4", with: "> 5")
      let shown = try afterwards(terminal) { try bench.write("seen.md", edited) }
      #expect(shown.contains("seen.md:6: dear: new"))
      #expect(!shown.contains("counted"))
      let again = try afterwards(terminal) { try bench.write("seen.md", notebook + "\nProse.\n") }
      #expect(again.contains("seen.md:6: dear: new") && !again.contains("counted"))
      end(terminal)
    }

    @Test("a change of the data replays the cells that read it")
    func data() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try start(bench)
      let shown = try afterwards(terminal) {
        try bench.write("sales.csv", "region,unit_price\nnorth,3\nsouth,5\nünïted 日本,7\n")
      }
      #expect(shown.contains("counted: new") && shown.contains("│ 3 │"))
      #expect(!shown.contains("dear"))
      end(terminal)
    }

    @Test("a malformed notebook, a missing one and missing data are told, and watched on")
    func faults() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try start(bench)
      let broken = try afterwards(terminal) { try bench.write("seen.md", "---\ndata: [\n") }
      #expect(broken.contains("error[Q102]") && broken.contains("invalid   seen.md"))
      try FileManager.default.removeItem(atPath: bench.path + "/seen.md")
      terminal.expect("error[Q002]: no such file: seen.md")
      let back = try afterwards(terminal) { try bench.write("seen.md", notebook) }
      #expect(!back.contains("counted"))
      let missing = try afterwards(terminal) {
        try FileManager.default.removeItem(atPath: bench.path + "/sales.csv")
      }
      #expect(missing.contains("error[Q401]: no such data: sales.csv"))
      let wrong = notebook.replacingOccurrences(of: "count(*)", with: "cuont(*)")
      try bench.write("sales.csv", "region,unit_price\nsouth,5\nünïted 日本,7\n")
      terminal.settle(1)
      let failed = try afterwards(terminal) { try bench.write("seen.md", wrong) }
      #expect(failed.contains("counted: failed") && failed.contains("help: did you mean count?"))
      end(terminal)
    }

    @Test("a replay that the next save overtakes is given up")
    func overtaken() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try start(bench)
      try bench.write("seen.md", notebook + "```sql\n--| label: long\n\(Bench.endless)\n```\n")
      terminal.settle(1)
      let shown = try afterwards(terminal) { try bench.write("seen.md", notebook + "\nEnd.\n") }
      #expect(!shown.contains("long") && shown.contains("ok"))
      end(terminal)
    }

    @Test("a notebook that comes into a watched folder is taken in")
    func folder() throws {
      let bench = try Bench()
      defer { bench.end() }
      try FileManager.default.createDirectory(
        atPath: bench.path + "/books/sub", withIntermediateDirectories: true)
      try bench.write("books/one.md", "```sql\n--| label: one\nSELECT 1;\n```\n")
      let terminal = try start(bench, "books")
      try bench.write("books/sub/two.md", "```sql\n--| label: two\nSELECT 2;\n```\n")
      terminal.expect("books/sub/two.md:1: two: new")
      try FileManager.default.removeItem(atPath: bench.path + "/books/one.md")
      terminal.settle(0.8)
      end(terminal)
    }

    @Test("it ends when nobody reads what it says")
    func closedPipe() throws {
      let bench = try Bench()
      defer { bench.end() }
      try bench.write("seen.md", notebook)
      let terminal = try bench.start(
        "quire watch seen.md | head -1; echo it has ended", waiting: "it has ended")
      #expect(terminal.waitForEnd() == .exited(0))
    }
  }
}
