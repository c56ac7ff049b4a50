// Records compared by value, by shape, and with parts left out.

import Diagnostics
import Notebook
import Plan
import SystemPackage
import Tabular
import Testing

@testable import Runner

private func recorded(_ text: String) -> String { "```output\n\(text)```\n\n" }

private func verdict(_ options: [String], _ sql: String, _ record: String) -> Verdict? {
  let lines = options.map { "--| \($0)\n" }.joined()
  let text = "```sql\n--|\n\(lines)\(sql)\n```\n\n" + recorded(record)
  return replay(text).outcomes.map(\.verdict).first
}

private let values = ["check: values", "tol: 0.01"]

@Test("under values numbers may differ within the tolerance and texts may not")
func tolerance() {
  let record = "name      x\n----  -----\na      1.00\nb     NULL\n(2 rows)\n"
  func compare(_ options: [String], _ x: String, _ name: String = "a") -> Verdict? {
    verdict(options, "SELECT '\(name)' AS name, \(x) AS x UNION ALL SELECT 'b', NULL", record)
  }
  #expect(compare(values, "1.009") == .same)
  #expect(compare(values, "1") == .same)
  #expect(compare(values, "1.02") == .differs)
  #expect(compare(values, "NULL") == .differs)
  #expect(compare(values, "'1.0'") == .differs)
  #expect(compare(values, "1.0", "c") == .differs)
  #expect(compare(["check: values"], "1.009") == .differs)
  #expect(compare(["check: values"], "1") == .same)
  #expect(compare(["check: values", "rtol: 0.01"], "1.01") == .same)
  #expect(compare([], "1.0") == .differs)
}

@Test("integers beyond 2^53 are compared exactly, and infinities only with themselves")
func extremes() {
  func record(_ number: String) -> String {
    "\(String(repeating: " ", count: number.utf8.count - 1))x\n"
      + String(repeating: "-", count: number.utf8.count) + "\n\(number)\n(1 row)\n"
  }
  let exact = ["check: values"]
  #expect(verdict(exact, "SELECT 9007199254740993 AS x", record("9007199254740992")) == .differs)
  #expect(verdict(values, "SELECT 9007199254740993 AS x", record("9007199254740992")) == .differs)
  let loose = ["check: values", "tol: 1"]
  #expect(verdict(loose, "SELECT 9007199254740993 AS x", record("9007199254740992")) == .same)
  #expect(
    verdict(
      ["check: values", "tol: 1e18"], "SELECT 9223372036854775807 AS x",
      record("-9223372036854775808")) == .differs)
  #expect(verdict(loose, "SELECT 9e999 AS x", record("inf")) == .same)
  #expect(verdict(loose, "SELECT 9e999 AS x", record("-inf")) == .differs)
  #expect(verdict(loose, "SELECT 1e300 AS x", record("inf")) == .differs)
  #expect(verdict(loose, "SELECT 0.0 AS x", record("-0.0")) == .same)
}

@Test("a tolerance reaches from the rounded number to the one that is there")
func digits() {
  let record = "   x\n----\n1.23\n(1 row)\n"
  let rounding = ["check: values", "tol: 1e-6", "digits: 2"]
  #expect(verdict(rounding, "SELECT 1.2350001 AS x", record) == .same)
  #expect(verdict(rounding, "SELECT 1.24 AS x", record) == .differs)
  #expect(verdict(["check: values", "digits: 2"], "SELECT 1.2350001 AS x", record) == .differs)
}

@Test("several results in one block are compared one by one")
func severalResults() {
  let record = "  a\n---\n1.0\n(1 row)\n\nok\n\nb\n-\n(0 rows)\n"
  let sql = "SELECT 1.001 AS a; CREATE TEMP TABLE t(b); SELECT b FROM t;"
  #expect(verdict(values, sql, record) == .same)
  #expect(verdict(values, "SELECT 1.001 AS a; SELECT 2 AS b;", record) == .differs)
  #expect(verdict(["check: shape"], sql, record) == .same)
}

@Test("of a shortened table the shown rows and the count are compared, and no digest is written")
func shortened() {
  let sql =
    "WITH RECURSIVE n(x) AS (SELECT 1.0 UNION ALL SELECT x + 1 FROM n LIMIT 1500) SELECT x FROM n"
  let options = values + ["max-rows: 2"]
  #expect(verdict(options, sql, "    x\n-----\n1.001\n  2.0\n(2 of 1,500 rows)\n") == .same)
  #expect(
    verdict(options, sql, "    x\n-----\n1.001\n  2.0\n(2 of 1,500 rows, sha256 00000000)\n")
      == .same)
  #expect(verdict(options, sql, "    x\n-----\n1.001\n  2.0\n(2 of 1,501 rows)\n") == .differs)
  #expect(verdict(options, sql, "    x\n-----\n1.001\n(1 of 1,500 rows)\n") == .differs)
  let text = replay(cell("check: values", "max-rows: 1", sql: sql)).cells[0].text
  #expect(text == "  x\n---\n1.0\n(1 of 1,500 rows)\n")
}

