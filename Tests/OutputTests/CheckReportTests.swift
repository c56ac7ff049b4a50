// What check says of a notebook in one line, and where its diff says it is.

import Notebook
import Runner
import Testing

@testable import Output

private func report(_ text: String, isStrict: Bool = false) -> CheckReport {
  var stream: [UInt8] = []
  return CheckReport(replayed(text, stream: &stream), isStrict: isStrict)
}

private func cell(_ label: String, _ sql: String, record: String? = nil) -> String {
  "```sql\n--| label: \(label)\n\(sql)\n```\n\n" + (record.map { "```output\n\($0)```\n\n" } ?? "")
}

private let one = "x\n-\n1\n(1 row)\n"

@Test(
  "the summary counts what there is, and names nothing that there is not",
  arguments: [
    ("Text <!--= 1 -->1<!--/-->.\n", "ok        n.md  0 cells, 1 inline value\n"),
    (cell("a", "SELECT 1 AS x;", record: one), "ok        n.md  1 cell\n"),
    (cell("a", "SELECT 1 AS x;"), "ok        n.md  1 cell, 1 new\n"),
    (cell("a", "SELECT 2 AS x;", record: one), "differs   n.md  1 cell, 1 differs\n"),
    (
      cell("a", "SELECT 2 AS x;", record: one) + "A <!--= 1 -->2<!--/--> <!--= 1 -->2<!--/-->.\n",
      "differs   n.md  1 cell, 2 inline values, 3 differ\n"
    ),
    (
      cell("a", "SELECT nosuch;") + cell("b", "SELECT * FROM a;"),
      "failed    n.md  2 cells, 1 failed, 1 skipped (needs a)\n"
    ),
    ("```sql\n--| lable: a\n```\n", "invalid   n.md  not run\n"),
  ])
func summaries(text: String, summary: String) { #expect(report(text).summary() == summary) }

@Test("a hunk is named after the cell whose output changes, and not after one above the prose")
func hunkNames() {
  let text =
    cell("a", "SELECT 2 AS x;", record: one) + cell("b", "SELECT 1 AS x;")
    + String(repeating: "Prose.\n\n", count: 9) + "It is <!--= 1 -->2<!--/-->.\n"
  let hunks = report(text, isStrict: true).diff.split(separator: "\n").filter { $0.hasPrefix("@@") }
  #expect(hunks.map { $0.split(separator: " ").last } == ["a", "b", "@@"])
}

@Test("the rows against an assertion are shown")
func violations() {
  let text = cell("a", "SELECT 1 AS x;").replacing("--| label", with: "--| assert: true\n--| label")
  #expect(report(text).violations == "rows against a (n.md:1):\n" + one)
}
