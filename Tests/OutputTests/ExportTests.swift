// What is written for others is read back to the same values; what a sniff prints states all it found.

import Datasets
import Diagnostics
import Files
import Foundation
import Notebook
import Render
import Runner
import SystemPackage
import Tabular
import Testing

@testable import Output

/// SplitMix64, so that a printed seed gives the same run again.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private let pieces = [
  "", "a", "é", "日本", "😀", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", "\t", " ", "1", "007", "-",
  ".",
  "e5", "#", "'", "\\", "\\N", "NULL", "NA", "\u{1B}", "\u{FEFF}", "=1+1", "\u{2028}",
]

private func value(ofColumn column: Int, _ generator: inout Generator) -> Value {
  if Int.random(in: 0..<4, using: &generator) == 0 { return .null }
  switch column {
  case 0: return .integer(Int64(bitPattern: generator.next()))
  case 1:
    let real = Double(bitPattern: generator.next())
    return .real(real.isFinite ? real : 0.1 + 0.2)
  default:
    return .text(
      (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined())
  }
}

/// A table of an integer, a real and two text columns, with NULLs.
private func table(run: Int) -> Table {
  var generator = Generator(state: UInt64(run) &* 7919 &+ 11)
  let rows = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
    (0..<4).map { value(ofColumn: $0, &generator) }
  }
  return Table(columnNames: ["i", "#r", "t,\"u\"", "order by"], rows: rows)
}

private func written(_ table: Table, _ format: TableFormat) -> [UInt8] {
  var bytes: [UInt8] = []
  write(table, as: format) { bytes += $0 }
  return bytes
}

private func holding(_ name: String, _ bytes: [UInt8]) -> FileAccess {
  FileAccess(
    read: { path throws(FileError) in
      guard path.lastComponent?.string == name else { throw FileError(path, .missing) }
      return FileContents(bytes)
    },
    write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
    kind: { $0.lastComponent?.string == name ? .file : nil },
    list: { path throws(FileError) in throw FileError(path, .missing) }, canonical: { $0 })
}

private func rows(_ table: Table) -> [[Value]] {
  (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
}

@Test("a table written as CSV is read back to the same values", arguments: 0..<200)
func csvRoundTrip(run: Int) throws {
  let table = table(run: run)
  var options = CSVOptions()
  options.separator = UInt8(ascii: ",")
  options.types = ["i": .integer, "#r": .real, "t,\"u\"": .text, "order by": .text]
  let loaded = try loadFile(
    at: "t.csv", options: options, sha256: nil, files: holding("t.csv", written(table, .csv)))
  #expect(loaded.table.columnNames == table.columnNames)
  #expect(rows(loaded.table) == rows(table), "run \(run)")
  let signs = zip(loaded.table.columns[1].bits, table.columns[1].bits)
  #expect(signs.allSatisfy { $0 == $1 }, "run \(run)")
}

extension Column {
  /// The bits of reals, so that -0.0 is not 0.0.
  fileprivate var bits: [UInt64] {
    (0..<rowCount).map { if case .real(let real) = self[$0] { real.bitPattern } else { 1 } }
  }
}

private let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// What Python's own readers make of standard input, as JSON Lines.
private func readByPython(_ program: String, _ bytes: [UInt8]) throws -> [[String]] {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: python ?? "")
  process.arguments = ["-c", program]
  process.environment = ["PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"]
  let (input, output) = (Pipe(), Pipe())
  (process.standardInput, process.standardOutput) = (input, output)
  try process.run()
  try input.fileHandleForWriting.write(contentsOf: Data(bytes))
  try input.fileHandleForWriting.close()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return try #require(try JSONSerialization.jsonObject(with: data) as? [[String]])
}

@Test(
  "Python's csv takes our CSV for the same texts", .enabled(if: python != nil), arguments: 0..<10)
func pythonReads(run: Int) throws {
  let table = table(run: run)
  let read = try readByPython(
    "import csv,io,json,sys\n"
      + "print(json.dumps(list(csv.reader(io.TextIOWrapper(sys.stdin.buffer,'utf-8',newline='')))))",
    written(table, .csv))
  #expect(read.first == table.columnNames)
  for (row, fields) in read.dropFirst().enumerated() {
    for (column, field) in zip(table.columns, fields) {
      switch column[row] {
      case .null: #expect(field.isEmpty)
      case .integer(let integer): #expect(Int64(field) == integer)
      case .real(let real): #expect(Double(field)?.bitPattern == real.bitPattern)
      case .text(let text): #expect(field.utf8.elementsEqual(text.utf8), "run \(run) row \(row)")
      case .blob: Issue.record("no blob was written")
      }
    }
  }
}