@Test("under shape the columns and the number of rows are compared")
func shape() {
  let record = "a  b\n-  -\nx  y\n(1 row)\n"
  #expect(verdict(["check: shape"], "SELECT 12 AS a, NULL AS b", record) == .same)
  #expect(verdict(["check: shape"], "SELECT 12 AS a, NULL AS c", record) == .differs)
  #expect(verdict(["check: shape"], "SELECT 1 AS a, 2 AS b WHERE 0", record) == .differs)
}

@Test(
  "what cannot be read back is a difference",
  arguments: [
    "", "x\n", "x\n-\n", "x\n-\n1\n", "x\n-\n1\n(2 rows)\n", "x\n-\n1 2\n(1 row)\n",
    "x\n-\n1\n(1 row)\nx\n", "x\n-\n日\n(1 row)\n", "x\n--\n1\n(99999999999999999999 rows)\n",
    "(1 row)\n", "\n\n\nx\n-\n1\n(1 row)\n", "x\n -\n1\n(1 row)\n",
  ])
func unreadable(record: String) {
  let verdict = verdict(["check: values", "tol: 10"], "SELECT 2 AS x", record)
  #expect(verdict == .differs)
}

@Test("texts that look like frames, footers or numbers are only texts")
func hostileTexts() {
  let texts = [
    "(1 row)", "(2 rows)", "----", "'", "NULL", " x ", "", "12", "日本", "\u{301}x", "a\nb", "\\n",
    "❤️", "👩‍👩‍👧", "x'00'", "...", "[..]", "ok", "(0 rows)",
  ]
  var sql = texts.map { text in
    "SELECT '\(text.replacing("'", with: "''"))' AS t, 1.0 AS n, 'e' AS \"日\""
  }.joined(separator: " UNION ALL ")
  sql += "; SELECT 1 AS one;"
  let text = replay(cell("max-rows: all", sql: sql)).cells[0].text ?? ""
  let moved = sql.replacing("1.0 AS n", with: "1.001 AS n")
  #expect(verdict(values + ["max-rows: all"], moved, text) == .same)
  #expect(verdict(values + ["max-rows: all", "sort: true"], moved, text) == .same)
  for (old, new) in [("'ok'", "'0k'"), ("'日本'", "'日木'")] {
    let other = moved.replacing(old, with: new)
    #expect(verdict(values + ["max-rows: all"], other, text) == .differs, "\(old)")
  }
}

@Test("repeated keys that are shown once are compared as if they stood there")
func groups() {
  let sql = "SELECT 'a' AS k, 1.0 AS x UNION ALL SELECT 'a', 2.0 UNION ALL SELECT '', 3.0"
  let options = ["group: k", "total: true"]
  let text = replay(cell(options[0], options[1], sql: sql)).cells[0].text
  let expected = """
    k        x
    -----  ---
    a      1.0
           2.0
    ''     3.0
    -----  ---
    total  6.0
    (3 rows)

    """
  #expect(text == expected)
  let other = sql.replacing("2.0", with: "2.001")
  #expect(verdict(values + options, other, expected) == .same)
  #expect(verdict(values + options, sql.replacing("''", with: "'b'"), expected) == .differs)
  let turned = "SELECT 'a' AS k, 2.0 AS x UNION ALL SELECT '', 3.0 UNION ALL SELECT 'a', 1.0"
  #expect(verdict(values + options + ["sort: true"], turned, expected) == .same)
}

@Test("rows without order are matched, also where equal ones may not be paired")
func sorting() {
  let record = "x\n-\n0\n1\n(2 rows)\n"
  let sorted = ["check: values", "tol: 1", "sort: true"]
  #expect(verdict(sorted, "SELECT 2 AS x UNION ALL SELECT 1", record) == .same)
  #expect(verdict(sorted, "SELECT 2 AS x UNION ALL SELECT 2", record) == .differs)
  #expect(
    verdict(["check: values", "sort: true"], "SELECT 1 AS x UNION ALL SELECT 0", record) == .same)
}

