// What was typed, run again; files of statements; help.

import Foundation
import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct HistoryTests {
    @Test("the history is listed with numbers, searched, and run again by them")
    func listAndRerun() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      for text in ["select 1 as one;", "select 2\nas two;", ".tables", ".rerun 9"] {
        terminal.run(text)
      }
      terminal.expect("error[Q001]: there is no entry 9 in the history")
      terminal.run(".history")
      terminal.expect(
        "1  select 1 as one;\n2  select 2\n   as two;\n3  .tables\n4  .rerun 9\nquire>")
      terminal.run(".history /TWO")
      terminal.expect(".history /TWO\n2  select 2\n   as two;\nquire>")
      terminal.run(".history 2-3")
      terminal.expect(".history 2-3\n2  select 2\n   as two;\n3  .tables\nquire>")
      terminal.run(".rerun 1-2")
      terminal.expect("select 1 as one;\n┌─────┐\n│ one │")
      terminal.expect("select 2\nas two;\n┌─────┐\n│ two │")
      terminal.run(".rerun 4-8")
      terminal.expect("4 is a .rerun itself: passed over")
      terminal.run(".history x-y")
      terminal.expect("error[Q001]: not a number, a range or /TEXT: x-y\nhelp: .history 10-20")
      terminal.leave()
    }

    @Test("a file of statements and commands runs up to its first error, told at its place")
    func readFile() throws {
      let bench = try Bench()
      defer { bench.end() }
      try bench.write(
        "more.sql",
        "create temp table t(a);\ninsert into t\nvalues (1), (2);\n.tables\nselect b from t;\n")
      try bench.write("loop.sql", ".read loop.sql\n")
      let terminal = try bench.start()
      terminal.run(".read more.sql")
      terminal.expect("2 rows changed")
      terminal.expect("more.sql:5:8: error[Q301]: no such column: b\n  5 | select b from t;")
      terminal.run("\\i none.sql")
      terminal.expect("error[Q002]: no such file: none.sql")
      terminal.run(".read loop.sql")
      terminal.expect("loop.sql:1:1: error[Q001]: files read files more than 16 deep")
      terminal.run("select count(*) from t;")
      terminal.expect("│        2 │")
      terminal.leave()
    }

    @Test("help tells of commands, functions and topics, and searches for what is none of them")
    func help() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md")
      terminal.run(".help hist")
      terminal.expect(".history [N | A-B | /TEXT]\n  what was typed")
      terminal.run(".help substr")
      terminal.expect("substr(text, start, n)\n  n letters from a place, from 1")
      terminal.run(".help keys")
      terminal.expect("Ctrl-O          a new line at the cursor")
      terminal.run(".help cosine")
      terminal.expect("\nacos(x)   the arc cosine, in radians\n")
      terminal.run(".help coun")
      terminal.expect("\ncount(*), count(x)   aggregate, window: how many rows")
      terminal.run(".help substrr")
      terminal.expect("error[Q001]: no help for substrr\nhelp: did you mean substr?")
      terminal.run("?sales")
      terminal.expect("unit_price")
      terminal.run("%whos")
      terminal.expect("error[Q001]: unknown command %whos\nhelp: here: .tables")
      terminal.leave()
    }

    @Test("Tab knows the tables of WITH, aliases, and letters in their order")
    func complete() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", columns: 100)
      terminal.type("with dearest(place, price) as (select 1, 2) select * from deares", Key.tab)
      terminal.expect("from dearest")
      terminal.type(" where pla", Key.tab)
      terminal.expect("where place")
      terminal.type(" = 1 and untp", Key.tab, Key.tab)
      terminal.type(Key.controlC)
      terminal.type("select unit_price * 2 as doubled from sales order by dou", Key.tab)
      terminal.expect("order by doubled")
      terminal.type(Key.controlC)
      terminal.type("select untprc", Key.tab)
      terminal.expect("select unit_price")
      terminal.type(Key.controlC)
      terminal.leave()
    }
  }
}
