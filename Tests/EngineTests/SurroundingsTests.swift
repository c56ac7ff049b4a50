// Clock and random numbers: counted when they are asked, and settled where that is wanted.

import Engine
import Tabular
import Testing

/// The first row of the last result of a text.
private func row(_ sql: String, on connection: Connection = Connection()) throws -> [Value] {
  var offset = 0
  var row: [Value] = []
  let text = SQLText(sql)
  while let statement = try connection.nextStatement(in: text, from: &offset) {
    if case .rows(let table) = try statement.run() { row = table.columns.map { $0[0] } }
  }
  return row
}

/// What a text looks at while it is prepared and runs.
private func surroundings(_ sql: String) throws -> Surroundings {
  let connection = Connection()
  try connection.mount(
    Table(columnNames: ["day"], rows: [[.text("2024-01-01")], [.text("now")]]), as: "days")
  return try connection.surroundings { () throws(EngineError) in
    var offset = 0
    let text = SQLText(sql)
    while let statement = try connection.nextStatement(in: text, from: &offset) {
      _ = try statement.run()
    }
  }.used
}

@Test("a frozen clock stands for every way to ask for the time")
func frozenClock() throws {
  let connection = Connection()
  connection.frozenTime = 1_735_606_923_456  // 2024-12-31T01:02:03.456Z
  #expect(
    try row(
      """
      SELECT datetime('now'), date(), CURRENT_TIMESTAMP, CURRENT_DATE, CURRENT_TIME,
             strftime('%s %f', 'now'), unixepoch(), julianday()
      """, on: connection) == [
        .text("2024-12-31 01:02:03"), .text("2024-12-31"), .text("2024-12-31 01:02:03"),
        .text("2024-12-31"), .text("01:02:03"), .text("1735606923 03.456"), .integer(1_735_606_923),
        .real(2_460_675.5430955556),
      ])
  connection.frozenTime = -1
  #expect(try row("SELECT datetime('now')", on: connection) == [.text("1969-12-31 23:59:59")])
}

@Test("one connection's clock is no other's")
func clockOfOneConnection() throws {
  let frozen = Connection()
  frozen.frozenTime = 0
  let other = Connection()
  #expect(try row("SELECT date('now')", on: frozen) == [.text("1970-01-01")])
  #expect(try row("SELECT date('now') > '2020'", on: other) == [.integer(1)])
  frozen.frozenTime = nil
  #expect(try row("SELECT date('now') > '2020'", on: frozen) == [.integer(1)])
}

@Test("a connection with a clock of its own writes temporary files as any other")
func temporaryFiles() throws {
  let connection = Connection()
  connection.frozenTime = 0
  #expect(
    try row(
      """
      CREATE TEMP TABLE big AS
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 60000)
        SELECT i, hex(zeroblob(200)) AS filler FROM n;
      SELECT sum(i), count(DISTINCT filler || i) FROM big;
      """, on: connection) == [.integer(1_800_030_000), .integer(60000)])
}

private let uses: [(String, Surroundings)] = [
  ("SELECT date('now')", Surroundings.clock), ("SELECT CURRENT_DATE", .clock),
  ("SELECT strftime('%Y', day) FROM days LIMIT 1", []),
  ("SELECT strftime('%Y', day) FROM days", .clock), ("SELECT random()", .chance),
  ("SELECT hex(randomblob(2)), datetime()", [.clock, .chance]),
  ("SELECT CASE WHEN 1 THEN 2 ELSE random() END", []), ("SELECT 'random()' -- date('now')", []),
  ("CREATE TEMP TABLE t(a DEFAULT (random()), b); INSERT INTO t(b) VALUES (1)", .chance),
  ("CREATE TEMP TABLE t(a DEFAULT CURRENT_DATE, b); INSERT INTO t(b) VALUES (1)", .clock),
  ("CREATE TEMP VIEW v AS SELECT random() AS r; SELECT r FROM v", .chance),
  ("CREATE TEMP VIEW v AS SELECT random() AS r; SELECT 1", []),
  ("SELECT date('2024-01-31', '+1 month'), date(0, 'unixepoch', 'localtime')", []),
]

@Test("what is asked is told, not what is named", arguments: uses)
func used(sql: String, expected: Surroundings) throws {
  #expect(try surroundings(sql) == expected)
}

@Test("random numbers that follow from a state are SplitMix64's")
func seededNumbers() throws {
  // By the algorithm's definition, in Python.
  let connection = Connection()
  connection.setChance(1)
  #expect(
    try row("SELECT random(), random(), random()", on: connection) == [
      .integer(-1_227_844_342_346_046_657), .integer(-4_533_873_174_211_652_711),
      .integer(-8_688_467_253_428_114_782),
    ])
  connection.setChance(1)
  #expect(
    try row("SELECT hex(randomblob(11))", on: connection) == [.text("C15C0289EC2D0A9167EC8E")])
  connection.setChance(nil)
  #expect(try row("SELECT random() = random()", on: connection) == [.integer(0)])
}

@Test("randomblob has SQLite's own limits")
func randomBlobs() throws {
  #expect(
    try row("SELECT length(randomblob(0)), length(randomblob(-5)), length(randomblob('3'))")
      == [.integer(1), .integer(1), .integer(3)])
  #expect(throws: EngineError.self) { try row("SELECT randomblob(1 << 40)") }
}
