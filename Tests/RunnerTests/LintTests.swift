// What lint finds without running anything, and what it leaves alone.

import Diagnostics
import Files
import Notebook
import SystemPackage
import Testing

@testable import Runner

private func linted(_ text: String, files: [String: String] = [:]) -> [Diagnostic] {
  lint(parse(Array(text.utf8), file: "n.md"), in: FilePath("."), environment(files))
}

private func findings(_ text: String, files: [String: String] = [:]) -> [String] {
  linted(text, files: files).map { finding in
    "\(finding.place?.line ?? 0):\(finding.place?.column ?? 0) \(finding.code.rawValue)"
  }
}

/// Files of which `p` is a folder, and CSV files cannot be read.
private func packageEnvironment(_ files: [String: String]) -> Environment {
  let plain = environment(files).files
  let access = FileAccess(
    read: { path throws(FileError) in
      if path.extension == "csv" { throw FileError(path, .notPermitted) }
      return try plain.read(path)
    },
    write: plain.write,
    kind: { $0.lexicallyNormalized() == "p" ? .folder : plain.kind($0) },
    list: plain.list, canonical: plain.canonical)
  return Environment(files: access, now: { 0 }, isInterrupted: { false })
}

/// A notebook over `sales.csv` with the columns region, qty, day.
private func overSales(_ cells: String, front: String = "") -> [String] {
  findings(
    "---\ndata: [sales.csv]\n\(front)---\n\(cells)",
    files: ["sales.csv": "region,qty,day\nn,1,2024-01-01\n"])
}

@Test("what a replay only warns of, and nobody can have meant, is an error of lint")
func mistakesAreErrors() {
  let text =
    "```SQL\n--| assert: true\nSELECT 1\n```\n\n```sql\n--| tol: 1\nSELECT nosuch\n```\n\n"
    + "```output\n<<<<<<< a\n=======\n>>>>>>> b\n```\n"
  #expect(findings(text) == ["1:1 Q118", "7:10 Q119", "8:8 Q301", "12:1 Q110"])
  #expect(linted(text).allSatisfy { $0.severity == .error })
  #expect(replay(text).remarks.map(\.severity) == [.warning, .warning, .warning])
}

@Test(
  "what calls for the time or for chance is told apart from what only looks like it",
  arguments: [
    ("SELECT date('now')", "Q205"), ("SELECT date()", "Q205"), ("SELECT CURRENT_TIME", "Q205"),
    ("SELECT strftime('%Y', 'NOW')", "Q205"), ("SELECT time('now', '+1 day')", "Q205"),
    ("SELECT CASE WHEN qty > 1 THEN date(day) ELSE date('now') END FROM sales", "Q205"),
    ("SELECT qty FROM sales WHERE day < date('now')", "Q205"),
    ("CREATE TEMP TABLE t AS SELECT date('now') AS d", "Q205"),
    ("SELECT random()", "Q206"), ("SELECT qty FROM sales ORDER BY random()", "Q206"),
    ("SELECT hex(randomblob(4))", "Q206"),
    ("CREATE TEMP VIEW v AS SELECT random() AS r; SELECT r FROM v", "Q206"),
    ("SELECT date(day), 'now', strftime('%Y', day, 'localtime') FROM sales", nil),
    ("SELECT replace(region, 'now', date(day)) FROM sales", nil),
    ("SELECT CASE WHEN region = 'now' THEN date(day) END FROM sales", nil),
    ("SELECT strftime('now', day) FROM sales", nil),
    ("EXPLAIN QUERY PLAN SELECT date(day) FROM sales", nil),
  ] as [(String, String?)])
func surroundings(sql: String, code: String?) {
  let text = cell(sql: sql)
  #expect(overSales(text) == (code.map { ["4:1 \($0)"] } ?? []))
  #expect(overSales(text, front: "seed: 1\nclock: 2024-01-01\n").isEmpty)
  #expect(overSales(cell("check: none", sql: sql)).isEmpty)
}

@Test("cells see the columns of what stands above them")
func columnsOfCellsAbove() {
  let first = cell("label: a", sql: "SELECT qty AS q FROM sales")
  #expect(overSales(first + cell(sql: "SELECT q FROM a")).isEmpty)
  #expect(overSales(first + cell(sql: "SELECT 1,\n  p FROM a")) == ["13:3 Q301"])
  #expect(overSales(cell(sql: "SELECT q FROM a") + first) == ["6:15 Q112"])
  #expect(
    overSales(first + "x <!--= a.q -->1<!--/--> <!--= a[1].p -->1<!--/-->\n") == ["10:37 Q301"])
  let view = cell("label: v", "as: view", sql: "SELECT qty AS q FROM sales")
  #expect(overSales(view + cell(sql: "SELECT q FROM v")).isEmpty)
}

