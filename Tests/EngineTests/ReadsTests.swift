// What a statement depends on, as SQLite tells it.

import Engine
import Tabular
import Testing

private func reads(_ sql: String, after preparation: String = "") throws -> StatementReads? {
  let connection = Connection()
  for name in ["data", "Other"] {
    try connection.mount(Table(columnNames: ["a"], rows: [[.integer(1)]]), as: name)
  }
  var offset = 0
  let first = SQLText(preparation)
  while let statement = try connection.nextStatement(in: first, from: &offset) {
    _ = try statement.run()
  }
  offset = 0
  return try #require(try connection.nextStatement(in: SQLText(sql), from: &offset)).reads
}

@Test(
  "a statement reads the tables it names, however it names them",
  arguments: [
    ("SELECT 1", []), ("SELECT a FROM data", ["data"]), ("SELECT count(*) FROM DATA", ["data"]),
    ("SELECT 1 FROM main.data", ["data"]), ("SELECT EXISTS (SELECT 1 FROM other)", ["other"]),
    ("WITH x AS (SELECT a FROM data) SELECT count(*) FROM x", ["data"]),
    ("SELECT data.a FROM data JOIN other USING (a)", ["data", "other"]),
    ("SELECT value FROM data, json_each('[1]')", ["data"]),
    ("VALUES (1), ((SELECT max(a) FROM other))", ["other"]),
    ("SELECT upper('x') || sum(a) OVER () FROM data", ["data"]),
  ])
func tables(sql: String, names: [String]) throws {
  #expect(try reads(sql)?.tables.sorted() == names)
}

@Test(
  "what depends on more than tables and parameters has no reads",
  arguments: [
    "SELECT random()", "SELECT abs(random()) FROM data", "SELECT last_insert_rowid()",
    "SELECT changes()",
    "SELECT count(*) FROM sqlite_schema", "SELECT name FROM sqlite_temp_schema",
    "SELECT count(*) FROM pragma_function_list", "PRAGMA table_info(data)",
    "CREATE TEMP TABLE t(a)", "SELECT a FROM data ORDER BY RANDOM()",
  ])
func dependsOnMore(sql: String) throws {
  #expect(try reads(sql) == nil)
}

private let temporaries =
  "CREATE TEMP TABLE t(a); CREATE TEMP TABLE old(a); ALTER TABLE old RENAME TO new;"
  + "CREATE TEMP VIEW v AS SELECT a FROM data;"

@Test(
  "where a temporary table or view is named, nothing is sure",
  arguments: [
    "SELECT t.a FROM data, t", "SELECT count(*) FROM T", "SELECT 1 FROM data JOIN 't' USING (a)",
    "SELECT data.a FROM data JOIN temp.\"T\" USING (a)", "SELECT a FROM data NATURAL JOIN [v]",
    "SELECT data.a FROM data WHERE a IN `v`", "SELECT data.a FROM data JOIN new USING (a)",
    "WITH x AS (SELECT 1 FROM t) SELECT data.a FROM data, x", "SELECT 1 FROM v",
    "SELECT count(*) FROM data, temp.sqlite_schema",
  ])
func temporary(sql: String) throws {
  #expect(try reads(sql, after: temporaries) == nil)
}

@Test("beside temporary tables, a statement that names none of them reads what is mounted")
func besideTemporary() throws {
  #expect(try reads("SELECT a FROM data -- not t", after: temporaries)?.tables == ["data"])
  #expect(
    try reads("WITH x AS (SELECT a FROM other) SELECT count(*) FROM x, data", after: temporaries)?
      .tables == ["data", "other"])
}

@Test(
  "functions of dates are told, because the time may be asked for",
  arguments: [
    "date('now')", "strftime('%Y', a)", "current_timestamp", "CURRENT_DATE", "unixepoch()",
  ])
func dates(expression: String) throws {
  #expect(try reads("SELECT \(expression) FROM data")?.usesDates == true)
  #expect(try reads("SELECT 'date' FROM data")?.usesDates == false)
}

@Test("recursion is told")
func recursion() throws {
  let sql =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3) SELECT i FROM n"
  #expect(try reads(sql)?.isRecursive == true)
  #expect(try reads("SELECT 1")?.isRecursive == false)
}

@Test(
  "no way to name a table hides it",
  arguments: [
    "SELECT 1 FROM data NATURAL JOIN other", "SELECT 1 FROM data LEFT JOIN other USING (a)",
    "SELECT 1 FROM data WHERE a IN other", "SELECT 1 FROM data WHERE a IN (SELECT a FROM other)",
    "SELECT 1 FROM data WHERE EXISTS (SELECT 1 FROM other)",
    "SELECT a FROM data EXCEPT SELECT a FROM other",
    "SELECT (SELECT count(*) FROM other) FROM data", "SELECT 1 FROM data, other",
    "SELECT a, (SELECT 1 FROM other LIMIT 1) AS b FROM data ORDER BY b",
    "WITH x AS MATERIALIZED (SELECT 1 FROM other) SELECT 1 FROM data, x",
    "SELECT sum(a) FILTER (WHERE a IN (SELECT a FROM other)) FROM data",
    "SELECT CASE WHEN EXISTS (SELECT * FROM other) THEN a END FROM data",
    "SELECT a FROM data GROUP BY a HAVING count(*) > (SELECT count(*) FROM other)",
    "SELECT a FROM data LIMIT (SELECT count(*) FROM other)",
    "SELECT 1 FROM data JOIN (SELECT 1 FROM other)",
  ])
func bothTables(sql: String) throws {
  #expect(try reads(sql)?.tables == ["data", "other"])
}
