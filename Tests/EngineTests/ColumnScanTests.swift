// What scans of mounted tables take over from SQLite, and how they end.

import Engine
import Tabular
import Testing

/// A thousand and some rows: `k` in steps, `w` of five words, `r`, `v` of several classes.
private func sample(rowCount: Int = 3000) throws -> Connection {
  var rows: [[Value]] = []
  for row in 0..<rowCount {
    let key = Value.integer(Int64((row * 7919) % rowCount))
    let real = row % 10 == 0 ? Value.null : .real(Double(row % 13) / 4)
    let mixed = row % 2 == 0 ? Value.integer(Int64(row % 3)) : .text("\(row % 3)")
    rows.append([key, .text("word \(row % 5)"), real, mixed])
  }
  let connection = Connection()
  let table = Table(columnNames: ["k", "w", "r", "v"], rows: rows)
  try connection.mount(table, as: "a")
  try connection.mount(table, as: "b")
  return connection
}

private func plan(_ sql: String, _ connection: Connection) throws -> String {
  try rows("EXPLAIN QUERY PLAN " + sql, on: connection).map { "\($0[3])" }.joined(separator: "\n")
}

@Test(
  "orders and groups need no sorter of SQLite's",
  arguments: [
    "SELECT * FROM a ORDER BY w, k DESC, r", "SELECT w, count(*) FROM a GROUP BY w",
    "SELECT w, k FROM a WHERE r > 1 ORDER BY k DESC",
    "SELECT w, count(*) FROM a GROUP BY w ORDER BY w", "SELECT * FROM a ORDER BY rowid DESC",
    "SELECT rank() OVER (PARTITION BY w ORDER BY k) FROM a",
  ])
func consumedOrder(sql: String) throws {
  #expect(!(try plan(sql, sample()).contains("B-TREE")))
}

@Test(
  "collations other than BINARY, NULLS LAST and mixed columns are left to SQLite's sorter",
  arguments: [
    "SELECT * FROM a ORDER BY w COLLATE NOCASE", "SELECT * FROM a ORDER BY r NULLS LAST",
    "SELECT v, count(*) FROM a GROUP BY v",
  ])
func unconsumedOrder(sql: String) throws {
  #expect(try plan(sql, sample()).contains("B-TREE"))
}

@Test("rows with equal keys keep their order, also where it descends")
func stableOrder() throws {
  let connection = try sample(rowCount: 2500)
  for direction in ["", "DESC"] {
    let sorted = try rows("SELECT w, rowid FROM a ORDER BY w \(direction)", on: connection)
    for (before, after) in zip(sorted, sorted.dropFirst()) where before[0] == after[0] {
      guard case .integer(let first) = before[1], case .integer(let second) = after[1] else {
        Issue.record("a rowid is an integer")
        return
      }
      #expect(first < second)
    }
  }
}

@Test("a join on equal keys takes time in proportion to its rows")
func joinTime() throws {
  let connection = try sample(rowCount: 20_000)
  let clock = ContinuousClock()
  let time = try clock.measure {
    let counts = try rows(
      "SELECT count(*) FROM a JOIN b ON a.k = b.k AND a.w = b.w", on: connection)
    #expect(counts == [[.integer(20_000)]])
    let sums = try rows(
      "SELECT sum((SELECT count(*) FROM b WHERE b.k = a.k)) FROM a", on: connection)
    #expect(sums == [[.integer(20_000)]])
  }
  // Row by row it would be 800 million comparisons.
  #expect(time < .seconds(4))
}

