// What is news in a replay, after another one.

import Notebook
import Render
import Runner
import Testing

@testable import Output

private let plain = TerminalStyle(width: nil, usesColor: false, charset: .ascii, look: .rule)

private func cell(_ label: String, _ sql: String, record: String? = nil) -> String {
  "```sql\n--| label: \(label)\n\(sql)\n```\n\n" + (record.map { "```output\n\($0)```\n\n" } ?? "")
}

private let one = "x\n-\n1\n(1 row)\n"

/// The first line of each change from one text to the next.
private func news(_ texts: String...) -> [String] {
  var memory = ReplayMemory()
  var changes: [ReplayChange] = []
  for text in texts {
    var stream: [UInt8] = []
    changes = memory.changes(in: replayed(text, stream: &stream), plain)
  }
  return changes.map { String($0.text.prefix { $0 != "\n" }) }
}

@Test("at first, what does not hold is news")
func firstNews() {
  let text =
    cell("a", "SELECT 1 AS x;", record: one) + cell("b", "SELECT 2 AS x;", record: one)
    + cell("c", "SELECT 3 AS x;") + cell("d", "SELECT nope;") + cell("e", "SELECT * FROM d;")
    + "Is <!--= 1 -->1<!--/--> and <!--= 2 -->3<!--/-->.\n"
  #expect(
    news(text) == [
      "n.md:13: b: differs", "n.md:25: c: new", "n.md:30: d: failed", "n.md:40: 2: 2, recorded 3",
    ])
}

@Test("afterwards, what came out otherwise is news, wherever it stands now")
func laterNews() {
  let (a, b) = (cell("a", "SELECT 1 AS x;"), cell("b", "SELECT x FROM a;"))
  #expect(news(a + b, "Prose.\n\n" + a + b) == [])
  #expect(news(a + b, cell("a", "SELECT 2 AS x;") + b) == ["n.md:1: a: new", "n.md:6: b: new"])
  #expect(news(a + b, cell("a", "SELECT 2 - 1 AS x;") + b) == [])
  #expect(news(a, cell("a", "SELECT 1 AS x;", record: one)) == ["n.md:1: a: holds"])
  #expect(news(a + b, cell("a", "SELECT nope;") + b).last == "n.md:6: b: skipped (needs a)")
  let asserted = "```sql\n--| assert: true\nSELECT 1 AS x;\n```\n"
  #expect(news(a, a + asserted) == ["n.md:6: assert: violated"])
}

@Test("a notebook that is malformed or half written for a moment makes nothing news")
func brokenNews() {
  let (a, b) = (cell("a", "SELECT 1 AS x;"), cell("b", "SELECT x FROM a;"))
  #expect(news(a + b, "---\ndata: [\n---\n" + a, a + b) == [])
  #expect(news(a + b, "", a + b) == [])
  #expect(news(a + b, a, a + b) == [])
}

@Test("equal cells without a label are told apart by their order")
func equalCells() {
  let cell = "```sql\n--|\nSELECT 1 AS x;\n```\n\n"
  #expect(news(cell, cell + cell) == ["n.md:6: sql: new"])
  #expect(news(cell + cell, cell) == [])
}
