// Statements, parameters, results, mounted tables.

import Engine
import Tabular
import Testing

/// Runs every statement of a text and keeps each result.
func run(
  _ sql: String, on connection: Connection = Connection(), _ parameters: [String: Value] = [:]
) throws -> [StatementResult] {
  let text = SQLText(sql)
  var offset = 0
  var results: [StatementResult] = []
  while let statement = try connection.nextStatement(in: text, from: &offset) {
    try statement.bind(parameters)
    results.append(try statement.run())
  }
  return results
}

/// The rows of the last statement.
func rows(
  _ sql: String, on connection: Connection = Connection(), _ parameters: [String: Value] = [:]
) throws -> [[Value]] {
  guard case .rows(let table)? = try run(sql, on: connection, parameters).last else { return [] }
  return (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
}

@Test("every statement of a text runs, whatever stands in strings and comments")
func allStatements() throws {
  let results = try run("SELECT ';'; -- ; \n/* ; */ SELECT 2;;\n SELECT 3 -- end")
  #expect(results.count == 3)
}

@Test("a text of space and comments runs nothing")
func emptyTexts() throws {
  for text in ["", " ", ";", ";;", "-- a", "/* b */", "-- a\n;"] {
    #expect(try run(text).isEmpty, "\(text)")
  }
}

@Test("values keep their storage class, row by row")
func storageClasses() throws {
  let values = try rows(
    "VALUES (1), (1.5), ('1'), (x'31'), (NULL), (9223372036854775807), (''), (x'')")
  let expected: [Value] = [
    .integer(1), .real(1.5), .text("1"), .blob([0x31]), .null, .integer(.max), .text(""), .blob([]),
  ]
  #expect(values.map { $0[0] } == expected)
}

@Test("text that is not UTF-8 keeps its bytes")
func invalidText() throws {
  guard case .rows(let table)? = try run("SELECT CAST(x'61ff' AS TEXT)").last else { return }
  #expect(table.columns[0].bytes(at: 0).map(Array.init) == [0x61, 0xFF])
}

@Test("statements without rows tell what they changed")
func changes() throws {
  let results = try run(
    "CREATE TEMP TABLE t(a); INSERT INTO t VALUES (1), (2); DELETE FROM t WHERE a = 9;")
  var told: [String] = []
  for result in results {
    switch result {
    case .rows: told.append("rows")
    case .changes(let count): told.append("\(count)")
    case .done: told.append("done")
    }
  }
  #expect(told == ["done", "2", "0"])
}

@Test("a mounted table gives back every value, NULLs and mixed classes too")
func mountedRoundTrip() throws {
  let connection = Connection()
  let values: [[Value]] = [
    [.integer(1), .real(0.1), .text("é"), .integer(1)],
    [.null, .real(.infinity), .null, .text("1")],
    [.integer(.min), .null, .text(""), .blob([0, 1])],
    [.integer(3), .real(-0.0), .text("é"), .null],
  ]
  try connection.mount(Table(columnNames: ["i", "r", "t", "m"], rows: values), as: "data")
  #expect(try rows("SELECT * FROM data", on: connection) == values)
  #expect(
    try rows("SELECT rowid FROM data WHERE t = 'é'", on: connection) == [
      [.integer(1)], [.integer(4)],
    ])
}

@Test("columns compare with the affinity of their values")
func affinity() throws {
  let connection = Connection()
  try connection.mount(
    Table(columnNames: ["i", "t"], rows: [[.integer(5), .text("5")]]), as: "data")
  #expect(
    try rows("SELECT i = '5', t = 5 FROM data", on: connection) == [[.integer(1), .integer(1)]])
}

@Test("joins, groups and orders over mounted tables agree with native ones")
func nativeAgreement() throws {
  let connection = Connection()
  let values = (0..<200).map { [Value.integer(Int64($0 * 7 % 31)), .text("g\($0 % 5)")] }
  try connection.mount(Table(columnNames: ["a", "b"], rows: values), as: "m")
  _ = try run("CREATE TEMP TABLE n AS SELECT * FROM m", on: connection)
  for query in [
    "SELECT b, count(*), sum(a) FROM %@ GROUP BY b ORDER BY b",
    "SELECT x.a, y.b FROM %@ x JOIN %@ y ON x.a = y.a ORDER BY 1, 2",
    "SELECT DISTINCT a FROM %@ ORDER BY a DESC LIMIT 5",
  ] {
    let pieces = query.split(separator: "%@", omittingEmptySubsequences: false)
    #expect(
      try rows(pieces.joined(separator: "m"), on: connection)
        == rows(pieces.joined(separator: "n"), on: connection))
  }
}

@Test("a mount is replaced, and equal column names are told apart")
func remount() throws {
  let connection = Connection()
  try connection.mount(
    Table(columnNames: ["a", "A", ""], rows: [[.integer(1), .integer(2), .null]]), as: "m")
  #expect(connection.mounted["m"]?.columnNames == ["a", "A_2", "column_3"])
  try connection.mount(Table(columnNames: ["b"], rows: []), as: "M")
  #expect(connection.mounted.keys.sorted() == ["M"])
  #expect(try rows("SELECT count(*) FROM m", on: connection) == [[.integer(0)]])
}

@Test("parameters are bound, never spliced")
func parameters() throws {
  let hostile = Value.text("x'); DROP TABLE t;--")
  #expect(
    try rows("SELECT :p, ':m' -- :x", on: Connection(), ["p": hostile]) == [[hostile, .text(":m")]])
}

