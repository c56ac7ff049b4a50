// What outcomes tell about their inputs, and statements that are shown on their way.

import Diagnostics
import Notebook
import SystemPackage
import Testing

@testable import Runner

private let data = ["t.csv": "a,b,Unused\n1,x,9\n2,y,9\n3,x,9\n", "u.csv": "b,c\nx,1\n"]

private func uses(_ cells: String) -> [OutcomeUse] {
  let matter = "---\ndata: [t.csv, u.csv]\nparams:\n  low: 1\n  high: 3\n---\n\n"
  return replay(matter + cells, files: data).outcomes.map(\.use)
}

@Test(
  "reads are the columns that SQLite reads, by the names they were made with",
  arguments: [
    ("SELECT a FROM t WHERE B = 'x'", ["t.a", "t.b"]),
    ("SELECT count(*) FROM t", ["t"]),
    ("SELECT * FROM t", ["t.Unused", "t.a", "t.b"]),
    ("SELECT t.a, c FROM t JOIN u USING (b)", ["t.a", "t.b", "u.b", "u.c"]),
    ("WITH t AS (SELECT 1 AS a) SELECT a FROM t", []),
    ("WITH t AS (SELECT b AS a FROM u) SELECT a FROM t", ["u.b"]),
    ("SELECT value FROM json_each('[1]')", []),
    ("SELECT (SELECT max(a) FROM t) AS m", ["t.a"]),
    ("SELECT 1; SELECT a FROM t; SELECT c FROM u", ["t.a", "u.c"]),
  ])
func readsOfUse(sql: String, expected: [String]) {
  #expect(uses(cell("label: one", sql: sql + ";")).map(\.reads) == [expected])
}

@Test("a cell depends on the labels it reads, names, draws, or that wrote what it may see")
func dependenciesOfUse() {
  let found = uses(
    cell("label: first", sql: "SELECT a FROM t;")
      + cell("label: Second", sql: "SELECT A FROM FIRST;")
      + "```chart\n#| label: drawn\nbar from second x=a y=a\n```\n\n"
      + cell("label: made", sql: "CREATE TEMP TABLE m AS SELECT a FROM second;")
      + cell("label: named", "depends: first", sql: "SELECT 1 AS one;")
      + cell("label: seen", sql: "SELECT a FROM m;")
      + cell("label: bad", sql: "SELECT nope FROM first;")
      + cell("label: after_bad", sql: "SELECT * FROM bad;") + "Is <!--= first[1].a -->1<!--/-->.\n")
  #expect(
    found.map(\.dependencies) == [
      [], ["first"], ["Second"], ["Second"], ["first"], ["made"], [], ["bad"], ["first"],
    ])
}

@Test("the parameters of a cell are those it binds, in order of declaration, each once")
func parametersOfUse() {
  let found = uses(
    cell(sql: "SELECT a FROM t WHERE a < :high AND a > :low AND a < :high;")
      + cell(sql: "SELECT ':low' AS low; -- :high"))
  #expect(found.map { $0.parameters.map(\.parameter.name) } == [["low", "high"], []])
}

@Test("statements are shown in order, with their place and what is bound")
func statementsOnTheirWay() {
  var shown: [String] = []
  let text =
    "---\nparams:\n  low: 1\n---\n\n" + cell("label: one", sql: "SELECT :low; SELECT 2;")
    + "Is <!--= :low -->1<!--/-->.\n\n" + cell(sql: "SELECT 3, nope;")
  _ = Runner.replay(
    parse(Array(text.utf8), file: "n.md"), in: FilePath("."), environment(),
    ReplayOptions(continuesAfterFailure: true) { statement in
      let bound = statement.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      shown.append("\(statement.line) \(statement.label ?? "-") \(statement.text) \(bound)")
    })
  #expect(
    shown == [
      "6 one SELECT :low; :low=integer(1)", "6 one SELECT 2; ",
      "12 - SELECT :low :low=integer(1)",
    ])
}
