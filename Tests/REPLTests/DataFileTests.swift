// Data files at the prompt: named in a statement, loaded with options, attached.

import Foundation
import Testing

extension PipeTests {
  @Test("a statement may name data files in quotes, with options after a question mark")
  func namedFiles() throws {
    let bench = try Bench()
    defer { bench.end() }
    try bench.write("prices.csv", "zip;price\n00123;NA\n00045;7,5\n")
    try bench.write("zips.json", "[{\"zip\": \"00045\", \"town\": \"Ly\"}]")
    let ended = try bench.pipe(
      """
      select z.town, p.price from 'prices.csv?sep=;&decimal=,&null=NA' p
      join "zips.json" z on p.zip = z.zip;
      select count(*) as n from 'zips.json';
      .tables
      """)
    #expect(
      ended.output == """
        town  price
        ----  -----
        Ly      7.5
        (1 row)
        n
        -
        1
        (1 row)
        table                               rows  columns  from
        ----------------------------------  ----  -------  ----
        prices.csv?sep=;&decimal=,&null=NA     2        2  file
        zips.json                              1        2  file
        (2 rows)

        """)
    #expect(
      ended.errors == """
        prices.csv?sep=;&decimal=,&null=NA: 2 rows, 2 columns
        note: column zip kept as text: 2 values start with 0 (first: line 2, "00123")
        zips.json: 1 row, 2 columns

        """)
    #expect(ended.status == 0)
  }

  @Test(
    "a file that cannot be a table is told at its place",
    arguments: [
      (
        "select 1, * from 'bad.json';",
        "bad.json:1:7: error[Q421]: expected a JSON value\n  1 | [{\"a\":}]\n    |       ^\n"
      ),
      (
        "select * from 'sales.csv?spe=,';",
        """
        stdin:1:15: error[Q105]: unknown option spe
          1 | select * from 'sales.csv?spe=,';
            |               ^^^^^^^^^^^^^^^^^
        help: did you mean sep?

        """
      ),
      (
        "select * from sales.csv;",
        """
        stdin:1:21: error[Q301]: no such table: sales.csv
          1 | select * from sales.csv;
            |                     ^^^
        help: in quotes it is the file: 'sales.csv'

        """
      ),
      (
        "select * from 'no/such.csv';",
        """
        stdin:1:15: error[Q301]: no such table: no/such.csv
          1 | select * from 'no/such.csv';
            |               ^^^^^^^^^^^^^
        help: there is no file no/such.csv to read either

        """
      ),
      (
        "select * from 'sales.csv', 'Sales.csv';",
        """
        stdin:1:28: error[Q111]: Sales.csv and sales.csv differ only in case, which SQL does not see
          1 | select * from 'sales.csv', 'Sales.csv';
            |                            ^^^^^^^^^^^
        help: .load loads each under a name of its own

        """
      ),
    ])
  func unreadableFiles(statement: String, message: String) throws {
    let bench = try Bench()
    defer { bench.end() }
    try bench.write("bad.json", "[{\"a\":}]")
    try bench.write("Sales.csv", "a\n1\n")
    let ended = try bench.pipe(statement + "\n")
    #expect(ended.errors == message)
    #expect(ended.output.isEmpty)
  }

  @Test("a name that differs only in case is another file")
  func spellings() throws {
    let bench = try Bench()
    defer { bench.end() }
    try bench.write("a.csv", "x\n1\n")
    try bench.write("A.csv", "x\n2\n")
    let ended = try bench.pipe("select x from 'a.csv';\nselect x from 'A.csv';\n")
    #expect(ended.output == "x\n-\n1\n(1 row)\nx\n-\n2\n(1 row)\n")
  }

  @Test("options after .load are those of data:")
  func loadOptions() throws {
    let bench = try Bench()
    defer { bench.end() }
    try bench.write("my prices.csv", "# x\nzip;price;n\n00123;NA;1\n")
    let ended = try bench.pipe(
      """
      .load my prices.csv as p comment='#' types=zip:text null=NA,- sep=;
      .load "my prices.csv" seb=;
      """)
    #expect(ended.output == "p: 1 row, 3 columns\n  zip text · price NULL only · n integer\n")
    #expect(ended.errors.contains("error[Q105]: unknown option seb"))
    #expect(ended.errors.contains("help: did you mean sep?"))
  }

  @Test("a database is attached by .load, and its tables are described and completed")
  func databases() throws {
    let bench = try Bench()
    defer { bench.end() }
    let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    try FileManager.default.copyItem(
      atPath: cases + "/../EndToEndTests/Cases/sqlite-attached/ref.sqlite",
      toPath: bench.path + "/ref.sqlite")
    let ended = try bench.pipe(
      """
      .load ref.sqlite
      .tables
      .describe ref.regions
      select name from ref.regions where id = 2;
      .load ref.sqlite as other
      .load sales.csv as regions
      """)
    #expect(
      ended.output == """
        ref: 2 tables, read-only
          ref.names
          ref.regions
        table        rows  columns  from
        -----------  ----  -------  ----
        ref.names                1  file
        ref.regions              2  file
        (2 rows)
        column  type
        ------  -------
        id      INTEGER
        name    TEXT
        (2 rows)
        name
        -----
        south
        (1 row)
        other: 2 tables, read-only
          other.names
          other.regions

        """)
    #expect(ended.errors.contains("error[Q111]: regions: ref.regions would hide regions"))
    let left = try FileManager.default.contentsOfDirectory(atPath: bench.path)
    #expect(left.filter { $0.hasPrefix("ref") } == ["ref.sqlite"])
  }
}

extension AtThePrompt {
  @Suite struct DataFileTests {
    @Test("a file that has changed is read again, one that is gone is no table any more")
    func changes() throws {
      let bench = try Bench()
      defer { bench.end() }
      try bench.write("f.csv", "x\n11\n")
      let terminal = try bench.start()
      terminal.run("select x from 'f.csv';")
      terminal.expect("11")
      try bench.write("f.csv", "x\n2222\n")
      terminal.run("select x from 'f.csv';")
      terminal.expect("2222")
      try FileManager.default.removeItem(atPath: bench.path + "/f.csv")
      terminal.run("select x from 'f.csv';")
      terminal.expect("no such table: f.csv")
    }

    @Test("Tab completes data files after FROM and .load")
    func completion() throws {
      let bench = try Bench()
      defer { bench.end() }
      let terminal = try bench.start()
      terminal.type("select * from 'sal", Key.tab)
      terminal.expect("select * from 'sales.csv'")
      terminal.type(Key.controlC)
      terminal.type(".load sal", Key.tab)
      terminal.expect("quire> .load sales.csv")
      terminal.type(Key.controlC)
    }
  }
}
