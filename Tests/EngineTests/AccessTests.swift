// What statements read and change, as SQLite tells it: the edges of the graph of cells.

import Engine
import Tabular
import Testing

private func access(_ sql: String, after preparation: String = "") throws -> StatementAccess {
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
  return try #require(try connection.nextStatement(in: SQLText(sql), from: &offset)).access
}

@Test(
  "the tables that a statement accesses are exact, also where names are hidden",
  arguments: [
    ("SELECT 1", []), ("SELECT count(*) FROM DATA", ["data"]),
    ("WITH data AS (SELECT 1 AS a) SELECT a FROM data", []),
    ("WITH data AS (SELECT 1) SELECT count(*) FROM data, other", ["other"]),
    ("WITH x AS (SELECT a FROM data) SELECT count(*) FROM x", ["data"]),
    ("SELECT data.a FROM data JOIN other USING (a)", ["data", "other"]),
    ("SELECT 1 WHERE EXISTS (SELECT 1 FROM other)", ["other"]),
    ("SELECT 'FROM data' AS other -- FROM data", []),
    ("CREATE TEMP TABLE t AS SELECT a FROM data", ["data"]),
    ("CREATE TEMP VIEW v AS SELECT 1 FROM main.data WHERE a IN (SELECT a FROM other)", []),
  ])
func accessedTables(sql: String, names: [String]) throws {
  #expect(try access(sql).tables.sorted() == names)
}

@Test(
  "what may have been written is told from what is mounted",
  arguments: [
    ("SELECT a FROM data", false), ("SELECT x FROM t", true), ("SELECT count(*) FROM t", true),
    ("SELECT changes()", true), ("SELECT name FROM sqlite_temp_schema", true),
    ("INSERT INTO t SELECT a FROM data", true), ("SELECT x FROM json_each('[1]'), v", true),
    ("WITH t AS (SELECT 1 AS x) SELECT x FROM t", false),
  ])
func writtenTables(sql: String, readsWritten: Bool) throws {
  let made = "CREATE TEMP TABLE t(x); CREATE TEMP VIEW v AS SELECT a AS x FROM data;"
  #expect(try access(sql, after: made).readsWritten == readsWritten)
}

@Test("a view is seen through to the tables under it")
func viewedTables() throws {
  let made = "CREATE TEMP VIEW v AS SELECT a FROM data"
  #expect(try access("SELECT count(*) FROM v", after: made).tables == ["data"])
}

@Test("statements that write are told from those that change the schema")
func writing() throws {
  let made = "CREATE TEMP TABLE t(x)"
  #expect(try access("SELECT x FROM t", after: made).writes == false)
  #expect(try access("DELETE FROM t", after: made).writes)
  #expect(try access("DELETE FROM t", after: made).changesSchema == false)
  #expect(try access("DROP TABLE t", after: made).changesSchema)
  #expect(try access(made).changesSchema)
  #expect(try access("SELECT name FROM pragma_table_list").readsSchema)
  #expect(try access(made).readsSchema == false)
}
