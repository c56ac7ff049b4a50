// Results kept between sessions: recalled only when everything they depend on is the same.

import Diagnostics
import Files
import Notebook
import Plan
import Synchronization
import SystemPackage
import Tabular
import Testing

@testable import Runner

/// A cache in memory, and a clock by which every statement is slow.
private final class Memory: Sendable {
  private let files = Mutex<[String: [UInt8]]>([:])
  private let time = Mutex(0.0)

  var cache: CacheFolder {
    CacheFolder(
      build: "1", read: { name in self.files.withLock { $0[name] }.map { FileContents($0) } },
      write: { name, pieces in
        self.files.withLock { $0[name] = pieces.flatMap { Array($0) } }
        return true
      }, entries: { [] }, remove: { name in self.files.withLock { $0[name] = nil } },
      isSettled: { _ in true })
  }

  var names: [String] { files.withLock { $0.keys.sorted() } }

  /// Puts another table in the place of a kept result, so that its use shows.
  func forge(_ name: String) {
    let table = Table(columnNames: ["v"], rows: [[.text("forged")]])
    let bytes = ColumnFilePieces(table).withPieces { $0.flatMap { Array($0) } }
    files.withLock { $0[name] = bytes }
  }

  func now() -> Double {
    time.withLock { time in
      time += 1
      return time
    }
  }

  /// Replays a notebook over a table `t` of 20,000 rows, in a session that then ends.
  func replay(_ text: String, last: Int = 20_000, head: String = "") -> [Value?] {
    let rows = (1..<20_000).map { "\($0)\n" }.joined()
    let content = Array("a\n\(rows)\(last)\n".utf8)
    let files = FileAccess(
      read: { path throws(FileError) in FileContents(content) },
      write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
      kind: { $0.extension == "csv" ? .file : nil },
      list: { path throws(FileError) in throw FileError(path, .missing) }, canonical: { $0 })
    let environment = Environment(
      files: files, now: now, isInterrupted: { false }, cache: cache)
    let document = parse(
      Array("---\ndata: [t.csv]\n\(head)---\n\n\(text)".utf8), file: "n.md")
    let replay = Runner.replay(
      document, in: "/p", environment, ReplayOptions(continuesAfterFailure: true))
    #expect(replay.obstacles == [])
    return replay.cells.map { $0.lastTable?.columns[0][0] }
  }
}

private let total = cell("label: total", sql: "SELECT sum(a) AS v FROM t;")

@Test("a slow result is kept, and recalled when all is as it was")
func recalledResult() {
  let memory = Memory()
  #expect(memory.replay(total) == [.integer(200_010_000)])
  #expect(memory.names.count == 1)
  memory.forge(memory.names[0])
  #expect(memory.replay(total) == [.text("forged")])
}

@Test(
  "what a result depends on makes another result",
  arguments: [
    cell("label: total", sql: "SELECT sum(a) AS w FROM t;"),
    cell("label: total", sql: "SELECT sum(a)  AS v FROM t;"),
    cell("label: total", sql: "SELECT sum( t.a ) AS v FROM t;"),
  ])
func otherText(other: String) {
  let memory = Memory()
  _ = memory.replay(total)
  memory.forge(memory.names[0])
  #expect(memory.replay(other) == [.integer(200_010_000)])
}

@Test("changed data makes another result")
func otherData() {
  let memory = Memory()
  _ = memory.replay(total)
  memory.forge(memory.names[0])
  #expect(memory.replay(total, last: 7) == [.integer(199_990_007)])
}

@Test("a parameter makes another result only where it is bound")
func boundParameters() {
  let memory = Memory()
  let bound = cell("label: some", sql: "SELECT count(*) AS v FROM t WHERE a > :low;")
  #expect(
    memory.replay(total + bound, head: "params:\n  low: 10\n")
      == [.integer(200_010_000), .integer(19_990)])
  for name in memory.names { memory.forge(name) }
  #expect(
    memory.replay(total + bound, head: "params:\n  low: 11\n")
      == [.text("forged"), .integer(19_989)])
}

@Test("comments, captions and prose make no other result")
func commentsAside() {
  let memory = Memory()
  _ = memory.replay(total)
  memory.forge(memory.names[0])
  let other = cell("label: sum_of_all", "tbl-cap: All", sql: "-- why\nSELECT sum(a) AS v FROM t;")
  #expect(memory.replay("Prose.\n\n" + other) == [.text("forged")])
}

