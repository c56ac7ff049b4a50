// A person with a notebook at the prompt.

import Foundation
import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct NotebookTests {
    @Test("a notebook opens with its cells listed, runs step by step, and shows tables and charts")
    func steps() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md")
      terminal.expect("│    1 │ dear     │ sql   │    8 │ never run │      │")
      terminal.run(".next")
      terminal.expect("\nsql dear\n┌")
      terminal.expect("│ ünïted 日本 │          7 │")
      terminal.expect("\ncell 1 of 4\n")
      terminal.run(".n")
      terminal.expect("\nchart picture\n")
      terminal.expect("█████")
      terminal.run(".next")
      terminal.expect("regions.md:20:8: error[Q301]: no such column: rgion")
      terminal.expect("help: did you mean region?")
      terminal.run(".next")
      terminal.expect("cell 4 of 4, the last\n")
      terminal.run(".next")
      terminal.expect("\nend of regions.md\n")
      terminal.run(".next")
      terminal.expect("that was the end of regions.md")
      terminal.run(".cells")
      terminal.expect("│ failed │")
      terminal.leave()
    }

    @Test("all cells run but those that need a failed one, and what failed is counted")
    func runAll() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", rows: 60)
      terminal.run(".run all")
      terminal.expect("1 of 4 cells failed")
      terminal.run(".run after_it")
      terminal.expect("[4 of 4] sql after_it")
      terminal.run(".run deer")
      terminal.expect("help: did you mean dear?")
    }

    @Test("commands tell of tables, columns, parameters, the last result and charts of it")
    func commands() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", rows: 80)
      terminal.run(".tables")
      terminal.expect("│ sales │    4 │       3 │ data │")
      terminal.run(".desc SALES")
      terminal.expect("│ unit_price │ integer │     1 │ 3, 5, 7")
      terminal.run(".params;")
      terminal.expect("│ least     │ integer │     4 │")
      terminal.run(".run dear")
      terminal.run(".last")
      terminal.run(".chart bar x=region y=\"unit_price\"")
      terminal.expect("south")
      terminal.run(".chart bar x=regoin")
      terminal.expect("input:1:14: error[Q306]: no column \"regoin\"")
      terminal.run(".timer off")
      terminal.run(".help run")
      terminal.expect(".run [CELL ... | A..B | all | stale]")
      terminal.type("quit", Key.enter)
      #expect(terminal.waitForEnd() == .exited(0))
    }

    @Test("a notebook that changed on disk is read again, with one line, before a cell runs")
    func changedOnDisk() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", rows: 80)
      terminal.run(".run dear")
      try bench.replace("SELECT rgion", "SELECT region")
      terminal.run(".run wrong")
      terminal.expect("regions.md has changed: read again, 3 of 4 cells as before\n[3 of 4]")
      terminal.expect("(4 rows)")
      terminal.run("select count(*) as kept from dear;")
      terminal.expect("│ kept │")
      try bench.replace("ORDER BY region", "ORDER BY unit_price")
      terminal.run(".run picture")
      terminal.expect("first what is needed: dear\n")
      try bench.replace("least: 4", "least: 6")
      terminal.run(".run dear")
      terminal.expect("regions.md has changed: read again with its data, no cell has run")
      terminal.expect("(1 row)")
      try FileManager.default.removeItem(atPath: bench.notebook)
      terminal.run(".run dear")
      terminal.expect("error[Q002]: no such file: regions.md")
      terminal.leave()
    }

    @Test("a missing notebook ends the start; a malformed one is shown and can be mended")
    func badStart() throws {
      let bench = try Bench()
      defer { bench.end() }
      let missing = try bench.start("quire regons.md; echo status=$?", waiting: "status=2")
      missing.expect("error[Q002]: no such file: regons.md\nhelp: did you mean regions.md?")
      try bench.replace("sales.csv", "sale.csv")
      let terminal = try bench.start("exec quire regions.md")
      terminal.expect("regions.md:3:5: error[Q401]: no such data: sale.csv")
      try bench.replace("sale.csv", "sales.csv")
      terminal.run(".run dear")
      terminal.expect("(2 rows)")
    }

    @Test("Tab completes commands, cells, tables, columns, parameters and notebooks")
    func completion() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", rows: 60)
      func completes(_ typed: String, to result: String, _ rest: String = "") {
        terminal.type(typed, Key.tab)
        terminal.expect("quire> " + result + rest)
        terminal.type(Key.controlC)
      }
      completes(".desc", to: ".describe")
      completes(".describe sa", to: ".describe sales")
      completes(".run aft", to: ".run after_it")
      completes(".open reg", to: ".open regions.md")
      completes("select * from sal", to: "select * from sales")
      completes("select unit", to: "select unit_price")
      completes("select price", to: "select unit_price")
      completes("select :le", to: "select :least")
      completes("select day", to: "select \"day part\"")
      completes("select \"day", to: "select \"day part\"")
      let back = String(repeating: Key.left, count: " from sales s".count)
      completes("select s.uni from sales s" + back, to: "select s.unit_price from sales s")
      completes("select 'unit", to: "select 'unit")
      terminal.expect("select 'unit^C")
    }
  }
}
