// Views that are results of cells belong to their cells.

import Diagnostics
import Testing

@testable import Runner

@Test(
  "a cell does not drop the view of another, and is told at its name",
  arguments: ["DROP VIEW Seen;", "DROP VIEW IF EXISTS temp.seen;"])
func droppedView(sql: String) throws {
  let text =
    cell("label: seen", "as: view", sql: "SELECT 1 AS a;") + cell(sql: "SELECT 2 AS b;\n\(sql)")
    + cell(sql: "SELECT a FROM seen;")
  let replay = replay(text)
  #expect(replay.states == ["ran", "failed", "ran"])
  let found = try #require(replay.failures.first)
  #expect(found.code == .refused)
  #expect(found.message == "not allowed: dropping seen, which is the result of a cell")
  let name = sql.lowercased().split(separator: "seen")[0].utf8.count
  #expect(found.place?.line == 11)
  #expect(found.place?.column == name + 1)
}

@Test("a cell drops a view that it made itself")
func ownView() {
  let text = cell(sql: "CREATE TEMP VIEW v AS SELECT 1 AS a; DROP VIEW v;")
  #expect(replay(text).states == ["ran"])
}
