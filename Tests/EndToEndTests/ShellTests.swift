// What needs pipes, redirections and devices.

import Foundation
import Testing

private let cell = "```sql\n--| label: a\nSELECT 1 AS x;\n```\n"
private let stale = cell + "\n```output\nx\n-\n2\n(1 row)\n```\n\nIt is <!--= a.x -->2<!--/-->."

@Test(
  "the diff of check is a patch that makes the notebook right",
  arguments: [stale, stale + "\n", stale.replacingOccurrences(of: "\n", with: "\r\n")])
func diffIsAPatch(notebook: String) throws {
  let scratch = try Scratch()
  try scratch.write(notebook, to: "notebook.md")
  let patch = try Program.shell(
    "$QUIRE check notebook.md > notebook.diff; patch --binary -p0 < notebook.diff", in: scratch)
  #expect(patch.status == 0, "\(patch.output)")
  let check = try Program.run(["check", "--strict", "notebook.md"], in: scratch)
  #expect(
    check
      == ProgramResult(
        output: "ok        notebook.md  1 cell, 1 inline value\n", errors: "", status: 0))
}

@Test("a reader that goes away is no failure")
func closedPipe() throws {
  let scratch = try Scratch()
  try scratch.write(
    String(repeating: "A line of prose.\n", count: 50_000) + "\n" + cell, to: "notebook.md")
  let result = try Program.shell(
    "$QUIRE run notebook.md | head -1; echo ${PIPESTATUS[0]}", in: scratch)
  #expect(result == ProgramResult(output: "A line of prose.\n0\n", errors: "", status: 0))
}

@Test("output that cannot be written is an error", arguments: ["> /dev/full", ">&-"])
func fullDevice(redirection: String) throws {
  let scratch = try Scratch()
  try scratch.write(cell, to: "notebook.md")
  for command in ["run", "check", "list", "--help"] {
    let name = command == "--help" ? "" : "notebook.md"
    let result = try Program.shell("$QUIRE \(command) \(name) \(redirection)", in: scratch)
    #expect(result.status == 3, "\(command)")
    #expect(result.errors.hasPrefix("error[Q005]: cannot write the output: "))
  }
}

@Test("closed standard error does not change the status", arguments: ["2> /dev/full", "2>&-"])
func closedErrors(redirection: String) throws {
  let scratch = try Scratch()
  try scratch.write(stale, to: "notebook.md")
  let result = try Program.shell("$QUIRE check notebook.md \(redirection)", in: scratch)
  #expect(result.status == 1)
  #expect(result.output.hasSuffix("2 differ\n"))
  #expect(try scratch.read("notebook.md") == stale)
}

@Test("run -o writes into a pipe without replacing it")
func outputPipe() throws {
  let scratch = try Scratch()
  try scratch.write(cell, to: "notebook.md")
  let result = try Program.shell(
    "mkfifo pipe; $QUIRE run -o pipe notebook.md & cat pipe; wait $!; echo $?; test -p pipe",
    in: scratch)
  #expect(result.output == cell + "\n```output\nx\n-\n1\n(1 row)\n```\n0\n")
  #expect(result.status == 0)
}

@Test("a notebook may come from standard input or a pipe")
func notebookFromAPipe() throws {
  let scratch = try Scratch()
  try scratch.write(cell, to: "notebook.md")
  for source in ["/dev/stdin < notebook.md", "<(cat notebook.md)"] {
    let result = try Program.shell("$QUIRE run \(source)", in: scratch)
    #expect(result.output == cell + "\n```output\nx\n-\n1\n(1 row)\n```\n")
    #expect(result.status == 0)
  }
}

@Test("standard output and error come in order when both go to one place")
func orderOfStreams() throws {
  let scratch = try Scratch()
  try scratch.write("```sql\n--| label: b\nSELECT nosuch;\n```\n", to: "broken.md")
  try scratch.write(cell, to: "fine.md")
  let result = try Program.shell("$QUIRE check fine.md broken.md fine.md 2>&1", in: scratch)
  #expect(
    result.output == """
      ok        fine.md  1 cell, 1 new
      broken.md:3:8: error[Q301]: no such column: nosuch
        3 | SELECT nosuch;
          |        ^^^^^^
      failed    broken.md  1 cell, 1 failed
      ok        fine.md  1 cell, 1 new

      """)
}

@Test("notebooks of several zones in one run each have their own")
func severalZones() throws {
  let scratch = try Scratch()
  let names = ["+05:30", "-03:00", "UTC"] + (isZoneKnown ? ["Europe/Brussels"] : [])
  for (number, name) in names.enumerated() {
    try scratch.write(
      "---\ntz: \(name)\n---\n\nAt <!--= datetime(0, 'unixepoch', 'localtime') --><!--/-->.\n",
      to: "\(number).md")
  }
  let result = try Program.run(["run"] + names.indices.map { "\($0).md" }, in: scratch)
  let times = result.output.split(separator: "\n").compactMap { line in
    line.hasPrefix("At") ? line.split(separator: ">")[1].dropLast("<!--/--".count) : nil
  }
  let expected = [
    "1970-01-01 05:30:00", "1969-12-31 21:00:00", "1970-01-01 00:00:00", "1970-01-01 01:00:00",
  ]
  #expect(times.map(String.init) == Array(expected.prefix(names.count)))
}

/// Whether this machine has the rules of named zones.
private let isZoneKnown = FileManager.default.fileExists(
  atPath: "/usr/share/zoneinfo/Europe/Brussels")

@Test("values given on the command line hold at the prompt, for that notebook only")
func valuesAtThePrompt() throws {
  let scratch = try Scratch()
  let head = "---\nparams:\n  min_qty: 10\n  half: {sql: ':min_qty / 2'}\n---\n\n"
  try scratch.write(head + cell, to: "notebook.md")
  try scratch.write(head + cell, to: "other.md")
  let result = try Program.shell(
    """
    printf '.params\\nSELECT :half AS half;\\n.open other.md\\nSELECT :half AS half;\\n' \
      | $QUIRE notebook.md -P min_qty=4
    """, in: scratch)
  #expect(
    result.output == """
      parameter  type     value  from      help
      ---------  -------  -----  --------  ----
      min_qty    integer      4  -P
      half       integer      2  computed
      (2 rows)
      half
      ----
         2
      (1 row)
      cell  label  kind  line  state      rows  time
      ----  -----  ----  ----  ---------  ----  ----
         1  a      sql      7  never run
      (1 row)
      half
      ----
         5
      (1 row)

      """)
  #expect(result.status == 0, "\(result.errors)")
}

@Test("a notebook of a thousand cells is promoted and then checks")
func thousandCells() throws {
  let scratch = try Scratch()
  let cells = (1...1000).map { number in
    "```sql\n--| label: c\(number)\nSELECT "
      + (number == 1 ? "1 AS x;" : "x + 1 AS x FROM c\(number - 1);") + "\n```\n"
  }
  try scratch.write(
    cells.joined(separator: "\n") + "\nLast: <!--= c1000.x --><!--/-->.\n", to: "notebook.md")
  #expect(try Program.run(["promote", "notebook.md"], in: scratch).status == 0)
  #expect(
    try Program.run(["check", "--strict", "notebook.md"], in: scratch)
      == ProgramResult(
        output: "ok        notebook.md  1,000 cells, 1 inline value\n", errors: "", status: 0))
  #expect(try scratch.read("notebook.md").hasSuffix("<!--= c1000.x -->1000<!--/-->.\n"))
}