@Test(
  "Python's json takes our JSON for the same values", .enabled(if: python != nil),
  arguments: 0..<10)
func pythonReadsJSON(run: Int) throws {
  let table = table(run: run)
  let read = try readByPython(
    """
    import json,sys
    def told(v):
      if v is None: return "N"
      if isinstance(v,str): return "S"+v
      return "I%d"%v if isinstance(v,int) else "R"+v.hex()
    rows=json.loads(sys.stdin.buffer.read().decode("utf-8"))
    print(json.dumps([[told(v) for v in row.values()] for row in rows]))
    """, written(table, .json))
  #expect(read.count == table.rowCount)
  for (row, fields) in read.enumerated() {
    for (column, field) in zip(table.columns, fields) {
      switch column[row] {
      case .null: #expect(field == "N")
      case .integer(let integer): #expect(field == "I\(integer)")
      case .real(let real): #expect(Double(field.dropFirst())?.bitPattern == real.bitPattern)
      case .text(let text): #expect(field.utf8.elementsEqual("S\(text)".utf8), "run \(run)")
      case .blob: Issue.record("no blob was written")
      }
    }
  }
}

@Test(
  "the entry that a sniff prints loads the same table without a note",
  arguments: [
    "a,b\n1,2\n", "a;b\n00123;7,5\n1;NA\n", "# c\n# d\na|b\n1|x\n", "sep=;\na;b\n1;2\n",
    "1,2\n3,4\n", "one\nx\n", "a\tb\n1\t$5\n", "\"x: y\",\"null\",\"it's\",\"{\"\n1,2,3,x\n",
    "y,no,-,\"a,b\"\n1,2,3,x\n", "a,b\n", "a\n1.5\n9007199254740993\n",
  ])
func statedEntry(text: String) throws {
  let files = holding("f 1.csv", Array(text.utf8))
  let guessed = try loadFile(at: "f 1.csv", sha256: nil, files: files)
  let entry = guessed.entry(name: "on", path: "f 1.csv")
  let document = parse(Array("---\n\(entry)---\n".utf8), file: "n.md")
  #expect(document.diagnostics == [], "\(entry)")
  let session = Session(
    Environment(files: files, now: { 0 }, isInterrupted: { false }, allowsOutside: true))
  try session.open(document, in: ".")
  let notes = session.notes.map(\.message).filter { $0 != "there is a header, but no row" }
  #expect(notes == [], "\(entry)")
  let table = try #require(session.table(named: "on"))
  #expect(rows(table) == rows(guessed.table))
  #expect(table.columnNames == guessed.table.columnNames)
}

@Test("a profile says shares that are true and rounds means only")
func profileTables() {
  let table = Table(
    columnNames: ["n", "t"],
    rows: (0..<3000).map { row in
      [row == 9 ? .null : .integer(Int64(row % 3)), row > 0 ? .null : .text("x\ny")]
    })
  let profile = TableProfile(name: "t", table)
  #expect(profile.heading == "t: 3,000 rows, 2 columns")
  let groups = profile.groups(charset: .ascii)
  #expect(
    rows(groups[0]) == [
      [
        .text("n"), .text("integer"), .text("1 (<0.1%)"), .integer(3), .integer(0), .integer(0),
        .integer(1), .integer(2), .integer(2), .real(1.000333444), .text("@@@"),
      ]
    ])
  #expect(
    rows(groups[1]) == [
      [
        .text("t"), .text("text"), .text("2,999 (>99.9%)"), .integer(1), .text("3"), .text("x\ny"),
        .text("x\ny"), .text(""),
      ]
    ])
}

@Test("the declaration of a table quotes names and says the rules that SQL can say")
func declarations() {
  let table = Table(columnNames: ["a\"b", "r", "t"], rows: [[.integer(1), .real(1), .null]])
  #expect(
    table.declaration(name: "x y", schema: nil)
      == "CREATE TABLE \"x y\" (\n  \"a\"\"b\" INTEGER,\n  \"r\" REAL,\n  \"t\" TEXT\n);\n")
}
