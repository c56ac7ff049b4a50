// Tables kept between sessions: read once, always true, never in the way.

import Diagnostics
import Files
import Notebook
import Synchronization
import SystemPackage
import Tabular
import Testing

@testable import Runner

/// A disk in memory whose clock moves by one with every write.
private final class Disk: Sendable {
  private struct File {
    var bytes: [UInt8]
    var modified: Int64
    var changed: Int64
  }

  private struct State {
    var files: [String: File] = [:]
    var clock: Int64 = 0
    var readNames: [String] = []
  }

  private let state = Mutex(State())
  /// Whether the cache takes anything.
  let isWritable: Bool
  /// Whether files are old enough to be remembered by their stamps.
  let isSettled: Bool

  init(isWritable: Bool = true, isSettled: Bool = true) {
    self.isWritable = isWritable
    self.isSettled = isSettled
  }

  /// Writes a file; `modified` is set when it is given, as programs can.
  func write(_ bytes: [UInt8], to path: String, modified: Int64? = nil) {
    state.withLock {
      $0.clock += 1
      $0.files[path] = File(bytes: bytes, modified: modified ?? $0.clock, changed: $0.clock)
    }
  }

  func bytes(_ path: String) -> [UInt8]? { state.withLock { $0.files[path]?.bytes } }

  func modified(_ path: String) -> Int64? { state.withLock { $0.files[path]?.modified } }

  var names: [String] { state.withLock { $0.files.keys.sorted() } }

  /// The files read since the last question.
  func takeReadNames() -> [String] {
    state.withLock { state in
      let names = state.readNames
      state.readNames = []
      return names
    }
  }

  var access: FileAccess {
    FileAccess(
      read: { path throws(FileError) in
        let file = self.state.withLock {
          $0.readNames.append(path.string)
          return $0.files[path.string]?.bytes
        }
        guard let file else { throw FileError(path, .missing) }
        return FileContents(file)
      },
      write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
      kind: { path in
        let names = self.names
        if names.contains(path.string) { return .file }
        return names.contains { $0.hasPrefix(path.string + "/") } ? .folder : nil
      },
      list: { path throws(FileError) in throw FileError(path, .missing) }, canonical: { $0 },
      stamp: { path in
        self.state.withLock {
          $0.files[path.string].map {
            FileStamp(
              byteCount: $0.bytes.count, modified: $0.modified, changed: $0.changed, identity: [1])
          }
        }
      })
  }

  private var cache: CacheFolder {
    CacheFolder(
      build: "1", read: { name in self.bytes("/cache/" + name).map { FileContents($0) } },
      write: { name, pieces in
        if self.isWritable { self.write(pieces.flatMap { Array($0) }, to: "/cache/" + name) }
        return self.isWritable
      }, entries: { [] },
      remove: { name in self.state.withLock { $0.files["/cache/" + name] = nil } },
      isSettled: { _ in self.isSettled })
  }

  /// Opens a notebook with one entry of data in a fresh session, which then ends.
  func open(_ entry: String = "t.csv") throws -> (table: Table, notes: [String]) {
    let document = parse(Array("---\ndata:\n  - \(entry)\n---\n".utf8), file: "n.md")
    let session = Session(
      Environment(files: access, now: { 0 }, isInterrupted: { false }, cache: cache))
    try session.open(document, in: "/p")
    return (try #require(session.table(named: "t")), session.notes.map(\.message))
  }

  /// The first value of the table.
  func firstValue(_ entry: String = "t.csv") throws -> Value {
    try open(entry).table.columns[0][0]
  }
}

/// A CSV file of more than the size from which tables are kept, all of it one length for one-digit values.
private func file(first: Int, rowCount: Int = 150_000) -> [UInt8] {
  Array("a;b\n\(first);x\n".utf8) + Array(String(repeating: "1234;ab\n", count: rowCount).utf8)
}

@Test("a file that nobody has touched is not read again")
func recalled() throws {
  let disk = Disk()
  disk.write(file(first: 5), to: "/p/t.csv")
  let first = try disk.open()
  #expect(disk.takeReadNames().contains("/p/t.csv"))
  let second = try disk.open()
  #expect(disk.takeReadNames() == [])
  #expect(second.table.rowCount == 150_001)
  #expect(second.table.columns.map(\.name) == ["a", "b"])
  #expect(
    (0..<3).map { second.table.columns[0][$0] } == [.integer(5), .integer(1234), .integer(1234)])
  #expect(second.notes == first.notes)
  #expect(first.notes == [#"separator is ";" not ",""#])
}

@Test("changed bytes are seen, also when length and time of writing are the old ones")
func changed() throws {
  let disk = Disk()
  disk.write(file(first: 5), to: "/p/t.csv")
  #expect(try disk.firstValue() == .integer(5))
  disk.write(file(first: 6), to: "/p/t.csv", modified: disk.modified("/p/t.csv"))
  #expect(try disk.firstValue() == .integer(6))
  disk.write(file(first: 77), to: "/p/t.csv")
  #expect(try disk.firstValue() == .integer(77))
}

