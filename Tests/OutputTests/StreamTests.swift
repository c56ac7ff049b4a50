// The stream that `run` prints, and the notebook that `promote` writes.

import Diagnostics
import Files
import Notebook
import Runner
import SystemPackage
import Testing

@testable import Output

func replayed(_ text: String, stream: inout [UInt8]) -> Replay {
  let files = FileAccess(
    read: { path throws(FileError) in throw FileError(path, .missing) },
    write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
    kind: { _ in nil }, list: { path throws(FileError) in throw FileError(path, .missing) },
    canonical: { $0 })
  let document = parse(Array(text.utf8), file: "n.md")
  var output = DocumentStream(document, .record)
  var bytes: [UInt8] = []
  let result = replay(
    document, in: FilePath("."), Environment(files: files, now: { 0 }, isInterrupted: { false }),
    ReplayOptions(continuesAfterFailure: true)
  ) { bytes += output.text(upTo: $0) }
  stream = bytes + output.rest()
  return result
}

private let notebooks = [
  "", "# Prose\n", "Text <!--= 1 --><!--/--> and <!--= 2 -->3<!--/-->.",
  "```sql\n--|\nSELECT 1 AS x;\n```", "```sql\n--|\nSELECT 1 AS x;",
  "> ```sql\n> --|\n> SELECT '```' AS x;\n> ```\n\nAfter.\n",
  "```sql\n--| label: a\nSELECT 1 AS x;\n```\n\n```output\nold\n```\n\nIt is <!--= a.x -->0<!--/-->.\n"
    + "\n```sql\n--| error: true\nSELECT nosuch;\n```\n\n```sql\n--| assert: true\n"
    + "SELECT 1 WHERE 0;\n```\n\n```chart\n#|\nbar from a x=x y=x\n```\nEnd",
]

@Test(
  "the stream of a replay in which all ran is the corrected notebook",
  arguments: notebooks
    + notebooks.map {
      $0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    })
func streamIsCorrected(text: String) {
  var stream: [UInt8] = []
  let replay = replayed(text, stream: &stream)
  #expect(stream == replay.corrected())
  var again: [UInt8] = []
  #expect(replayed(String(decoding: stream, as: UTF8.self), stream: &again).corrected() == stream)
  #expect(again == stream)
}

@Test("a failed, a skipped and a violated cell say so in the stream, but are not recorded")
func failuresAreShown() {
  let cells = [
    "```sql\n--| label: a\nSELECT nosuch;\n```\n", "```sql\n--|\nSELECT * FROM a;\n```\n",
    "```sql\n--| assert: true\nSELECT 1 AS x;\n```\n",
  ]
  var stream: [UInt8] = []
  let text = cells.joined(separator: "\n")
  let replay = replayed(text, stream: &stream)
  #expect(replay.corrected() == Array(text.utf8))
  let outputs = [
    "\n```error\nerror[Q301]: no such column: nosuch\n  SELECT nosuch;\n         ^^^^^^\n```\n",
    "\n```error\nskipped (needs a)\n```\n", "\n```output\nx\n-\n1\n(1 row)\n```\n",
  ]
  #expect(
    String(decoding: stream, as: UTF8.self)
      == zip(cells, outputs).map { $0 + $1 }.joined(separator: "\n"))
}

@Test("what is recorded can be one cell, what is new, or what check calls a difference")
func recordings() {
  let old = "```sql\n--| label: a\nSELECT 1 AS x;\n```\n\n```output\nold\n```\n"
  let new = "\n```sql\n--| label: b\nSELECT 2 AS x;\n```\n"
  let unchecked = "\n```sql\n--| check: none\nSELECT 3 AS x;\n```\n\n```output\nold\n```\n"
  var stream: [UInt8] = []
  let replay = replayed(old + new + unchecked, stream: &stream)
  func shown(_ recording: Recording) -> [Bool] {
    let text = String(decoding: replay.corrected(recording), as: UTF8.self)
    return ["\n1\n", "\n2\n", "\n3\n"].map { text.contains($0) }
  }
  #expect(shown(Recording()) == [true, true, true])
  #expect(shown(Recording(label: "b")) == [false, true, false])
  #expect(shown(Recording(newOnly: true)) == [false, true, false])
  #expect(shown(Recording(includesNew: false, differencesOnly: true)) == [true, false, false])
}

@Test("control characters are made visible, line endings and tabs stay")
func controls() {
  #expect(withoutControls("a\u{1B}[31m\tb\r\nc\u{7}\n") == "a\\e[31m\tb\nc\\x07\n")
  #expect(withoutControls("").isEmpty)
}