@Test("reversed, rows come from the end where their order is open, and ties too")
func reversedOrder() throws {
  let connection = try sample()
  connection.reversesOpenOrder = true
  #expect(try rows("SELECT rowid FROM a LIMIT 1", on: connection) == [[.integer(3000)]])
  #expect(
    try rows("SELECT rowid FROM a ORDER BY w LIMIT 1", on: connection) == [[.integer(2996)]])
  #expect(
    try rows("SELECT rowid FROM a WHERE w = 'word 1' LIMIT 1", on: connection)
      == [[.integer(2997)]])
  #expect(
    try rows("SELECT rowid FROM a ORDER BY rowid LIMIT 2", on: connection)
      == [[.integer(1)], [.integer(2)]])
  #expect(
    try rows("CREATE TEMP TABLE n AS SELECT k FROM a LIMIT 2; SELECT rowid FROM n", on: connection)
      == [[.integer(2)], [.integer(1)]])
  connection.reversesOpenOrder = false
  #expect(try rows("SELECT rowid FROM a LIMIT 1", on: connection) == [[.integer(1)]])
}

@Test("a scan that prepares its rows can be stopped")
func stoppedScan() throws {
  var asked = 0
  let connection = Connection(shouldStop: {
    asked += 1
    return asked > 2 ? .timeout : nil
  })
  let values = (0..<200_000).map { Int64($0 * 7919 % 200_000) }
  let column = Column(name: "k", values: .integers(Buffer(values)), nulls: nil)
  try connection.mount(Table(columns: [column], rowCount: values.count), as: "a")
  #expect {
    try rows("SELECT k FROM a ORDER BY k LIMIT 1", on: connection)
  } throws: { error in
    (error as? EngineError)?.kind == .timeout
  }
}

@Test("a condition of an outer join that speaks of its left table drops no row of that table")
func outerJoinConditions() throws {
  let connection = try sample(rowCount: 100)
  let conditions = ["a.w LIKE 'word 1'", "a.w GLOB 'word 1'", "a.r IS NOT NULL", "a.r IS NULL"]
  for condition in conditions {
    let sql = "SELECT a.k FROM a LEFT JOIN b ON a.k = b.k AND \(condition)"
    #expect(try rows(sql, on: connection).count == 100, "\(condition)")
    _ = try run("CREATE TEMP VIEW v AS \(sql)", on: connection)
    #expect(try rows("SELECT * FROM v", on: connection).count == 100, "\(condition)")
    _ = try run("DROP VIEW v", on: connection)
  }
}

@Test("a text column meets numbers as texts, or as numbers where the other column holds them")
func numbersAgainstTexts() throws {
  let connection = Connection()
  let texts = ["5", "05", "5.0", " 5", "x"].map { [Value.text($0)] }
  try connection.mount(Table(columnNames: ["t"], rows: texts), as: "texts")
  try connection.mount(Table(columnNames: ["n"], rows: [[.integer(5)]]), as: "numbers")
  #expect(try rows("SELECT t FROM texts WHERE t = 5", on: connection) == [[.text("5")]])
  #expect(try rows("SELECT t FROM numbers JOIN texts ON t = n", on: connection).count == 4)
  #expect(try rows("SELECT t FROM texts WHERE t IN (5, '05')", on: connection).count == 2)
  #expect(
    try rows("SELECT t FROM texts WHERE t IN (SELECT n FROM numbers)", on: connection).count == 4)
}

@Test("reals that are not numbers are NULL to every condition and order")
func notNumbers() throws {
  let connection = Connection()
  let values: [Value] = [.real(.nan), .real(1), .null, .real(-.nan), .real(-.infinity)]
  try connection.mount(
    Table(columnNames: ["r", "m"], rows: values.map { [$0, $0] } + [[.real(2), .text("x")]]),
    as: "a")
  for column in ["r", "m"] {
    #expect(
      try rows("SELECT count(*) FROM a WHERE \(column) IS NULL", on: connection)
        == [[.integer(3)]])
    #expect(
      try rows("SELECT count(*) FROM a WHERE \(column) IS NOT NULL", on: connection)
        == [[.integer(3)]])
    #expect(
      try rows("SELECT rowid FROM a ORDER BY \(column), rowid LIMIT 4", on: connection)
        == [[.integer(1)], [.integer(3)], [.integer(4)], [.integer(5)]])
  }
}