@Test("a matching is found exactly where one exists, over random rows")
func matchings() {
  var found = [true: 0, false: 0]
  for seed in 0..<UInt64(3000) {
    var random = SeededGenerator(state: seed)
    let count = Int.random(in: 1...5, using: &random)
    func rows() -> [ComparedRow] {
      (0..<count).map { _ in
        let (a, b) = (
          Int64.random(in: -1...4, using: &random), Int64.random(in: 0...4, using: &random)
        )
        let slack = Bool.random(using: &random) ? 0.5 : 0
        let text = Int.random(in: 0...3, using: &random) == 0 ? "b" : "a"
        return ComparedRow(cells: [
          .init(text: "\(a)", number: .integer(a), slack: slack), .init(text: text, number: nil),
          .init(text: "", number: .real(Double(b))),
        ])
      }
    }
    var options = CellOptions()
    options.tolerance = seed % 3 == 0 ? 1 : 0
    options.relativeTolerance = [0, 0.3, 0.5, 1.5][Int(seed % 4)]
    let tolerance = Tolerance(options)
    let (old, new) = (rows(), rows())
    var matching = RowMatching(old, new, tolerance)
    let matches = matching.unmatchedRow() == nil
    #expect(matches == hasPairing(old[...], new, tolerance), "seed \(seed)")
    found[matches, default: 0] += 1
  }
  #expect(found.values.allSatisfy { $0 > 100 })
}

/// Tries all pairings.
private func hasPairing(
  _ old: ArraySlice<ComparedRow>, _ new: [ComparedRow], _ tolerance: Tolerance
) -> Bool {
  guard let first = old.first else { return true }
  return new.indices.contains { index in
    guard first.firstDifference(from: new[index], tolerance) == nil else { return false }
    var rest = new
    rest.remove(at: index)
    return hasPairing(old.dropFirst(), rest, tolerance)
  }
}

@Test("twenty thousand rows in another order are matched at once")
func manyRows() {
  func rows(_ shift: Double) -> [ComparedRow] {
    (0..<20_000).map { .init(cells: [.init(text: "", number: .real(Double($0) + shift))]) }
  }
  var options = CellOptions()
  options.tolerance = 0.5
  var near = RowMatching(rows(0), rows(0.4).reversed(), Tolerance(options))
  #expect(near.unmatchedRow() == nil)
  var far = RowMatching(rows(0), rows(0.6), Tolerance(options))
  #expect(far.unmatchedRow() != nil)
}

@Test(
  "a row that moves through a hundred thousand others leaves each a partner, or is the one without")
func oneRowMoves() {
  func rows(_ value: (Int) -> Double) -> [ComparedRow] {
    (0..<100_000).map { .init(cells: [.init(text: "", number: .real(value($0)))]) }
  }
  var options = CellOptions()
  options.tolerance = 0.5
  let old = rows { Double($0) * 0.4 }
  // All move up by one place in the order, each within the tolerance of the next.
  var near = RowMatching(old, rows { $0 == 0 ? 40_000 : Double($0) * 0.4 }, Tolerance(options))
  #expect(near.unmatchedRow() == nil)
  // The others keep their partners; nothing is near the one that went.
  options.tolerance = 0.1
  var far = RowMatching(old, rows { $0 == 70_000 ? -5 : Double($0) * 0.4 }, Tolerance(options))
  #expect(far.unmatchedRow()?.cells[0].number?.double == 28_000)
}

@Test("elisions stand for lines and for text within a line")
func elisions() {
  func matches(_ pattern: String, _ text: String) -> Bool { TextPattern(pattern).matches(text) }
  #expect(
    matches("a\n...\nd\n", "a\nb\nc\nd\n") && matches("...", "") && matches("...\n", "x\ny\n"))
  #expect(matches("a\n...\nd\n", "a\nd\n") && !matches("a\n...\nd\n", "a\n"))
  #expect(!matches("a\n...\na\n", "a\n"))
  #expect(matches("...\nb\n...\nb\n", "b\nx\nb\n") && !matches("...\nb\n...\nb\n", "b\nx\n"))
  #expect(matches("x [..] y [..]", "x 1 y z") && !matches("x [..] y", "x y"))
  #expect(
    matches("[..]", "a") && !matches("[..]", "") && matches("[..]a[..]a[..]", "aa")
      && !matches("[..]a[..]a", "a"))
  #expect(matches("...  \n", "...\n") && !matches(" ...\n", "a\n") && matches("[..", "[.."))
  #expect(!matches("a\nb\n", "a\nc\n") && matches("a[..]\n...\n[..]z\n", "ab\nc\nyz\n"))
}

