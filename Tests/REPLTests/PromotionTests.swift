// A person who is asked what to record.

import Foundation
import PseudoTerminal
import Testing

private let notebook = """
  There are <!--= :n -->1<!--/-->.

  ```sql
  --| label: first
  SELECT 1 AS x;
  ```

  ```output
  x
  -
  9
  (1 row)
  ```

  ```sql
  --| label: second
  SELECT 2 AS x;
  ```

  """

extension AtThePrompt {
  @Suite struct PromotionTests {
    private func start(_ bench: Bench) throws -> Terminal {
      try bench.write("asked.md", "---\nparams:\n  n: 7\n---\n\n" + notebook)
      return try bench.start(
        "exec quire promote -i asked.md", waiting: "(1/3) Record the value :n on line 6")
    }

    private func text(_ bench: Bench) throws -> String {
      try String(contentsOfFile: bench.path + "/asked.md", encoding: .utf8)
    }

    @Test("each output and value is shown as a diff, and only what is accepted is recorded")
    func yesAndNo() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try start(bench)
      terminal.expect("-There are <!--= :n -->1<!--/-->.\n+There are <!--= :n -->7<!--/-->.")
      terminal.type("n\r")
      terminal.expect("-9\n+1\n (1 row)")
      terminal.expect("(2/3) Record first [y,n,a,q,?]?")
      terminal.type("?\r")
      terminal.expect("a - record this and all that follows in this notebook")
      terminal.type("y\r")
      terminal.expect("(3/3) Record second [y,n,a,q,?]?")
      terminal.type("no\r")
      terminal.expect("promoted   asked.md")
      #expect(terminal.waitForEnd() == .exited(0))
      let text = try text(bench)
      #expect(text.contains(":n -->1<!--/-->"))
      #expect(text.contains("x\n-\n1\n(1 row)"))
      #expect(!text.contains("x\n-\n2\n"))
    }

    @Test("q and Ctrl-D end the questions and keep what was accepted", arguments: ["q\r", "\u{4}"])
    func quit(answer: String) throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try start(bench)
      terminal.type("y\r", answer)
      #expect(terminal.waitForEnd() == .exited(0))
      let text = try text(bench)
      #expect(text.contains(":n -->7<!--/-->"))
      #expect(text.contains("x\n-\n9\n"))
    }

    @Test("a records this and everything that follows")
    func all() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try start(bench)
      terminal.type("n\r", "a\r")
      #expect(terminal.waitForEnd() == .exited(0))
      let text = try text(bench)
      #expect(text.contains(":n -->1<!--/-->"))
      #expect(text.contains("x\n-\n1\n"))
      #expect(text.contains("x\n-\n2\n"))
    }

    @Test("Ctrl-C leaves the notebook as it is, whatever was accepted")
    func interrupt() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try start(bench)
      let before = try text(bench)
      terminal.type("y\r", Key.controlC)
      terminal.expect("asked.md: not written")
      #expect(terminal.waitForEnd() == .exited(130))
      #expect(try text(bench) == before)
    }

    @Test("a terminal that goes away leaves the notebook as it is")
    func hangUp() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try start(bench)
      let before = try text(bench)
      terminal.type("y\r")
      terminal.hangUp()
      #expect(terminal.waitForEnd() != .exited(0))
      #expect(try text(bench) == before)
    }
  }
}
