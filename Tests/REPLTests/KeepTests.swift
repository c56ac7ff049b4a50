// A person whose notebook grows at the prompt.

import Foundation
import PseudoTerminal
import Testing

extension AtThePrompt {
  @Suite struct KeepTests {
    private func text(_ bench: Bench) throws -> String {
      try String(contentsOfFile: bench.notebook, encoding: .utf8)
    }

    @Test(
      "a statement and a chart are kept, marked, and saved with the mode and the link of the file")
    func keep() throws {
      let bench = try Bench()
      defer { bench.end() }
      let real = bench.path + "/real.md"
      try FileManager.default.moveItem(atPath: bench.notebook, toPath: real)
      try FileManager.default.createSymbolicLink(
        atPath: bench.notebook, withDestinationPath: "real.md")
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: real)
      let old = try text(bench)
      let terminal = try bench.start("exec quire regions.md", columns: 100, rows: 120)
      terminal.run("select region, count(*) as n from sales group by 1;")
      terminal.run(".keep counts after picture")
      terminal.expect("kept counts as cell 3 of 5, below picture; .save writes it to regions.md")
      terminal.run(".chart bar x=region y=n")
      terminal.run(".keep bars")
      terminal.expect("kept bars as cell 4 of 6, below counts")
      terminal.run(".cells")
      terminal.expect("│    3 │ counts   │ sql   │   18 │ new       │ 4    │")
      #expect(try text(bench) == old)
      terminal.run(".save")
      terminal.expect("saved 2 cells to regions.md")
      let added = """
        ```sql
        --| label: counts
        select region, count(*) as n from sales group by 1;
        ```

        ```chart
        #| label: bars
        bar from counts x=region y=n
        ```


        """
      #expect(
        try text(bench)
          == old.replacingOccurrences(
            of: "```sql\n--| label: wrong", with: added + "```sql\n--| label: wrong"))
      let mode = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions]
      #expect(mode as? Int == 0o640)
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: bench.notebook) == "real.md")
      terminal.run(".drop dear")
      terminal.expect("picture, wrong need it\ndropped dear; .save takes it out of regions.md")
      terminal.run(".save")
      #expect(try !text(bench).contains("label: dear"))
      terminal.run(".save")
      terminal.expect("nothing to save")
      terminal.leave()
    }

    @Test("what a replay could not know is refused, with the line that would declare it")
    func refused() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", columns: 110, rows: 120)
      terminal.run(".keep none")
      terminal.expect("there is nothing to keep")
      terminal.run(".set most=5")
      terminal.run("select :most as m;")
      terminal.run(".keep m")
      terminal.expect("a cell may not use :most, which regions.md does not declare")
      terminal.expect("help: add to its front matter  params: {most: 5}")
      terminal.run("select * from 'sales.csv';")
      terminal.run(".keep s")
      terminal.expect("help: data: names it already: write FROM sales")
      terminal.run("create temp table mine as select 1 as a;")
      terminal.run("select a from mine;")
      terminal.run(".keep a")
      terminal.expect("as a cell it cannot be compiled: no such table: mine")
      terminal.run("select 1;")
      for (name, message) in [
        ("dear", "there is a cell dear already"), ("SALES", "there is a table sales already"),
        ("1x", "a label is made of letters"), ("x after nix", "no such cell: nix"),
      ] {
        terminal.run(".keep \(name)")
        terminal.expect(message)
      }
      terminal.run(".run dear")
      terminal.run("select count(*) from dear;")
      terminal.run(".run after_it")
      terminal.run(".keep first")
      terminal.expect("kept first as cell 5 of 5")
      terminal.leaveUnsaved()
    }

    @Test(
      "cells that are not saved stay when the file changes, and where both changed the person is asked"
    )
    func conflict() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", columns: 100, rows: 150)
      terminal.run("select 1 as one;")
      terminal.run(".keep one")
      try bench.replace("SELECT rgion", "SELECT region")
      terminal.run(".run wrong")
      terminal.expect("read again, 4 of 5 cells as before; 1 cell is not saved")
      terminal.run(".save")
      terminal.expect("saved 1 cell")
      terminal.run("select 2 as two;")
      terminal.run(".keep two")
      try bench.write("regions.md", try text(bench) + "\n```sql\n--| label: two\nSELECT 22;\n```\n")
      terminal.type(".save", Key.enter)
      terminal.expect("two, kept here, is another cell in the file")
      terminal.expect("-SELECT 22;\n+select 2 as two;")
      terminal.type("what?", Key.enter)
      terminal.type("h", Key.enter)
      terminal.expect("saved 1 cell to regions.md\nquire>")
      #expect(try text(bench).hasSuffix("```sql\n--| label: two\nselect 2 as two;\n```\n"))
      #expect(try text(bench).components(separatedBy: "label: two").count == 2)
      let piped = try bench.pipe(
        "select 3 as a;\n.keep three\n.save\n.promote three\n.diff three\n", ["regions.md"])
      #expect(piped.output.hasSuffix("(1 row)\n"), "\(piped.output)\(piped.errors)")
      #expect(try text(bench).hasSuffix("```output\na\n-\n3\n(1 row)\n```\n"))
      terminal.leave()
    }

    @Test("records come from a replay of the file, whatever was set or run here")
    func promote() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start("exec quire regions.md", rows: 120)
      terminal.run(".set least=7")
      terminal.run(".run dear")
      terminal.run(".diff dear")
      terminal.expect("+south                 5")
      terminal.run(".promote dear")
      terminal.expect("recorded dear in regions.md")
      #expect(try text(bench).contains("south                 5\nünïted 日本           7\n(2 rows)"))
      #expect(try !text(bench).contains("```output\nn\n"))
      terminal.run(".check wrong")
      terminal.expect("failed    regions.md")
      terminal.run(".diff nix")
      terminal.expect("no such cell: nix")
      terminal.leave()
    }

    @Test("an editor changes a cell or a statement, which runs; without a change nothing does")
    func edit() throws {
      let bench = try Bench()
      defer { bench.end() }
      try bench.write(
        "ed",
        "#!/bin/sh\nstat -c %a \"$1\" > mode\necho \"$1\" > name\nsed -i \"$(cat script)\" \"$1\"\n"
      )
      let terminal = try bench.start(
        "chmod +x ed; export EDITOR=./ed; exec quire regions.md", columns: 90, rows: 120)
      try bench.write("script", "s/rgion/region/")
      terminal.run(".edit wrong")
      terminal.expect("[3 of 4] sql wrong\n┌")
      terminal.run(".edit wrong")
      terminal.expect("unchanged, nothing runs")
      let name = try String(contentsOfFile: bench.path + "/name", encoding: .utf8).dropLast()
      #expect(!FileManager.default.fileExists(atPath: String(name)))
      #expect(try String(contentsOfFile: bench.path + "/mode", encoding: .utf8) == "600\n")
      try bench.write("script", "s/label/lable/")
      terminal.run(".edit wrong")
      terminal.expect("the cell is as it was; .edit wrong goes on with what you wrote")
      try bench.write("script", "s/lable: wrong/label: right/")
      terminal.run(".edit wrong")
      terminal.expect("[3 of 4] sql right")
      terminal.run("select 1 as a;")
      try bench.write("script", "s/1 as a/5 as five/")
      terminal.run("\\e")
      terminal.expect("select 5 as five;\n┌──────┐")
      try bench.write("script", "s/as/as begun,/")
      terminal.type("select 1 as", Key.enter, "2 \\e", Key.enter)
      terminal.expect("│ begun │ 2 │")
      try bench.write("ed", "#!/bin/sh\nexit 3\n")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: bench.path + "/ed")
      terminal.run(".edit")
      terminal.expect("./ed ended with status 3; nothing runs")
      terminal.run("select 'still' || ' here';")
      terminal.expect("still here")
      terminal.leaveUnsaved()
    }
  }
}

extension Terminal {
  /// Leaves though cells are not saved.
  func leaveUnsaved(location: SourceLocation = #_sourceLocation) {
    type(Key.controlD)
    expect("not saved", location: location)
    leave(location: location)
  }
}
