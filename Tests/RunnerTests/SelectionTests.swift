// Parts of a notebook that run: the same as in the whole, and nothing that is not needed.

import Diagnostics
import Notebook
import SystemPackage
import Testing

@testable import Runner

private func replay(_ text: String, _ selection: CellSelection?) -> Replay {
  Runner.replay(
    parse(Array(text.utf8), file: "n.md"), in: FilePath("."),
    environment(["t.csv": "a,b\n1,x\n2,y\n3,x\n"]),
    ReplayOptions(continuesAfterFailure: true, selection: selection))
}

private let notebook =
  "---\ndata: [t.csv]\nparams:\n  low: 1\n---\n\n"
  + cell("label: first", sql: "SELECT b, sum(a) AS a FROM t WHERE a > :low GROUP BY b ORDER BY b;")
  + cell("label: seen", "as: view", sql: "SELECT * FROM first;")
  + cell("label: made", sql: "CREATE TEMP TABLE m AS SELECT a FROM first; SELECT 1 AS one;")
  + cell("label: lone", sql: "SELECT 'first' AS word;")
  + cell(sql: "INSERT INTO m VALUES (7);")
  + cell("label: inserted", sql: "SELECT sum(a) AS a FROM m;")
  + cell("label: through", sql: "SELECT count(*) AS n FROM seen;")
  + "```chart\n#| label: drawn\nbar x=n y=n\n```\n\n"
  + cell("label: listed", sql: "SELECT count(*) AS n FROM pragma_table_list WHERE name = 'lone';")
  + cell("label: wrong", "error: true", sql: "SELECT nosuch FROM lone;")
  + cell("label: told", "depends: lone", sql: "SELECT max(a) AS a FROM t;")

@Test("each cell by itself gives what it gives in the whole")
func partsOfTheWhole() throws {
  let whole = replay(notebook, nil).cells
  for outcome in whole {
    guard let label = outcome.cell.label else { continue }
    let part = replay(notebook, CellSelection(only: [label])).cells
    #expect(part.first { $0.cell.label == label }?.text == outcome.text, "\(label)")
    let from = replay(notebook, CellSelection(from: label, to: nil)).cells
    #expect(from.last?.text == whole.last?.text)
    let to = replay(notebook, CellSelection(from: nil, to: label)).cells
    #expect(to.last?.text == outcome.text)
  }
}

@Test(
  "what a cell does not need does not run",
  arguments: [
    ("first", ["first"]), ("seen", ["first", "seen"]),
    ("lone", ["first", "seen", "made", "lone"]),
    ("told", ["first", "seen", "made", "lone", "-", "told"]),
    ("drawn", ["first", "seen", "made", "-", "through", "drawn"]),
  ])
func neededCells(label: String, labels: [String]) {
  let cells = replay(notebook, CellSelection(only: [label])).cells
  #expect(cells.map { $0.cell.label ?? "-" } == labels)
}

@Test("a table that a cell makes without end does not hold up the choice")
func endlessTable() {
  let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
  let text = cell("label: one", sql: "SELECT 1 AS a;") + cell("label: endless", sql: "\(endless);")
  #expect(replay(text, CellSelection(only: ["one"])).cells.count == 1)
}
