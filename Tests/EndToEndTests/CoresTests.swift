// One processor or several: the same bytes.

import Foundation
import Testing

private func cell(_ label: String, _ sql: String) -> String {
  "```sql\n--| label: \(label)\n\(sql);\n```\n\n"
}

private let slow =
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "

private let notebook =
  "---\ndata: [ref.sqlite]\n---\n\n" + cell("first", slow + "SELECT sum(i) AS s FROM n")
  + cell(
    "second", slow + "SELECT max(i) AS m, (SELECT count(*) FROM ref.sqlite_schema) AS t FROM n")
  + cell("copy", "CREATE TEMP TABLE copy AS SELECT s FROM first")
  + cell("third", slow + "SELECT i % 7 AS r, count(*) AS n FROM n GROUP BY r ORDER BY r")
  + cell("wrong", slow + "SELECT max(i), abs(-9223372036854775807 - max(i)) FROM n")
  + cell("read", "SELECT s FROM copy") + cell("both", "SELECT m, s FROM second, first")
  + "Text <!--= third[2].n -->0<!--/--> and <!--= \(slow)SELECT min(i) FROM n -->0<!--/-->.\n"

private func scratch() throws -> Scratch {
  let scratch = try Scratch()
  try scratch.write(notebook, to: "n.md")
  try FileManager.default.copyItem(
    atPath: CaseFolder.root + "/sqlite-attached/ref.sqlite", toPath: scratch.work + "/ref.sqlite")
  return scratch
}

@Test(
  "commands that replay say and leave the same on one processor and on several",
  arguments: ["run", "run --keep-going", "check", "promote", "run --only both"])
func processors(command: String) throws {
  var results: [ProgramResult] = []
  for count in [1, 2, 2] {
    let scratch = try scratch()
    results.append(
      try Program.shell(
        "$QUIRE \(command) --no-cache -j \(count) n.md 2>&1; echo $?; cat n.md", in: scratch))
  }
  #expect(results[1] == results[0])
  #expect(results[2] == results[0])
}
