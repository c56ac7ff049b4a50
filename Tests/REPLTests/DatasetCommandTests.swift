// The dot commands about data, over a pipe.

import Foundation
import Testing

@Suite struct DatasetCommandTests {
  private func bench() throws -> Bench {
    let bench = try Bench()
    try bench.write("semi.csv", "zip;day\n00123;2024-01-01\n00045;2024-02-29\n")
    try bench.write("bad.csv", "a,b\n1,2\n3\n\"x\"y,1\n7,8\n")
    try bench.write(
      "data.md", "---\ndata:\n  - bad: {file: bad.csv, bad: reject}\n  - semi: semi.csv\n---\n")
    return bench
  }

  private func output(_ input: String) throws -> String {
    let ended = try bench().pipe(input, ["data.md"])
    #expect(ended.status == 0, "\(ended.errors)")
    return ended.output
  }

  @Test("sniff tells what is guessed and the entry that states it")
  func sniff() throws {
    #expect(
      try output(".sniff semi.csv\n") == """
        semi: 2 rows, 2 columns
          zip text · day text (dates, ISO)
        note: separator is ";" not ","
        note: column zip kept as text: 2 values start with 0 (first: line 2, "00123")
        the same, stated in a notebook:
        data:
          - semi: {file: semi.csv, sep: ";", header: true, types: {zip: text, day: text}}

        """)
  }

  @Test("records put aside are shown with their place, and it is said when there are none")
  func rejects() throws {
    #expect(
      try output(".rejects bad\n.rejects semi\n") == """
        table  line  column  reason                                      text
        -----  ----  ------  ------------------------------------------  ------
        bad       3       1  a record of 1 field, where the first has 2  3
        bad       4       4  text after a closing quote                  "x"y,1
        (2 rows)
        no record was put aside

        """)
  }

  @Test("a bare file is described by types, NULLs and examples; its dates are found")
  func describe() throws {
    #expect(
      try output(".describe semi\n") == """
        column  type               nulls  examples
        ------  -----------------  -----  ----------------------
        zip     text                   0  00123, 00045
        day     text (dates, ISO)      0  2024-01-01, 2024-02-29
        (2 rows)

        """)
  }

  @Test("a schema is that of the data and of temporary tables")
  func schema() throws {
    #expect(
      try output("create temp table t(a int);\n.schema\n") == """
        ok
        CREATE TABLE "bad" (
          "a" INTEGER,
          "b" INTEGER
        );
        CREATE TABLE "semi" (
          "zip" TEXT,
          "day" TEXT
        );
        CREATE TABLE t(a int);

        """)
  }

  @Test("a summary is of the last result, a table or a query")
  func summarize() throws {
    let text = try output(
      "select 1 as n union all select 3;\n.summarize\n.summarize bad\n"
        + ".summarize SELECT a AS q FROM bad WHERE a > 1;\n")
    #expect(
      text.contains(
        """
        last result: 2 rows, 1 column

        column  type     nulls  distinct  min   q1  median   q3  max  mean  histogram
        ------  -------  -----  --------  ---  ---  ------  ---  ---  ----  ---------
        n       integer  0             2    1  1.5       2  2.5    3   2.0  @_@

        """))
    #expect(text.contains("bad: 2 rows, 2 columns\n"))
    #expect(text.contains("result: 1 row, 1 column\n"))
  }

  @Test(
    "what cannot be answered has a reason",
    arguments: [
      (".sniff nowhere.csv", "error[Q401]: nowhere.csv: no such file"),
      (".sniff", "which file?"), (".rejects semy", "did you mean semi?"),
      (".summarize", "there is no result yet"), (".summarize semy", "did you mean semi?"),
      (".summarize select nope from semi", "stdin:1:19: error[Q301]: no such column: nope"),
      (".summarize with a as (select 1) delete from a", "error[Q30"),
      (".schema nope", "no such table: nope"), (".describe nope", "no such table: nope"),
    ])
  func refusals(input: String, message: String) throws {
    let ended = try bench().pipe(input + "\n", ["data.md"])
    #expect(ended.errors.contains(message), "\(ended)")
    #expect(ended.status > 1)
  }
}
