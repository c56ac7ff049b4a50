// What a load tells of how far it is, and files that are too much or change meanwhile.

import Diagnostics
import Files
import Foundation
import Synchronization
import SystemPackage
import Tabular
import Testing

@testable import Datasets

/// Keeps all that a load reports.
private final class Log: Sendable {
  struct Report: Equatable {
    var file: String
    var done: Int
    var total: Int
  }

  let reports = Mutex([Report]())
  let endCount = Mutex(0)

  var monitor: LoadMonitor {
    LoadMonitor(end: { self.endCount.withLock { $0 += 1 } }) { file, done, total in
      self.reports.withLock { $0.append(Report(file: file, done: done, total: total)) }
      return true
    }
  }

  /// Expects bytes that rise up to those of the file and stay there, and one end.
  func expectWhole(_ byteCount: Int) {
    let all = reports.withLock { $0 }
    #expect(all.allSatisfy { $0.total == byteCount })
    #expect(all.allSatisfy { (0...byteCount).contains($0.done) })
    #expect(all.map(\.done) == all.map(\.done).sorted())
    #expect(all.last?.done == byteCount)
    #expect(endCount.withLock { $0 } == 1)
  }
}

private func sha(_ bytes: [UInt8]) -> String {
  var hash = [String]()
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
  let (input, output) = (Pipe(), Pipe())
  (process.standardInput, process.standardOutput) = (input, output)
  do { try process.run() } catch { return "" }
  input.fileHandleForWriting.write(Data(bytes))
  input.fileHandleForWriting.closeFile()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  hash = text.split(separator: " ").map(String.init)
  return hash.first ?? ""
}

/// Larger than a block, with a column that is text only at its end, which is so read twice.
private let large = Array(
  ("a,b\n" + String(repeating: "12,34\n", count: 400_000) + "x,1\n").utf8)

@Test(
  "the bytes of a load rise to those of the file, however often it is walked over",
  arguments: [false, true])
func progressOfABareFile(isHashed: Bool) throws {
  for bytes in [large, Array("a\n1\n".utf8)] {
    let log = Log()
    let table = try loadFile(
      at: "f.csv", sha256: isHashed ? sha(bytes) : nil, files: memory(["f.csv": bytes]),
      monitor: log.monitor)
    #expect(table.table.rowCount > 0)
    log.expectWhole(bytes.count)
    #expect(log.reports.withLock { $0 }.allSatisfy { $0.file == "f.csv" })
  }
}

@Test("the bytes of a compressed file are those that lie there")
func progressOfACompressedFile() throws {
  // printf 'a,b\n1,x\n' | gzip -n | base64
  let bytes = Array(
    try #require(Data(base64Encoded: "H4sIAAAAAAAAA0vUSeIy1KngAgD0oAEACAAAAA==")))
  let log = Log()
  _ = try loadFile(
    at: "f.csv.gz", sha256: nil, files: memory(["f.csv.gz": bytes]), monitor: log.monitor)
  log.expectWhole(bytes.count)
}

@Test("the bytes of a table of several files are those of all of them")
func progressOfSeveralFiles() throws {
  let description = """
    {"resources": [{"name": "t", "path": ["a.csv", "b.csv"], "schema": {"fields": [
     {"name": "a", "type": "any"}, {"name": "b", "type": "integer"}]}}]}
    """
  let contents = [
    "p/datapackage.json": Array(description.utf8), "p/a.csv": large, "p/b.csv": large,
  ]
  let plain = memory(contents)
  let files = FileAccess(
    read: plain.read, write: plain.write, kind: plain.kind, list: plain.list,
    canonical: plain.canonical,
    stamp: { path in
      contents[path.string].map {
        FileStamp(byteCount: $0.count, modified: 1, identity: [1])
      }
    })
  let resource = try #require(try readPackage(at: "p", files: files).resources.first)
  let log = Log()
  #expect(try load(resource, files: files, monitor: log.monitor).rowCount == 800_002)
  log.expectWhole(large.count * 2)
}

@Test("a load that fails has ended too")
func progressOfAFailure() throws {
  let log = Log()
  _ = try findings {
    try loadFile(
      at: "f.csv", sha256: nil, files: memory(["f.csv": Array("a,b\n1\n".utf8)]),
      monitor: log.monitor)
  }
  #expect(log.endCount.withLock { $0 } == 1)
}

@Test("a load can be stopped wherever it asks, and leaves nothing")
func stoppedAnywhere() throws {
  let files = memory(["f.csv": large])
  let digest = sha(large)
  for askedCount in 0..<1_000 {
    let left = Mutex(askedCount)
    let monitor = LoadMonitor { _, _ in
      left.withLock { left in
        left -= 1
        return left >= 0
      }
    }
    let found = try findings {
      try loadFile(at: "f.csv", sha256: digest, files: files, monitor: monitor)
    }
    // How often it asks depends on how the threads share the blocks.
    if found.isEmpty {
      #expect(askedCount > 5)
      return
    }
    #expect(found == ["f.csv: loading was interrupted"])
  }
  Issue.record("the load never ended")
}

@Test("a file whose bytes change while they are read gives an error or a table, never a crash")
func scribbledOver() throws {
  let row = Array("1,x,2.5,\"q\"\n".utf8)
  let count = 300_000
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: row.count * count, alignment: 16)
  defer { memory.deallocate() }
  for index in 0..<count {
    UnsafeMutableRawBufferPointer(rebasing: memory[(index * row.count)...]).copyBytes(from: row)
  }
  nonisolated(unsafe) let shared = memory
  let isDone = Atomic(false)
  let thread = Thread {
    var state: UInt64 = 7
    let bytes = Array("\n,\"\r0x.\n\n\"\0".utf8)
    while !isDone.load(ordering: .relaxed) {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      shared[Int(state >> 33) % shared.count] = bytes[Int(state >> 20) % bytes.count]
      state = state &* 6_364_136_223_846_793_005 &+ 1
      let place = Int(state >> 33) % shared.count
      shared[place] = row[place % row.count]
    }
  }
  thread.start()
  defer {
    isDone.store(true, ordering: .relaxed)
    while !thread.isFinished { usleep(1_000) }
  }
  let files = FileAccess(
    read: { _ in FileContents(UnsafeRawBufferPointer(shared), release: { _ in }) },
    write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
    kind: { _ in .file }, list: { path throws(FileError) in throw FileError(path, .missing) },
    canonical: { $0 })
  var options = CSVOptions()
  options.ragged = .skip
  options.bad = .reject
  for round in 0..<6 {
    do {
      _ = try loadFile(
        at: "f.csv", options: round % 2 == 0 ? options : CSVOptions(), sha256: nil, files: files)
    } catch {
      #expect(!error.diagnostics.isEmpty)
    }
  }
}

