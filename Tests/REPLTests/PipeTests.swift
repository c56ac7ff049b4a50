// Statements and commands over a pipe: no prompt, no colour, the first failure ends it.

import Foundation
import Testing

@Suite struct PipeTests {
  @Test("results of a script are plain text without prompt, banner, colour or time")
  func plainResults() throws {
    let ended = try Bench().pipe("select 1 as a,\n  'é' as b;\n.run dear\n", ["regions.md"])
    #expect(ended.errors.isEmpty)
    #expect(ended.status == 0)
    #expect(
      ended.output == """
        a  b
        -  -
        1  é
        (1 row)
        [1 of 4] sql dear
        region       unit_price
        -----------  ----------
        south                 5
        ünïted 日本           7
        (2 rows)

        """)
  }

  @Test("the first error ends a script with its line, column and the number of those not run")
  func firstError() throws {
    let ended = try Bench().pipe("select 1;\n\nselect 2; select x; select 3;\nselect 4;\n")
    #expect(ended.output == "1\n-\n1\n(1 row)\n2\n-\n2\n(1 row)\n")
    #expect(
      ended.errors == """
        stdin:3:18: error[Q301]: no such column: x
          3 | select 2; select x; select 3;
            |                  ^
        1 of 3 statements not run

        """)
    #expect(ended.status == 3)
  }

  @Test(
    "what is wrong has a place and the exit status of its kind",
    arguments: [
      ("select 1;\n select 2", "stdin:2:2: error[Q301]: the statement that begins here", 3),
      ("-- a\n\n.tabels\n", "stdin:3:1: error[Q001]: unknown command .tabels", 2),
      ("\n.chart bar from dear x=region\n", "stdin:2:17: error[Q306]: no such table: dear", 3),
      ("select\t'é', x;\r\n", "stdin:1:13: error[Q301]: no such column: x", 3),
      (".run dear\n.run wrong\n", "regions.md:20:8: error[Q301]: no such column: rgion", 3),
      ("/* never closed\n.cells\n", "", 0),
      ("select * from dear;", "help: the cell dear on line 8 has not run", 3),
      (".run nowhere\n", "stdin:1:1: error[Q114]: no such cell: nowhere", 2),
    ])
  func places(input: String, message: String, status: Int32) throws {
    let ended = try Bench().pipe(input, ["regions.md"])
    #expect(message.isEmpty ? ended.errors.isEmpty : ended.errors.contains(message), "\(ended)")
    #expect(ended.status == status)
  }

  @Test("text that is not UTF-8 is an error at its place")
  func notUTF8() throws {
    let ended = try Bench().pipe(Data("select 1;\nselect '".utf8) + [0xFF] + Data("';".utf8))
    #expect(ended.errors.hasPrefix("stdin:2:9: error[Q101]"))
    #expect(ended.status == 2)
  }

  @Test("a mark at the start, CR LF, comments, empty statements and commands go together")
  func oddScripts() throws {
    let input = "\u{FEFF}-- x\r\n/* y\n*/ select 1;;\n;\n  .tables ;\n.quit\nselect nothing;\n"
    let ended = try Bench().pipe(input, ["regions.md"])
    #expect(ended.errors.isEmpty)
    #expect(ended.output.hasSuffix("sales     4        3  data\n(1 row)\n"), "\(ended.output)")
    #expect(ended.status == 0)
  }

  @Test("nothing on standard input is nothing to do")
  func nothing() throws {
    let ended = try Bench().pipe("")
    #expect(ended.output.isEmpty && ended.errors.isEmpty && ended.status == 0)
  }

  @Test("a notebook that is missing or malformed ends a script before its first statement")
  func badNotebook() throws {
    let bench = try Bench()
    let missing = try bench.pipe("select 1;", ["region.md"])
    #expect(missing.errors.contains("no such file: region.md\nhelp: did you mean regions.md?"))
    #expect(missing.output.isEmpty && missing.status == 2)
    try bench.replace("params:", "parms:")
    let malformed = try bench.pipe("select 1;", ["regions.md"])
    #expect(malformed.errors.hasPrefix("regions.md:4:1: error["), "\(malformed.errors)")
    #expect(malformed.output.isEmpty && malformed.status == 2)
  }

  @Test("twenty thousand statements and one of a hundred thousand lines are no matter")
  func longScripts() throws {
    let bench = try Bench()
    let many = try bench.pipe(String(repeating: "select 1;\n", count: 20_000))
    #expect(many.status == 0)
    #expect(many.output.utf8.count == 20_000 * "1\n-\n1\n(1 row)\n".utf8.count)
    let rows = (1...100_000).map { "(\($0))" }.joined(separator: ",\n")
    let long = try bench.pipe(
      "create temp table t(a);\ninsert into t values\n\(rows);\nselect sum(a) from t;\n")
    #expect(long.output.hasSuffix("5000050000\n(1 row)\n"))
  }
}

extension PipeTests {
  @Test(
    "a file is loaded under its name or another, with what was guessed; not over the notebook's data"
  )
  func loadedFiles() throws {
    let bench = try Bench()
    try bench.write("two words.tsv", "zip\tn\n00123\t1\n00045\t\n")
    let ended = try bench.pipe(
      """
      .load "two words.tsv" as w
      select zip, n from w order by zip;
      .load 'two words.tsv' as dear
      """, ["regions.md"])
    #expect(ended.output.hasPrefix("w: 2 rows, 2 columns\n  zip text · n integer\n"))
    #expect(
      ended.output.hasSuffix("zip       n\n-----  ----\n00045  NULL\n00123     1\n(2 rows)\n"))
    #expect(ended.errors.contains("error[Q111]: dear is a table of the notebook already"))
    #expect(ended.status == 2)
  }
}
