// Order, failures and what they keep from running.

import Diagnostics
import Notebook
import SystemPackage
import Testing

@testable import Runner

private let failing =
  cell("label: a", sql: "SELECT 1 AS x;") + cell("label: bad", sql: "SELECT nosuch FROM a;")
  + cell("label: dep", sql: "SELECT * FROM bad;") + cell("label: dep2", sql: "SELECT * FROM dep;")
  + "Quoted <!--= dep.x -->1<!--/--> and <!--= a.x -->1<!--/-->.\n\n"
  + cell("label: free", sql: "WITH bad AS (SELECT 5 AS x) SELECT * FROM bad;")

@Test("cells that need a failed one are skipped, the others run")
func skipping() {
  let result = replay(failing)
  #expect(result.states == ["ran", "failed", "needs bad", "needs dep", "ran"])
  #expect(result.values == ["needs dep", "1"])
  #expect(result.failures.map(\.code) == [.sqlError])
  #expect(result.runStatus == .failure)
}

@Test("a replay may stop at the first failure")
func stopping() { #expect(replay(failing, continues: false).states == ["ran", "failed"]) }

@Test("nothing of a failed cell remains")
func rollback() {
  let result = replay(
    cell(sql: "CREATE TEMP TABLE t (x);")
      + cell(sql: "INSERT INTO t VALUES (1); CREATE TEMP TABLE u (x); SELECT nosuch;")
      + cell("label: left", sql: "SELECT count(*) AS n FROM t;")
      + cell(sql: "SELECT * FROM u;") + "N is <!--= left.n --><!--/-->.")
  #expect(result.states == ["ran", "failed", "ran", "failed"])
  #expect(result.values == ["0"])
}

@Test("the last rows of a cell are named, in their order")
func naming() {
  let result = replay(
    cell(
      "label: a",
      sql: "SELECT 9 AS x; SELECT column1 AS x FROM (VALUES (3), (1), (2)) ORDER BY x DESC;")
      + "Rows <!--= a[1].x --><!--/--> <!--= a[2].x --><!--/--> <!--= A[3].X --><!--/-->.")
  #expect(result.values == ["3", "2", "1"])
}

@Test("obstacles are told in the order of the text, and nothing runs")
func obstacles() {
  let result = replay(
    cell("lable: a", sql: "SELECT 1;") + "```chart\n#|\nbra from a x=y\n```\n\n"
      + cell("check: maybe", sql: "SELECT 1;"))
  #expect(result.outcomes.isEmpty)
  #expect(result.obstacles.map(\.code) == [.unknownOption, .malformedChart, .badValue])
  #expect(result.runStatus == .usage)
}

@Test("all missing data is told at once, before any cell runs")
func missingData() {
  let result = replay("---\ndata: [a.csv, b.csv]\n---\n\n" + cell(sql: "SELECT 1;"))
  #expect(result.outcomes.isEmpty)
  #expect(result.obstacles.map(\.code) == [.missingData, .missingData])
  #expect(result.runStatus == .failure)
}

@Test("a label that is a table of the data, in any case of letters, is refused")
func labelClash() {
  let result = replay(
    "---\ndata: [t.csv]\n---\n\n" + cell("label: T", sql: "SELECT 1;"),
    files: ["t.csv": "a\n1\n"])
  #expect(result.obstacles.map(\.code) == [.nameClash])
}

@Test("a label used above its cell names that cell's line")
func usedAbove() {
  let result = replay(cell(sql: "SELECT * FROM later;") + cell("label: later", sql: "SELECT 1;"))
  #expect(result.failures.map(\.code) == [.usedAboveItsCell])
  #expect(result.failures.first?.message.contains("line 6") == true)
}

@Test("eval: false runs nothing and differs from nothing")
func off() {
  let result = replay(cell("eval: false", sql: "SELECT nosuch;"))
  #expect(result.states == ["off"])
  #expect(result.outcomes.map(\.verdict) == [.same])
}

@Test("a notebook without a cell is told, unless its text is wrong anyway")
func noCell() {
  #expect(replay("# Title\n").remarks.map(\.code) == [.nothingToDo])
  #expect(replay("Half <!--= 1 -->.\n").remarks.isEmpty)
}

@Test("an interruption ends the replay and is no failure that a cell may ask for")
func interruption() {
  let document = parse(Array(cell("error: true", sql: "SELECT 1;").utf8), file: "n.md")
  let result = replay(
    document, in: FilePath("."), environment(isInterrupted: { true }),
    ReplayOptions(continuesAfterFailure: true))
  #expect(result.outcomes.isEmpty)
  #expect(result.wasInterrupted)
  #expect(result.runStatus == .interrupted)
}
