// Signals during an endless query.

import Foundation
import Testing

private let endless = """
  ```sql
  --| label: first
  SELECT 1 AS x;
  ```

  ```sql
  --| label: endless
  WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
  SELECT sum(x) FROM n;
  ```

  ```sql
  --| label: after
  SELECT 2 AS x;
  ```

  """

@Test(
  "Ctrl-C stops run, check and promote with 130 and a message at its place",
  arguments: ["run", "check", "promote"])
func interrupt(command: String) throws {
  let scratch = try Scratch()
  try scratch.write(endless, to: "notebook.md")
  let result = try Program.run([command, "notebook.md"], in: scratch, signal: SIGINT)
  #expect(result.status == 130)
  #expect(result.errors.hasPrefix("notebook.md:8:1: error[Q304]: "))
  #expect(try scratch.contents() == ["notebook.md": Data(endless.utf8)])
  if command == "check" {
    #expect(result.output == "stopped   notebook.md  2 of 3 cells, 1 failed, 1 new\n")
  }
}

@Test("Ctrl-C in the first of several notebooks leaves the others alone")
func interruptSeveral() throws {
  let scratch = try Scratch()
  try scratch.write(endless, to: "a.md")
  try scratch.write("```sql\n--| label: b\nSELECT 1;\n```\n", to: "b.md")
  let result = try Program.run(["promote", "a.md", "b.md"], in: scratch, signal: SIGINT)
  #expect(result.status == 130)
  #expect(!(try scratch.read("b.md").contains("output")))
}

@Test("a cell that must fail does not count an interruption as its failure")
func interruptExpectedFailure() throws {
  let scratch = try Scratch()
  let notebook = endless.replacingOccurrences(
    of: "label: endless", with: "label: endless\n--| error: true")
  try scratch.write(notebook, to: "notebook.md")
  let result = try Program.run(["check", "--strict", "notebook.md"], in: scratch, signal: SIGINT)
  #expect(result.status == 130)
  #expect(result.errors.contains("error[Q304]"))
  #expect(!result.output.contains("Q304"))
}

@Test("SIGTERM ends promote with 143 and leaves the notebook", arguments: [SIGTERM, SIGHUP])
func terminate(signal: Int32) throws {
  let scratch = try Scratch()
  try scratch.write(endless, to: "notebook.md")
  let result = try Program.run(["promote", "notebook.md"], in: scratch, signal: signal)
  #expect(result.status == 128 + signal)
  #expect(try scratch.contents() == ["notebook.md": Data(endless.utf8)])
}
