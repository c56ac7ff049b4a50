// Outputs written back.

import Diagnostics
import Testing

@testable import Notebook

private func promote(_ text: String, _ output: String, _ kind: RecordedOutput.Kind = .output)
  -> String
{
  let document = read(text)
  let edits = document.cells.map { document.recording(kind, output, under: $0) }
  return String(decoding: print(document, edits: edits), as: UTF8.self)
}

@Test(
  "a block is added in the cell's container, with its line ending, after a blank line",
  arguments: [
    ("```sql\n--|\n```\n\nend\n", "```sql\n--|\n```\n\n```output\na\n\n b\n```\n\nend\n"),
    ("```sql\r\n--|\r\n```", "```sql\r\n--|\r\n```\r\n\r\n```output\r\na\r\n\r\n b\r\n```\r\n"),
    ("> ```sql\n> --|\n> ```", "> ```sql\n> --|\n> ```\n>\n> ```output\n> a\n>\n>  b\n> ```\n"),
    ("1. ```sql\n   --|\n", "1. ```sql\n   --|\n   ```\n\n   ```output\n   a\n\n    b\n   ```\n"),
    ("~~~~sql\n--|\nSELECT", "~~~~sql\n--|\nSELECT\n~~~~\n\n```output\na\n\n b\n```\n"),
  ])
func add(text: String, expected: String) {
  #expect(promote(text, "a\n\n b\n") == expected)
  #expect(promote(expected, "a\n\n b\n") == expected)
}

@Test("a fence is one backtick longer than any run inside")
func fenceLength() {
  #expect(promote(cell("--|"), "x ```` y\n") == cell("--|") + "\n`````output\nx ```` y\n`````\n")
}

@Test("a block is replaced, an error by an output too; an equal one is left as it is fenced")
func replace() {
  let text = cell("--|") + "~~~ error\nold\n~~~\nend\n"
  #expect(promote(text, "new\n") == cell("--|") + "```output\nnew\n```\nend\n")
  #expect(promote(text, "old\n", .error) == text)
  #expect(promote(cell("--|") + "```output\nold\n```", "") == cell("--|") + "```output\n```\n")
}

@Test("CR ends a line of the output and NUL becomes U+FFFD")
func oddOutput() {
  #expect(
    promote(cell("--|"), "a\r\nb\rc\u{0}") == cell("--|") + "\n```output\na\nb\nc\u{FFFD}\n```\n")
}

@Test("edits apply in any order")
func edits() {
  let document = read("abcdef")
  let edits = [
    Edit(range: 4..<5, replacement: [0x45]), Edit(range: 0..<0, replacement: [0x5F]),
    Edit(range: 1..<3, replacement: []),
  ]
  #expect(String(decoding: print(document, edits: edits), as: UTF8.self) == "_adEf")
}
