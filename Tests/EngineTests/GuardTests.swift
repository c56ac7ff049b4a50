// A test per refusal, and what stays allowed.

import Engine
import Tabular
import Testing

private func prepared() throws -> Connection {
  let connection = Connection()
  try connection.mount(Table(columnNames: ["a"], rows: [[.integer(1)]]), as: "data")
  return connection
}

@Test(
  "what could touch files, other tables or the transaction is refused",
  arguments: [
    ("ATTACH '/tmp/x.db' AS x", "not allowed: ATTACH"),
    ("DETACH main", "not allowed: DETACH"),
    ("BEGIN", "not allowed: BEGIN, COMMIT and ROLLBACK"),
    ("COMMIT", "not allowed: BEGIN, COMMIT and ROLLBACK"),
    ("SAVEPOINT s", "not allowed: SAVEPOINT, RELEASE and ROLLBACK TO"),
    ("RELEASE cell", "not allowed: SAVEPOINT, RELEASE and ROLLBACK TO"),
    ("SELECT load_extension('x')", "not allowed: load_extension"),
    ("CREATE TABLE t(a)", "not allowed: CREATE TABLE outside temp"),
    ("CREATE VIEW v AS SELECT 1", "not allowed: CREATE VIEW outside temp"),
    ("CREATE VIRTUAL TABLE temp.v USING data", "not allowed: CREATE VIRTUAL TABLE"),
    ("DROP TABLE data", "not allowed: dropping a table of the data or of a cell"),
    ("INSERT INTO data VALUES (1)", "not allowed: writing to data, which is read-only"),
    ("UPDATE data SET a = 2", "not allowed: writing to data, which is read-only"),
    ("DELETE FROM data", "not allowed: writing to data, which is read-only"),
    ("DELETE FROM sqlite_schema", "not allowed: writing to sqlite_master, which is read-only"),
    (
      "CREATE TEMP TABLE data(b)",
      "not allowed: a temporary data, because it would hide the table data"
    ),
    (
      "CREATE TEMP VIEW Data AS SELECT 1",
      "not allowed: a temporary Data, because it would hide the table Data"
    ),
    ("PRAGMA journal_mode = WAL", "not allowed: PRAGMA journal_mode"),
    ("PRAGMA writable_schema = 1", "not allowed: PRAGMA writable_schema"),
    ("PRAGMA database_list", "not allowed: PRAGMA database_list"),
    ("SELECT * FROM pragma_database_list", "not allowed: PRAGMA database_list"),
    ("VACUUM INTO '/tmp/x.db'", "not allowed: ATTACH"),
    ("ANALYZE", "not allowed: ANALYZE"),
  ])
func refusals(sql: String, message: String) throws {
  let connection = try prepared()
  let error = #expect(throws: EngineError.self) { try run(sql, on: connection) }
  #expect(error?.message == message)
}

@Test(
  "temporary tables, views, indexes and triggers, and reading the schema, are allowed",
  arguments: [
    "CREATE TEMP TABLE t(a); INSERT INTO t SELECT a FROM data; UPDATE t SET a = 2; DROP TABLE t",
    "CREATE TEMP VIEW v AS SELECT a FROM data; SELECT * FROM v; DROP VIEW v",
    "CREATE TEMP TABLE t(a); CREATE INDEX temp.i ON t(a); SELECT a FROM t WHERE a = 1",
    "CREATE TEMP TABLE t(a); ALTER TABLE t ADD COLUMN b; SELECT b FROM t",
    "CREATE TEMP TABLE t(a); CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END",
    "SELECT value FROM json_each('[1]'); SELECT key FROM json_tree('{}')",
    "PRAGMA table_info(data); SELECT name FROM pragma_table_info('data')",
    "SELECT name FROM sqlite_schema; WITH RECURSIVE c(x) AS (VALUES (1)) SELECT * FROM c",
  ])
func allowances(sql: String) throws {
  _ = try run(sql, on: try prepared())
}
