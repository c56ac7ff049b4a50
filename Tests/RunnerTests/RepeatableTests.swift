// Replays that come out the same: clock, seed, and what is said where they are missing.

import Diagnostics
import Notebook
import SystemPackage
import Tabular
import Testing

@testable import Runner

private func values(_ text: String) -> [Value?] {
  replay(text).cells.map { $0.lastTable?.columns[0][0] }
}

private let draw = cell(sql: "SELECT random();")
private let seeded = "---\nseed: 7\n---\n\n"

@Test("random numbers depend on the seed and the cell, not on what stands around it")
func seededCells() {
  let first = values(seeded + draw)
  #expect(values(seeded + "Prose.\n\n" + cell(sql: "SELECT 1;") + draw).last == first.last)
  #expect(values("---\nseed: 8\n---\n\n" + draw) != first)
  let two = values(seeded + draw + draw)
  #expect(two[0] == first[0] && two[1] != two[0])
  let labelled = values(seeded + cell("label: x", sql: "SELECT random();"))
  // By SHA-256 and SplitMix64's definitions, in Python.
  #expect(labelled == [.integer(5_055_887_890_486_143_113)])
  #expect(values(seeded + cell("label: x", sql: "SELECT random() -- again\n;")) == labelled)
}

@Test("a comment, and a labelled cell of the same words, leave the numbers of a cell as they are")
func seededWords() {
  let first = values(seeded + draw)
  #expect(values(seeded + cell(sql: "SELECT  random() /* drawn */; -- once")) == first)
  #expect(values(seeded + cell("label: x", sql: "SELECT random();") + draw).last == first.last)
  #expect(values(seeded + "Drawn <!--= SELECT random(); -->x<!--/-->.\n\n" + draw) == first)
}

@Test("a cell that looks at clock or chance is reported where nothing settles them")
func unsteady() {
  func codes(_ text: String) -> [Code] {
    replay(text).diagnostics.filter { $0.severity == .error }.map(\.code)
  }
  let now = cell(sql: "SELECT date('now');")
  #expect(codes(now) == [.asksForTheTime])
  #expect(codes(draw) == [.asksForChance])
  #expect(codes(cell("check: none", sql: "SELECT random();")) == [])
  #expect(codes("---\nclock: 2024-12-31\n---\n\n" + now) == [])
  #expect(codes("---\nseed: 1\n---\n\n" + now) == [.asksForTheTime])
  #expect(codes(seeded + draw) == [])
  #expect(codes(cell(sql: "SELECT strftime('%Y', '2024-01-01');")) == [])
  #expect(codes("Now <!--= date('now') -->x<!--/-->.\n") == [.asksForTheTime])
  #expect(
    codes("---\nparams:\n  today: {sql: \"date('now')\"}\n---\n\n" + cell(sql: "SELECT :today;"))
      == [.asksForTheTime])
  #expect(replay(now).runStatus == .success)
}

private func orderFindings(_ text: String) -> [String] {
  let data = ["t.csv": "a,b\n1,0.1\n2,0.2\n3,0.3\n"]
  let result = replay("---\ndata: [t.csv]\n---\n\n" + text, files: data)
  #expect(result.failures == [])
  return result.orderFindings(in: FilePath("."), environment(data)).findings.map(\.message)
}

@Test(
  "what depends on an open order is found, over mounted and native tables",
  arguments: [
    ("SELECT a FROM t;", "the order of the rows of x is left open"),
    ("SELECT a FROM t LIMIT 2;", "x depends on the order of rows, which is left open"),
    ("SELECT group_concat(a) FROM t;", "x depends on the order of rows, which is left open"),
    (
      "SELECT row_number() OVER () AS n, a FROM t ORDER BY a;",
      "x depends on the order of rows, which is left open"
    ),
    ("SELECT a FROM t ORDER BY a > 5;", "the order of the rows of x is left open"),
    (
      "SELECT sum(b) FROM t;",
      "the last digits of x depend on the order in which numbers are added"
    ),
    (
      "CREATE TEMP TABLE n AS SELECT a FROM t; SELECT a FROM n LIMIT 1;",
      "x depends on the order of rows, which is left open"
    ),
    (
      "CREATE TEMP TABLE n AS SELECT a FROM t; CREATE TEMP TABLE m AS SELECT a FROM n; SELECT a FROM m;",
      "the order of the rows of x is left open"
    ),
    (
      "CREATE TEMP TABLE n AS SELECT a FROM t LIMIT 2; SELECT a FROM n ORDER BY a;",
      "x depends on the order of rows, which is left open"
    ),
  ])
func openOrder(sql: String, message: String) {
  #expect(orderFindings(cell("label: x", sql: sql)) == [message])
  #expect(orderFindings(cell("label: x", "check: none", sql: sql)) == [])
}

@Test(
  "what has its order is not reported",
  arguments: [
    "SELECT a FROM t ORDER BY a;", "SELECT count(*), max(a), sum(a) FROM t;",
    "SELECT a FROM t WHERE a = 2;",
    "SELECT group_concat(a) FROM (SELECT a FROM t ORDER BY a DESC);",
    "CREATE TEMP TABLE n AS SELECT a FROM t; SELECT a FROM n ORDER BY a LIMIT 1;",
    "SELECT round(sum(b), 6) FROM t;", "SELECT date('now') FROM t ORDER BY a;",
  ])
func settledOrder(sql: String) {
  #expect(orderFindings(cell("label: x", sql: sql)) == [])
}

@Test("a cell is blamed for its own order, not for that of the result it reads")
func ownOrder() {
  let open = cell("label: x", "check: none", sql: "SELECT a FROM t;")
  #expect(orderFindings(open + cell("label: y", sql: "SELECT max(a) FROM x;")) == [])
  #expect(
    orderFindings(open + cell("label: y", sql: "SELECT a FROM x;"))
      == ["the order of the rows of y is left open"])
  #expect(orderFindings(open + "```chart\n#| label: c\nbar from x x=a y=a\n```\n") == [])
  #expect(
    orderFindings(open + "One: <!--= x[1].a -->1<!--/-->, <!--= x[3].a -->3<!--/-->.\n") == [])
  #expect(
    orderFindings("One: <!--= a FROM t LIMIT 1 -->1<!--/-->.\n")
      == ["the value depends on the order of rows, which is left open"])
}
