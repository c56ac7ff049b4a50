// What `status` tells of a notebook after it has been replayed.

import Diagnostics
import Notebook
import Testing

@testable import Runner

/// Cells that are not compared, so that none needs a record.
private let head = "---\ndata: [t.csv, u.csv]\ndefaults: {check: none}\n---\n\n"
private let first = cell("label: first", sql: "SELECT sum(a) AS a FROM t;")
private let second = cell("label: second", sql: "SELECT a FROM first;")

private func disk() -> ReplayedFolder {
  let disk = ReplayedFolder()
  disk.write("t.csv", "a\n1\n2\n")
  disk.write("u.csv", "a\n1\n")
  return disk
}

@Test("a file that is written again with the same bytes makes nothing stale")
func sameBytes() {
  let disk = disk()
  disk.replay(head + first + second)
  disk.write("t.csv", "a\n1\n2\n")
  #expect(disk.status(head + first + second) == ["first fresh", "second fresh"])
  disk.write("u.csv", "a\n5\n")
  #expect(disk.status(head + first + second) == ["first fresh", "second fresh"])
  disk.write("t.csv", "a\n1\n3\n")
  #expect(
    disk.status(head + first + second) == [
      "first stale: reads t, which changed", "second stale: reads first, which is stale",
    ])
}

@Test("a cell whose upstream ran again with another result, but which itself did not, is stale")
func changedResult() {
  let disk = disk()
  let broken = cell(
    "label: second",
    sql: "SELECT a, abs(CASE WHEN a > 3 THEN -9223372036854775808 END) AS b FROM first;")
  disk.replay(head + first + broken)
  #expect(disk.status(head + first + broken) == ["first fresh", "second fresh"])
  disk.write("t.csv", "a\n1\n3\n")
  disk.replay(head + first + broken)
  #expect(disk.status(head + first + broken) == ["first fresh", "second failed"])
}

@Test("an inserted or edited cell concerns only those that may see it")
func insertedCell() {
  let disk = disk()
  let made = cell("label: made", sql: "CREATE TEMP TABLE m AS SELECT 1 AS x;")
  let reader = cell("label: reader", sql: "SELECT x FROM m;")
  disk.replay(head + first + made + reader)
  let new = cell("label: new", sql: "INSERT INTO m VALUES (2);")
  #expect(
    disk.status(head + first + made + new + reader) == [
      "first fresh", "made fresh", "new never run",
      "reader stale: reads what cells above write, which changed",
    ])
  disk.replay(head + first + made + new + reader)
  #expect(disk.status(head + first + made + new + reader).allSatisfy { $0.hasSuffix("fresh") })
  #expect(
    disk.status(head + first + made + reader) == [
      "first fresh", "made fresh", "reader stale: reads what cells above write, which changed",
    ])
}

@Test("a cell that asks for the time is only as fresh as its option check lets it be")
func unsettledTime() {
  let disk = disk()
  let timed = cell("label: timed", sql: "SELECT unixepoch() AS a;")
  let reader = cell("label: reader", sql: "SELECT a FROM timed;")
  disk.replay(head + timed + reader)
  #expect(
    disk.status(head + timed + reader) == [
      "timed fresh", "reader stale: reads timed, which differs at every replay",
    ])
}

@Test("a state that is damaged counts as none")
func damagedState() {
  for spoil: ([UInt8]) -> [UInt8] in [
    { Array($0.dropLast()) }, { _ in [] }, { Array($0.prefix(40)) }, { $0.map { _ in 57 } },
    { Array($0.dropFirst(3)) }, { bytes in bytes.map { $0 == 10 ? 32 : $0 } },
  ] {
    let disk = disk()
    disk.replay(head + first)
    disk.spoil(spoil)
    #expect(disk.status(head + first) == ["first never run"])
  }
}