@Test(
  "hostile patterns cost no more than the product of the lengths",
  arguments: [
    ("...\na\n", "a\n", "b\n"), ("[..]a", "a", "b"), ("...\n[..]a[..]\n", "aaaa\n", "b\n"),
    ("...\n", "a\n", "b\n"), ("[..]", "a", "b"),
  ])
func hostilePatterns(pattern: String, text: String, end: String) {
  let pattern = String(repeating: pattern, count: 2000) + "x"
  let text = String(repeating: text, count: 4000) + end
  let elapsed = ContinuousClock().measure {
    #expect(!TextPattern(pattern).matches(text) || pattern.hasPrefix("[..][..]"))
  }
  #expect(elapsed < .seconds(5), "\(elapsed)")
}

@Test("a cell with an elided record that holds is the same, and by which option does not matter")
func elidedRecords() {
  let sql = "SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 3"
  for option in ["check: exact", "check: values", "check: shape"] {
    #expect(verdict([option], sql, "x\n-\n...\n3\n([..] rows)\n") == .same)
    #expect(verdict([option], sql, "x\n...\n4\n(3 rows)\n") == .differs)
  }
}

@Test("a view is read by later cells, made anew, and refused where a view cannot be")
func views() {
  let view = cell(
    "label: v", "as: view", sql: "CREATE TEMP TABLE t AS SELECT 1 AS x; SELECT x FROM t -- all")
  let sees =
    view + cell(sql: "INSERT INTO t VALUES (2);")
    + cell("label: n", sql: "SELECT count(*) AS n FROM v")
  #expect(replay(sees + "Text <!--= n.n -->2<!--/-->.").values == ["2"])
  let refused = replay(
    "---\nparams: {p: 1}\n---\n" + cell("label: v", "as: view", sql: "SELECT :p")
      + cell("label: w", "as: view", sql: "PRAGMA table_info(x)") + cell(sql: "SELECT 1 FROM v"))
  #expect(refused.states == ["failed", "failed", "needs v"])
  #expect(refused.diagnostics.map(\.code) == [.refused, .sqlError])
  #expect(refused.diagnostics.compactMap(\.place?.line) == [7, 14])
}

@Test("the view of a cell that runs again, or is to be a table now, is made anew")
func viewsAgain() {
  let text = cell("label: v", "as: view", sql: "SELECT 1 AS x")
  let document = parse(Array(text.utf8), file: "n.md")
  let asTable = parse(Array(text.replacing("view", with: "table").utf8), file: "n.md")
  let session = Session(environment())
  for document in [document, document, asTable, document] {
    session.adopt(document, forgetting: ["v"])
    let outcome = session.run(.query(document.cells[0]), of: document)
    guard case .cell(let cell) = outcome, case .ran = cell.state else {
      Issue.record("\(outcome)")
      continue
    }
  }
}

@Test("a cell is skipped when one that it depends on has failed")
func dependencies() {
  let text =
    cell("label: a", sql: "SELECT nosuch") + cell("depends: a", sql: "SELECT 1")
    + "```chart\n#| depends: [a]\nbar x=x y=y\n```\n"
  #expect(replay(text).states == ["failed", "needs a", "needs a"])
}

@Test("an option that names no column of the result is an error at its value")
func unknownColumns() {
  let found = replay(
    cell("group: regoin", sql: "SELECT 1 AS region") + cell("digits: {x: 1}", sql: "SELECT 1 AS y")
      + cell("total: [a]", sql: "CREATE TEMP TABLE t(a)")
  ).diagnostics
  #expect(found.map(\.code) == [.badValue, .badValue])
  #expect(found.first?.hint == "did you mean region?")
  #expect(found.first?.place == Place(file: "n.md", line: 3, column: 12))
}

@Test("a notebook that requires another version does not run")
func requiredVersion() {
  let document = parse(
    Array("---\nrequires: \">=1.2\"\n---\n\n\(cell(sql: "SELECT 1"))".utf8), file: "n.md")
  func replayed(_ version: String?) -> Replay {
    let base = environment()
    return replay(
      document, in: ".",
      Environment(
        files: base.files, now: base.now, isInterrupted: base.isInterrupted, version: version),
      ReplayOptions(continuesAfterFailure: true))
  }
  #expect(replayed("1.1.9").obstacles.map(\.code) == [.wrongVersion])
  #expect(replayed("1.1.9").outcomes.isEmpty)
  #expect(replayed("1.2.0").obstacles == [] && replayed(nil).obstacles == [])
}

/// A small generator whose seed is printed with every failure.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
