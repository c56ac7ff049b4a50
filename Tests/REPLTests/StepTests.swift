// A reader who follows a notebook step by step, and cells with what they need.

import Foundation
import PseudoTerminal
import Testing

extension Bench {
  /// A notebook with prose, values in it, a chain of cells and one that fails.
  static let paper = """
    ---
    title: Sales by region
    data: [sales.csv]
    params: {least: 4}
    ---

    We keep prices of at least <!--= :least -->4<!--/--> and *nothing else*, which takes a line that is longer than eighty columns.

    ```sql
    --| label: dear
    SELECT region, unit_price FROM sales WHERE unit_price >= :least ORDER BY region;
    ```

    ```output
    region  unit_price
    ------  ----------
    old              1
    (1 row)
    ```

    There are <!--= total.n -->9<!--/--> of them, of which <!--= dear[1].region -->none<!--/--> is the first.

    ```sql
    --| label: total
    SELECT count(*) AS n FROM dear;
    ```

    ```sql
    --| label: wrong
    SELECT nix FROM total;
    ```

    ```sql
    --| label: needs_wrong
    SELECT * FROM wrong;
    ```

    ## The end

    That was all.

    """
}

extension AtThePrompt {
  @Suite struct StepTests {
    private func open(_ bench: Bench, rows: Int = 100, _ line: String = "exec quire regions.md")
      throws -> Terminal
    {
      try bench.write("regions.md", Bench.paper)
      return try bench.start(line, columns: 90, rows: rows)
    }

    @Test(
      "the text up to a cell is shown wrapped, with fresh values, then the result and the place")
    func text() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try open(bench)
      terminal.run(".next")
      terminal.expect(
        "Sales by region\n===============\n\n"
          + "We keep prices of at least 4 and *nothing else*, which takes a line that is\n"
          + "longer than eighty columns.\n\nsql dear\n┌")
      terminal.expect("differs from what is recorded; .diff dear\ncell 1 of 4\n")
      terminal.run(".next")
      terminal.expect("There are 9 of them, of which south is the first.\n\n")
      terminal.expect("line 21: south here, none is recorded\n")
      terminal.expect("line 21: 9 as recorded, total.n has no value here\n")
      terminal.run(".next 9")
      terminal.expect("error[Q301]: no such column: nix")
      terminal.expect("skipped (needs wrong)\ncell 4 of 4, the last\n")
      terminal.expect("The end\n-------\n\nThat was all.\n\nend of regions.md\n")
      terminal.run(".back")
      terminal.expect("end of regions.md\nquire> .back\nsql needs_wrong\n")
      terminal.run(".back 3")
      terminal.expect("quire> .back 3\nSales by region\n")
      terminal.run(".back")
      terminal.expect("there is no cell before")
      terminal.run(".next x")
      terminal.expect("x is no number from 1")
      terminal.leave()
    }

    @Test(
      "a cell runs after what it needs; ranges run in order; what a failed cell keeps back is counted"
    )
    func needs() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try open(bench)
      terminal.run(".run total")
      terminal.expect("first what is needed: dear\n[1 of 4] sql dear\n")
      terminal.expect("[2 of 4] sql total\n")
      terminal.run(".run total")
      terminal.run(".run wrong..")
      terminal.expect("1 of 2 cells failed, 1 skipped")
      terminal.run(".run total..dear")
      terminal.expect("the cell dear stands above total")
      terminal.expect("help: .run dear..total")
      terminal.run(".why needs_wrong")
      terminal.expect("line 33: skipped\n  needs wrong, which failed\n")
      #expect(terminal.screen.text.components(separatedBy: "first what is needed").count == 2)
      terminal.leave()
    }

    @Test(
      "states are known before anything has run, and a parameter makes cells stale, with the reason"
    )
    func states() throws {
      let bench = try Bench()
      defer { bench.end() }
      try bench.write("regions.md", Bench.paper)
      _ = try bench.pipe("", ["check", "--cache", "cache", "regions.md"])
      let terminal = try bench.start("exec quire --cache cache regions.md", columns: 110, rows: 150)
      terminal.expect("│    2 │ total       │ sql  │   23 │ new       │")
      terminal.expect("│    3 │ wrong       │ sql  │   28 │ failed    │")
      terminal.run(".set least=five")
      terminal.expect("error[Q202]: .set least=five: five is not of type integer")
      terminal.run(".set least = 6")
      terminal.expect("stale now: dear, total")
      terminal.run(".why dear")
      terminal.expect("stale\n  parameter least 4 -> 6\n")
      terminal.run(".cells total")
      terminal.expect(
        "stale\n  reads dear, which is stale\n  needs dear\n  has not run in this session\n")
      terminal.run(".run stale")
      terminal.run("select n from total;")
      terminal.expect("│ 1 │")
      terminal.run(".check total")
      terminal.expect("quire> .check total\n")
      terminal.run(".cells")
      terminal.expect("under other values than the notebook declares: least; .params shows them")
      terminal.run(".unset least")
      terminal.expect("stale now: dear, total")
      terminal.run(".set leest=3")
      terminal.expect(
        "declares no parameter leest: it is for statements at the prompt, not for cells")
      terminal.expect("did you mean least?")
      terminal.run("select :leest + 1 as typed;")
      terminal.expect("│     4 │")
      terminal.run(".set")
      terminal.expect("declared nowhere: for statements at the prompt")
      terminal.run(".unset leest")
      terminal.run("select :leest;")
      terminal.expect("error[Q201]")
      terminal.leave()
    }

    @Test("what writes runs again only in a fresh session")
    func writers() throws {
      let bench = try Bench()
      defer { bench.end() }
      try bench.write(
        "regions.md",
        "```sql\n--| label: w\nCREATE TEMP TABLE t AS SELECT 1 AS a;\n```\n\n"
          + "```sql\n--| label: r\nSELECT a FROM t;\n```\n")
      let terminal = try bench.start("exec quire regions.md", rows: 80)
      terminal.run(".run r")
      terminal.expect("first what is needed: w")
      terminal.run(".run w")
      terminal.expect("w has written already: a fresh session begins\n[1 of 2] sql w")
      #expect(!terminal.screen.text.contains("error"))
      terminal.leave()
    }

    @Test("Ctrl-C stops all cells, and the reader stays at the one that was stopped")
    func stop() throws {
      let bench = try Bench()
      defer { bench.end() }
      try bench.write(
        "regions.md",
        "```sql\n--| label: long\n\(Bench.endless)\n```\n\n```sql\n--| label: b\nSELECT 1;\n```\n")
      let terminal = try bench.start("exec quire regions.md", rows: 60)
      terminal.type(".run all", Key.enter)
      terminal.expect("[1 of 2] sql long")
      terminal.type(Key.controlC)
      terminal.expect("1 of 2 cells not run\nquire>")
      terminal.type(".next", Key.enter)
      terminal.settle(0.3)
      terminal.type(Key.controlC)
      terminal.expect("cell 1 of 2\nquire>")
      terminal.run(".why long")
      terminal.expect("line 1: stopped")
      terminal.leave()
    }
  }
}
