// What `status` tells of a notebook after it has been replayed.

import Diagnostics
import Files
import Notebook
import Synchronization
import SystemPackage
import Testing

@testable import Runner

/// A disk and a cache in memory.
private final class Disk: Sendable {
  private let kept = Mutex<[String: [UInt8]]>([:])
  private let files = Mutex<[String: (text: String, stamp: Int64)]>([:])

  func write(_ name: String, _ text: String) {
    files.withLock { $0[name] = (text, Int64($0[name]?.stamp ?? 0) + 1) }
  }

  /// Spoils everything that is kept.
  func spoil(_ change: ([UInt8]) -> [UInt8]) {
    kept.withLock { kept in for name in kept.keys { kept[name] = kept[name].map(change) } }
  }

  var environment: Environment {
    let cache = CacheFolder(
      build: "1", read: { name in self.kept.withLock { $0[name] }.map { FileContents($0) } },
      write: { name, pieces in
        self.kept.withLock { $0[name] = pieces.flatMap { Array($0) } }
        return true
      }, entries: { [] }, remove: { name in self.kept.withLock { $0[name] = nil } },
      isSettled: { _ in true })
    @Sendable func file(_ path: FilePath) -> (text: String, stamp: Int64)? {
      files.withLock { $0[path.lexicallyNormalized().string] }
    }
    let access = FileAccess(
      read: { path throws(FileError) in
        guard let file = file(path) else { throw FileError(path, .missing) }
        return FileContents(Array(file.text.utf8))
      }, write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
      kind: { file($0) == nil ? nil : .file },
      list: { path throws(FileError) in throw FileError(path, .missing) },
      canonical: { FilePath("/work").pushing($0.lexicallyNormalized()) },
      stamp: { path in
        file(path).map {
          FileStamp(byteCount: $0.text.utf8.count, modified: 0, changed: $0.stamp, identity: [])
        }
      })
    return Environment(files: access, now: { 0 }, isInterrupted: { false }, cache: cache)
  }

  /// Replays a notebook whose records are as they should be.
  func replay(_ text: String) {
    let document = parse(Array(text.utf8), file: "n.md")
    Runner.replay(
      document, in: FilePath("."), environment, ReplayOptions(continuesAfterFailure: true)
    ).keep(at: FilePath("n.md"), environment)
  }

  /// The label, state and reasons of each cell.
  func status(_ text: String) -> [String] {
    let document = parse(Array(text.utf8), file: "n.md")
    return Runner.status(
      of: document, at: FilePath("n.md"), in: FilePath("."), environment
    ).cells.map { status in
      let reasons = status.reasons.isEmpty ? "" : ": " + status.reasons.joined(separator: "; ")
      return "\(status.cell.label ?? "-") \(status.state.rawValue)\(reasons)"
    }
  }
}

/// Cells that are not compared, so that none needs a record.
private let head = "---\ndata: [t.csv, u.csv]\ndefaults: {check: none}\n---\n\n"
private let first = cell("label: first", sql: "SELECT sum(a) AS a FROM t;")
private let second = cell("label: second", sql: "SELECT a FROM first;")

private func disk() -> Disk {
  let disk = Disk()
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