@Test("what a file lost while it was read makes an error of the table")
func lostBytes() throws {
  let bytes = Array("a\n1\n".utf8)
  let files = FileAccess(
    read: { _ in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
      copy.copyBytes(from: bytes)
      return FileContents(
        UnsafeRawBufferPointer(copy), release: { $0.deallocate() }, isWhole: { _ in false })
    },
    write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
    kind: { _ in .file }, list: { path throws(FileError) in throw FileError(path, .missing) },
    canonical: { $0 })
  #expect(
    try findings { try loadFile(at: "f.csv", sha256: nil, files: files) } == [
      "f.csv: cannot be read to its end"
    ])
}

@Test("a million columns are one error, and a record of a million fields is told with its length")
func manyFields() throws {
  let commas = String(repeating: ",", count: 999_999)
  #expect(
    try findings { try bare("a\(commas)\n1\(commas)\n") } == [
      "f.csv: 1,000,000 columns, where SQLite takes 2,000"
    ])
  #expect(
    try findings { try bare("a,b\n1,2\n1\(commas)\n3,4\n") } == [
      "3:4: a record of 1,000,000 fields, where the first has 2"
    ])
}

@Test("five malformed records are told and the others counted")
func manyMalformed() throws {
  let text = "a,b\n" + String(repeating: "1\n", count: 1_234)
  let found = try findings { try bare(text) }
  #expect(found.count == 6)
  #expect(found.last == "f.csv: 1,229 more, 1,234 in all")
}

@Test("blank lines cost no memory, alone, at the end or between records")
func manyBlankLines() throws {
  let blanks = String(repeating: "\n", count: 5 << 20)
  #expect(try findings { try bare(blanks) } == ["f.csv: the file has no records"])
  let returns = String(repeating: "\r\n", count: 1 << 16)
  #expect(try findings { try bare(returns) } == ["f.csv: the file has no records"])
  #expect(try bare("a,b\r\n1,2\r\n" + returns).table.rowCount == 1)
  let between = try bare("a,b\n1,2\n" + blanks + "3,4\n" + blanks)
  #expect(between.table.rowCount == 2)
  #expect(between.notes.map(\.message) == ["5,242,880 blank lines are skipped"])
  #expect(try bare("a\n1\n" + blanks.prefix(1 << 16) + "3\n").table.rowCount == (1 << 16) + 2)
}

@Test("runs of blank lines give back every offset")
func blankLineRuns() {
  let offsets = [3, 4, 5, 9, 11, 13, 14, 15, 17, 40, 41]
  var lines = BlankLines()
  for offset in offsets { lines.append(offset) }
  var other = BlankLines()
  other.append(50)
  lines.append(other)
  var found: [Int] = []
  lines.forEach { found.append($0) }
  #expect(found == offsets + [50])
  #expect(lines.count == found.count)
}