@Test("temporary tables are there for the cells below, and nothing is written to them")
func temporaryTables() {
  let cells =
    cell(sql: "CREATE TEMP TABLE t(a CHECK (a > 5)); INSERT INTO t VALUES (1); SELECT a FROM t")
    + cell(sql: "SELECT a FROM t; DROP TABLE t") + cell(sql: "SELECT a FROM t")
  #expect(overSales(cells) == ["16:15 Q301"])
}

@Test("cells that need one that is wrong are not blamed; those that must fail are left alone")
func consequences() {
  let wrong = cell("label: a", sql: "SELECT nope FROM sales")
  let needs = cell("label: b", sql: "SELECT * FROM a") + cell(sql: "SELECT * FROM b")
  #expect(overSales(wrong + needs) == ["7:8 Q301"])
  #expect(overSales(wrong + needs + "```chart\n#|\nbar from b y=z\n```\n") == ["7:8 Q301"])
  #expect(overSales(cell("error: true", sql: "SELECT nope; ATTACH 'x' AS y")).isEmpty)
  #expect(overSales(cell("eval: false", sql: "SELECT nope")).isEmpty)
}

@Test("what needs rows is no finding: values, empty results, conversions, constraints")
func rowsAreNotMissed() {
  let cells =
    cell("label: a", sql: "SELECT qty FROM sales WHERE qty > 5")
    + cell("assert: true", sql: "SELECT * FROM a") + "x <!--= a.qty -->1<!--/-->\n\n"
    + "```chart\n#|\nbar from a y=qty\n```\n\n"
    + cell(sql: "SELECT json(region) FROM sales")
    + cell("label: c", sql: "CREATE TEMP TABLE t AS SELECT json('{') AS j; SELECT j FROM t")
    + cell(sql: "SELECT j FROM c; SELECT x FROM t")
  #expect(overSales(cells).isEmpty)
}

@Test("parameters, options and charts are checked")
func parametersOptionsCharts() {
  #expect(overSales(cell(sql: "SELECT :a")) == ["6:8 Q201"])
  #expect(overSales(cell(sql: "SELECT :a, ':b' -- :c"), front: "params: {a: 1}\n").isEmpty)
  #expect(overSales(cell("group: regoin", sql: "SELECT region FROM sales")) == ["6:12 Q104"])
  #expect(overSales("```chart\n#|\nbar from sales x=regoin\n```\n") == ["6:18 Q306"])
  #expect(overSales("```chart\n#|\nbar from sale\n```\n") == ["6:10 Q301"])
  #expect(overSales("```chart\n#|\nbar\n```\n") == ["6:1 Q306"])
  #expect(overSales("x <!--= 1, 2 -->1<!--/-->\n") == ["4:9 Q307"])
  #expect(overSales(cell("assert: true", sql: "CREATE TEMP TABLE t(a)")) == ["4:1 Q353"])
}

@Test("references to no cell are found in prose and nowhere else")
func references() {
  let text = """
    See @tbl-a, [-@fig-b; @tbl-c-d], **@tbl-e**.

    - `@tbl-f`, x@tbl-g, \\@tbl-h, <https://x/@tbl-i>, @tbl-, @tab-j

    | é @tbl-k |
    |---|

    ```text
    @tbl-l
    ```

    <!-- @tbl-m -->


    """
  #expect(
    findings(text + cell("label: a", sql: "SELECT 1"))
      == ["1:15 Q114", "1:23 Q114", "1:36 Q114", "5:5 Q114"])
}

@Test("a data package with a schema is not read")
func packagesAreNotRead() {
  let package = """
    {"resources": [{"name": "t", "path": "t.csv",
      "schema": {"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]}}]}
    """
  let resource = "---\ndata: [p]\n---\n" + cell(sql: "SELECT a, b FROM t; SELECT c FROM t")
  let files = ["p/datapackage.json": package, "p/t.csv": "not,what,is,declared\n\u{0}"]
  let found = lint(
    parse(Array(resource.utf8), file: "n.md"), in: FilePath("."), packageEnvironment(files))
  #expect(found.map(\.message) == ["no such column: c"])
}
