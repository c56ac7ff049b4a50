// What a failed merge leaves behind.

import Diagnostics
import Notebook
import Testing

private let conflict = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"

@Test("a conflict in prose, source or front matter is an error at its line")
func conflicts() {
  expectFindings("text\n\n«<<<<<<< HEAD»\na\n=======\nb\n>>>>>>> other\n", .conflictMarker)
  expectFindings(
    "```sql\n--|\n«<<<<<<< HEAD»\na\n=======\nb\n>>>>>>> other\n```\n", .conflictMarker)
  expectFindings("---\n«<<<<<<< HEAD»\ntitle: a\n=======\n>>>>>>> b\n---\n", .conflictMarker)
  expectFindings(
    "«<<<<<<<»\r\n=======\r\n>>>>>>> b\r\n\r\n«<<<<<<< x»", .conflictMarker, .conflictMarker)
}

@Test(
  "lines that only look like markers are none",
  arguments: [
    "Heading\n=======\n", ">>>>>>> quote\n", "<<<<<<<< eight\n", "<<<<<<<x\n",
    " <<<<<<< indented\n",
    "```text\n" + conflict + "```\n",
  ])
func harmless(text: String) {
  #expect(read(text).diagnostics == [])
}

@Test("an output with a conflict counts as missing and is replaced")
func output() {
  let document = read(cell("--|") + "\n```output\nx\n" + conflict + "```\n\nend\n")
  #expect(document.diagnostics.map(\.code) == [.conflictMarker])
  #expect(document.diagnostics[0].severity == .warning && document.diagnostics[0].place?.line == 7)
  #expect(document.cells[0].recorded == nil && document.cells[0].outputRange != nil)
  let edit = document.recording(.output, "new\n", under: document.cells[0])
  let text = String(decoding: print(document, edits: [edit]), as: UTF8.self)
  #expect(text == cell("--|") + "\n```output\nnew\n```\n\nend\n")
}

@Test("a conflict that leaves an output is reported where it ends")
func straddling() {
  expectFindings(
    cell("--|") + "```output\n<<<<<<< HEAD\na\n```\n\ntext\n\n«>>>>>>> other»\n", .conflictMarker)
}