@Test("a file that was only touched, or goes back to what it was, keeps its table")
func touched() throws {
  let disk = Disk()
  disk.write(file(first: 5), to: "/p/t.csv")
  _ = try disk.open()
  let names = disk.names
  disk.write(file(first: 5), to: "/p/t.csv")
  #expect(try disk.firstValue() == .integer(5))
  #expect(disk.names == names)
  _ = disk.takeReadNames()
  #expect(try disk.firstValue() == .integer(5))
  #expect(disk.takeReadNames() == [])
}

@Test("a damaged table is made again", arguments: [0, 100, 900_000])
func damaged(offset: Int) throws {
  let disk = Disk()
  disk.write(file(first: 5), to: "/p/t.csv")
  _ = try disk.open()
  let name = try #require(disk.names.first { $0.hasPrefix("/cache/table-") })
  let whole = try #require(disk.bytes(name))
  var bytes = whole
  bytes[offset] ^= 1
  disk.write(bytes, to: name)
  #expect(try disk.firstValue() == .integer(5))
  #expect(disk.bytes(name) == whole)
  disk.write(Array(whole.prefix(offset)), to: name)
  #expect(try disk.firstValue() == .integer(5))
  #expect(disk.bytes(name) == whole)
}

@Test("a memory of a digest that is damaged is no memory", arguments: ["", "x", "a b c d e"])
func damagedMemory(text: String) throws {
  let disk = Disk()
  disk.write(file(first: 5), to: "/p/t.csv")
  _ = try disk.open()
  let name = try #require(disk.names.first { $0.hasPrefix("/cache/digest-") })
  disk.write(Array(text.utf8), to: name)
  #expect(try disk.firstValue() == .integer(5))
}

@Test("the same file read in another way is another table")
func options() throws {
  let disk = Disk()
  disk.write(file(first: 5), to: "/p/t.csv")
  #expect(try disk.firstValue() == .integer(5))
  #expect(try disk.firstValue("{file: t.csv, types: {a: text}}") == .text("5"))
  #expect(try disk.firstValue("{file: t.csv, \"null\": [5]}") == .null)
  #expect(try disk.firstValue() == .integer(5))
}

@Test("a digest that the notebook declares holds for a kept table too")
func declaredDigest() throws {
  let disk = Disk()
  disk.write(file(first: 5), to: "/p/t.csv")
  _ = try disk.open()
  let wrong = String(repeating: "0", count: 64)
  #expect(throws: DiagnosticList.self) { try disk.open("{file: t.csv, sha256: \(wrong)}") }
}

@Test("a cache that takes nothing only costs time")
func notWritable() throws {
  let disk = Disk(isWritable: false)
  disk.write(file(first: 5), to: "/p/t.csv")
  for _ in 0..<2 { #expect(try disk.firstValue() == .integer(5)) }
  #expect(disk.names == ["/p/t.csv"])
}

@Test("a file changed a moment ago is not trusted by its stamp")
func unsettled() throws {
  let disk = Disk(isSettled: false)
  disk.write(file(first: 5), to: "/p/t.csv")
  _ = try disk.open()
  #expect(!disk.names.contains { $0.hasPrefix("/cache/digest-") })
}

@Test("small files are not kept")
func small() throws {
  let disk = Disk()
  disk.write(file(first: 5, rowCount: 10), to: "/p/t.csv")
  _ = try disk.open()
  #expect(disk.names == ["/p/t.csv"])
}

@Test("a changed schema reads the file again")
func changedSchema() throws {
  let disk = Disk()
  func describe(_ type: String) {
    let fields = #"{"name": "a", "type": "\#(type)"}, {"name": "b", "type": "string"}"#
    let text = """
      {"name": "p", "resources": [{"name": "t", "path": "t.csv", "dialect": {"delimiter": ";"},
       "schema": {"fields": [\(fields)]}}]}
      """
    disk.write(Array(text.utf8), to: "/p/d/datapackage.json")
  }
  disk.write(file(first: 5), to: "/p/d/t.csv")
  describe("integer")
  #expect(try disk.firstValue("d") == .integer(5))
  _ = disk.takeReadNames()
  #expect(try disk.firstValue("d") == .integer(5))
  #expect(disk.takeReadNames() == ["/p/d/datapackage.json"])
  describe("string")
  #expect(try disk.firstValue("d") == .text("5"))
}

@Test("what was used longest ago goes first, and only as much as must")
func shrinking() {
  let gigabyte = 1 << 30
  let removed = Mutex<[String]>([])
  let entries = [("new", 9), ("old", 1), ("middle", 5), ("older", 0)].map {
    CacheEntry(name: $0.0, byteCount: gigabyte, lastUse: $0.1)
  }
  CacheFolder(
    build: "", read: { _ in nil }, write: { _, _ in false }, entries: { entries },
    remove: { name in removed.withLock { $0.append(name) } }, isSettled: { _ in true }
  ).shrink()
  #expect(removed.withLock(\.self) == ["older", "old"])
}