@Test("a cell above that is written otherwise but gives the same changes nothing below")
func sameAbove() {
  let memory = Memory()
  let below = cell("label: low", sql: "SELECT min(a) AS v FROM base;")
  let base = cell("label: base", sql: "SELECT a FROM t;")
  #expect(memory.replay(base + below) == [.integer(1), .integer(1)])
  for name in memory.names { memory.forge(name) }
  let same = cell("label: base", sql: "SELECT t.a FROM t WHERE a > 0;")
  #expect(memory.replay(same + below) == [.integer(1), .text("forged")])
  let other = cell("label: base", sql: "SELECT a FROM t WHERE a > 1;")
  #expect(memory.replay(other + below) == [.integer(2), .integer(2)])
}

@Test(
  "what depends on more than tables is never kept",
  arguments: [
    "SELECT max(random()) AS v FROM t;", "SELECT max(datetime('now')) AS v FROM t;",
    "SELECT max(CURRENT_TIMESTAMP) AS v FROM t;", "SELECT count(*) AS v FROM t, sqlite_schema;",
    "CREATE TEMP TABLE x AS SELECT a FROM t; SELECT count(*) AS v FROM x;",
    "CREATE TEMP VIEW y AS SELECT a FROM t; SELECT count(*) AS v FROM y;",
    "SELECT count(*) AS v FROM t, pragma_table_info('t');",
  ])
func neverKept(sql: String) {
  let memory = Memory()
  _ = memory.replay(cell("label: x1", sql: sql))
  #expect(memory.names == [])
}

@Test("a cell above that writes leaves the results of cells kept that do not read what it wrote")
func besideWritten() {
  let memory = Memory()
  let made = cell(sql: "CREATE TEMP TABLE x AS SELECT 1 AS a;")
  let other = cell(sql: "SELECT sum(t.a) AS v FROM t JOIN x USING (a);")
  _ = memory.replay(made + total + other)
  #expect(memory.names.count == 1)
  for name in memory.names { memory.forge(name) }
  #expect(memory.replay(made + total + other) == [nil, .text("forged"), .integer(1)])
}

@Test("functions of dates are kept where they do not ask for the time")
func datesWithoutTime() {
  let memory = Memory()
  let years = cell("label: years", sql: "SELECT max(strftime('%Y', 2e6 + a)) AS v FROM t;")
  let first = memory.replay(years)
  #expect(memory.names.count == 1)
  memory.forge(memory.names[0])
  #expect(memory.replay(years) == [.text("forged")])
  #expect(memory.replay(years, head: "clock: 2024-12-31\n") == first)
  #expect(memory.replay(years, head: "tz: +01:00\n") == first)
  let count = memory.names.count
  // The rules of a region change with the machine.
  #expect(memory.replay(years, head: "tz: Europe/Brussels\n") == first)
  #expect(memory.names.count == count)
}

@Test("what the time gave is kept where the clock stands, and only for that time")
func frozenTime() {
  let memory = Memory()
  let today = cell("label: today", sql: "SELECT max(date('now')) AS v FROM t;")
  let head = "clock: 2024-12-31\n"
  #expect(memory.replay(today, head: head) == [.text("2024-12-31")])
  #expect(memory.names.count == 1)
  memory.forge(memory.names[0])
  #expect(memory.replay(today, head: head) == [.text("forged")])
  #expect(memory.replay(today, head: "clock: 2025-01-01\n") == [.text("2025-01-01")])
  #expect(memory.replay(today) != [.text("forged")])
}

@Test("a damaged result is computed again")
func damagedResult() {
  let memory = Memory()
  _ = memory.replay(total)
  _ = memory.cache.write(memory.names[0], [])
  #expect(memory.replay(total) == [.integer(200_010_000)])
}

@Test(
  "common table expressions and recursion are kept too",
  arguments: [
    "WITH x AS (SELECT a FROM t) SELECT count(*) AS v FROM x;",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) SELECT sum(i) AS v FROM n;",
  ])
func expressions(sql: String) {
  let memory = Memory()
  _ = memory.replay(cell("label: x1", sql: sql))
  #expect(memory.names.count == 1)
}