@Test("a failing cell leaves nothing behind")
func savepoints() throws {
  let connection = Connection()
  #expect(throws: EngineError.self) {
    try connection.inSavepoint { () throws(EngineError) in
      let sql = SQLText("CREATE TEMP TABLE t(a); INSERT INTO t VALUES (1); SELECT nope FROM t")
      var offset = 0
      while let statement = try connection.nextStatement(in: sql, from: &offset) {
        _ = try statement.run()
      }
    }
  }
  #expect(connection.temporaryTableNames.isEmpty)
  #expect(try rows("SELECT 1", on: connection) == [[.integer(1)]])
}

@Test("an endless statement stops when asked, and the next one runs")
func stopping() throws {
  var askedCount = 0
  let connection = Connection(shouldStop: {
    askedCount += 1
    return askedCount == 50 ? .interrupted : nil
  })
  let endless =
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"
  let error = #expect(throws: EngineError.self) { try run(endless, on: connection) }
  #expect(error?.kind == .interrupted)
  #expect(try rows("SELECT 1", on: connection) == [[.integer(1)]])
}

@Test("a result larger than its limit is an error, not a crash")
func resultLimit() throws {
  let connection = Connection()
  let sql = SQLText(
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x, 'abc' || x FROM c")
  var offset = 0
  let statement = try #require(try connection.nextStatement(in: sql, from: &offset))
  let error = #expect(throws: EngineError.self) { try statement.run(byteLimit: 1 << 20) }
  #expect(error?.kind == .outOfMemory)
}

@Test(
  "a result of few wide rows has the same limit",
  arguments: ["randomblob(1000000)", "hex(randomblob(500000))"])
func wideResultLimit(value: String) throws {
  let connection = Connection()
  let sql = SQLText(
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 20) SELECT \(value) FROM c"
  )
  var offset = 0
  let statement = try #require(try connection.nextStatement(in: sql, from: &offset))
  let error = #expect(throws: EngineError.self) { try statement.run(byteLimit: 16 << 20) }
  #expect(error?.kind == .outOfMemory)
  offset = 0
  let again = try #require(try connection.nextStatement(in: sql, from: &offset))
  guard case .rows(let table) = try again.run(byteLimit: 32 << 20) else { return }
  #expect(table.rowCount == 20)
}

@Test("the time limit is looked at between wide rows too")
func wideRowsStop() throws {
  var askedCount = 0
  let connection = Connection(shouldStop: {
    askedCount += 1
    return askedCount == 5 ? .timeout : nil
  })
  let wide =
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 20) "
    + "SELECT zeroblob(1048576) FROM c"
  let error = #expect(throws: EngineError.self) { try run(wide, on: connection) }
  #expect(error?.kind == .timeout)
}

@Test("mounted tables and table functions outlive the rollback of a cell that made a table")
func mountsAfterRollback() throws {
  let connection = Connection()
  try connection.mount(Table(columnNames: ["a"], rows: [[.integer(7)]]), as: "Data")
  for _ in 0..<3 {
    #expect(throws: EngineError.self) {
      try connection.inSavepoint { () throws(EngineError) in
        let sql = SQLText("CREATE TEMP TABLE t(a); CREATE TEMP VIEW v AS SELECT 1; SELECT nope")
        var offset = 0
        while let statement = try connection.nextStatement(in: sql, from: &offset) {
          _ = try statement.run()
        }
      }
    }
    #expect(try rows("SELECT a FROM data", on: connection) == [[.integer(7)]])
    #expect(try rows("SELECT value FROM json_each('[1]')", on: connection) == [[.integer(1)]])
    #expect(
      try rows("SELECT name FROM pragma_table_info('data')", on: connection) == [[.text("a")]])
  }
  try connection.mount(Table(columnNames: ["b"], rows: [[.integer(8)]]), as: "data")
  #expect(try rows("SELECT * FROM Data", on: connection) == [[.integer(8)]])
}

@Test("a mount that is undone leaves the earlier one")
func undoneMount() throws {
  let connection = Connection()
  try connection.mount(Table(columnNames: ["a"], rows: [[.integer(1)]]), as: "data")
  _ = try run("CREATE TEMP TABLE other(x)", on: connection)
  #expect(throws: EngineError.self) {
    try connection.mount(Table(columnNames: ["a"], rows: []), as: "other")
  }
  #expect(try rows("SELECT a FROM data", on: connection) == [[.integer(1)]])
}

@Test("a temporary table cannot be renamed over a mounted one")
func renaming() throws {
  let connection = Connection()
  try connection.mount(Table(columnNames: ["a"], rows: [[.integer(1)]]), as: "data")
  let error = #expect(throws: EngineError.self) {
    try run("CREATE TEMP TABLE y AS SELECT 2 AS a; ALTER TABLE y RENAME TO Data", on: connection)
  }
  #expect(error?.message == "not allowed: a temporary data, because it would hide the table data")
}

@Test("rows that a trigger changes are not counted")
func triggerRows() throws {
  let results = try run(
    """
    CREATE TEMP TABLE t(a); CREATE TEMP TABLE log(a);
    CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN
      INSERT INTO log VALUES (1); INSERT INTO log VALUES (2);
    END;
    INSERT INTO t VALUES (1)
    """)
  guard case .changes(let count)? = results.last else {
    Issue.record("no count")
    return
  }
  #expect(count == 1)
}
