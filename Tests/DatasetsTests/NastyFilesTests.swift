// The nasty files of the world, one test a kind: exact values, notes and errors.

import Diagnostics
import Files
import Foundation
import Synchronization
import SystemPackage
import Tabular
import Testing

@testable import Datasets

/// A file, and what loading it gives.
struct NastyFile: Sendable, CustomTestStringConvertible {
  let number: Int
  let bytes: [UInt8]
  var options = CSVOptions()
  var names: [String] = []
  var rows: [[Value]] = []
  var notes: [String] = []
  var errors: [String] = []
  var testDescription: String { "case \(number)" }

  init(
    _ number: Int, _ text: String, _ names: [String] = [], _ rows: [[Value]] = [],
    notes: [String] = [], errors: [String] = []
  ) {
    self.init(
      number, bytes: Array(text.utf8), names, rows, notes: notes, errors: errors)
  }

  init(
    _ number: Int, bytes: [UInt8], _ names: [String] = [], _ rows: [[Value]] = [],
    notes: [String] = [], errors: [String] = []
  ) {
    self.number = number
    self.bytes = bytes
    self.names = names
    self.rows = rows
    self.notes = notes
    self.errors = errors
  }
}

private func i(_ value: Int64) -> Value { .integer(value) }
private func r(_ value: Double) -> Value { .real(value) }
private func t(_ value: String) -> Value { .text(value) }
private let ab: [[Value]] = [[.integer(1), .text("x")]]

private let files: [NastyFile] = [
  NastyFile(1, "\u{FEFF}a,b\n1,x\n", ["a", "b"], ab),
  NastyFile(
    2, bytes: [0xFF, 0xFE] + "a,b\n1,é😀\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
    ["a", "b"], [[i(1), t("é😀")]], notes: ["the file is UTF-16, not UTF-8"]),
  NastyFile(
    2, bytes: [0xFE, 0xFF] + "a,b\n1,x\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
    ["a", "b"], ab, notes: ["the file is UTF-16, not UTF-8"]),
  NastyFile(
    2, bytes: [0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x00, 0xD8, 0x0A, 0],
    errors: ["2:1: half a character of UTF-16"]),
  NastyFile(
    3, bytes: Array("name,city\nx,K".utf8) + [0xF6] + Array("ln\n".utf8),
    errors: ["2:4: byte 0xF6 is not UTF-8"]),
  NastyFile(
    4, bytes: Array("a,b\né,ö\nx,".utf8) + [0xC3, 0x28] + Array("\ny,z\n".utf8),
    errors: ["3:3: byte 0xC3 is not UTF-8"]),
  NastyFile(5, "a,b\n1,x\0y\n", errors: ["2:4: a NUL byte"]),
  NastyFile(6, "a,b\r\n1,x\r\n", ["a", "b"], ab),
  NastyFile(7, "a,b\r1,x\r", ["a", "b"], ab, notes: ["lines end in CR alone"]),
  NastyFile(
    8, "a,b\r\n1,x\n2,y\r\n", ["a", "b"], ab + [[i(2), t("y")]],
    notes: ["some lines end in CR LF, some in LF"]),
  NastyFile(9, "a,b\n1,x", ["a", "b"], ab),
  NastyFile(10, "", errors: ["f.csv: the file is empty"]),
  NastyFile(11, "a,b\n", ["a", "b"], [], notes: ["there is a header, but no row"]),
  NastyFile(
    12, "a,b\n1,x\n\n\n2,y\n\n", ["a", "b"], ab + [[i(2), t("y")]],
    notes: ["2 blank lines are skipped"]),
  NastyFile(13, "a\n1\n\n2\n\n\n", ["a"], [[i(1)], [.null], [i(2)]]),
  NastyFile(
    14, "a,b,c\n1,2,3\n4,5\n",
    errors: ["3:1: a record of 2 fields, where the first has 3"]),
  NastyFile(
    15, "a,b\n1,2\n3,4,5\n6,7,8,9\n",
    errors: [
      "3:5: a record of 3 fields, where the first has 2",
      "4:5: a record of 4 fields, where the first has 2",
    ]),
  NastyFile(
    16, "a,b,\n1,x,\n", ["a", "b"], ab,
    notes: ["column 3 has neither name nor values and is left out"]),
  NastyFile(
    17, "a,a,b\n1,2,3\n", ["a", "a_2", "b"], [[i(1), i(2), i(3)]],
    notes: ["a second column a is named a_2"]),
  NastyFile(
    18, "A,a,b\n1,2,3\n", ["A", "a_2", "b"], [[i(1), i(2), i(3)]],
    notes: ["a second column a is named a_2"]),
  NastyFile(
    19, "a,,b\n1,2,3\n", ["a", "column_2", "b"], [[i(1), i(2), i(3)]],
    notes: ["column 2 has no name: column_2"]),
  NastyFile(
    20, "select,order by,\"we\"\"ird\"\n1,2,3\n", ["select", "order by", "we\"ird"],
    [[i(1), i(2), i(3)]]),
  NastyFile(21, " a , b\n 1 , x \n", ["a", "b"], [[i(1), t(" x ")]]),
  NastyFile(22, "a,b\n1,\"x\ny\"\n2,z\n", ["a", "b"], [[i(1), t("x\ny")], [i(2), t("z")]]),
  NastyFile(
    22, "a,b\n1,\"x\ny\"\n2\n", errors: ["4:1: a record of 1 field, where the first has 2"]),
  NastyFile(23, "a,b\n1,\"x \"\"y\"\"\"\n", ["a", "b"], [[i(1), t("x \"y\"")]]),
  NastyFile(24, "a,b\n1,5\" pipe\n", ["a", "b"], [[i(1), t("5\" pipe")]]),
  NastyFile(25, "a,b\n\"abc\"def,1\n2,3\n", errors: ["2:6: text after a closing quote"]),
  NastyFile(
    26, "a,b\n1,x\n2,\"y\n3,z\n", errors: ["3:3: the quote that opens here is never closed"]),
  NastyFile(
    27, "a,b\n1, \"x, y\"\n", ["a", "b"], [[i(1), t("x, y")]],
    notes: ["blanks before 1 quote are dropped"]),
  NastyFile(28, "a,b\n1,\"x\\\"y\"\n", errors: ["2:7: text after a closing quote"]),
  NastyFile(29, "a;b\n1;x\n", ["a", "b"], ab, notes: ["separator is \";\" not \",\""]),
  NastyFile(
    30, "a;b\n7,5;x\n8,25;y\n", ["a", "b"], [[t("7,5"), t("x")], [t("8,25"), t("y")]],
    notes: [
      "separator is \";\" not \",\"",
      "column a kept as text: 2 numbers hold a comma (first: line 2, \"7,5\")"
        + " | add decimal: \",\" to read it as real",
    ]),
  NastyFile(31, "a\tb\n1\tx\n", ["a", "b"], ab, notes: ["separator is \"\\t\" not \",\""]),
  NastyFile(31, "a|b\n1|x\n", ["a", "b"], ab, notes: ["separator is \"|\" not \",\""]),
  NastyFile(
    32, "sep=;\na;b\n1;x\n", ["a", "b"], ab,
    notes: ["separator is \";\", as the first line says"]),
  NastyFile(
    33, "# made by x, y\n# \"z\na,b\n1,x\n#2,y\n", ["a", "b"],
    [[t("1"), t("x")], [t("#2"), t("y")]],
    notes: ["2 lines before the header begin with # and are skipped"]),
  NastyFile(
    34, "Report 2024,,\n,,\na,b,c\n1,2,3\n", ["Report 2024", "column_2", "column_3"],
    [[.null, .null, .null], [t("a"), t("b"), t("c")], [t("1"), t("2"), t("3")]],
    notes: [
      "row 1 looks like a title (2 of 3 names empty): skip: 2", "column 2 has no name: column_2",
      "column 3 has no name: column_3",
    ]),
  NastyFile(
    35, "1,2\n3,4\n", ["c1", "c2"], [[i(1), i(2)], [i(3), i(4)]],
    notes: ["the first row is all numbers, so it is no header: the columns are c1 c2 …"]),
  NastyFile(36, "a,b\nx,y\n", ["a", "b"], [[t("x"), t("y")]]),
  NastyFile(
    37, "zip,n\n00123,1\n45678,2\n", ["zip", "n"], [[t("00123"), i(1)], [t("45678"), i(2)]],
    notes: ["column zip kept as text: 1 value starts with 0 (first: line 2, \"00123\")"]),
  NastyFile(
    38, "a\n1\n9223372036854775808\n", ["a"], [[t("1")], [t("9223372036854775808")]],
    notes: [
      "column a kept as text: 1 integer is beyond 64 bits (first: line 3, \"9223372036854775808\")"
    ]),
  NastyFile(39, "a\n9007199254740993\n", ["a"], [[i(9_007_199_254_740_993)]]),
  NastyFile(
    40, "a\n1\n2.5\n9007199254740992\n", ["a"], [[r(1)], [r(2.5)], [r(9_007_199_254_740_992)]]),
  NastyFile(
    40, "a\n9007199254740993\n2.5\n", ["a"], [[t("9007199254740993")], [t("2.5")]],
    notes: ["column a kept as text: reals together with integers beyond 2^53"]),
  NastyFile(
    41, "a\n1e5\n.5\n5.\n+5\n-0\n", ["a"], [[r(1e5)], [r(0.5)], [r(5)], [r(5)], [r(-0.0)]]),
  NastyFile(
    42, "a,b,c,d\n1E400,inf,0x10,1_000\n", ["a", "b", "c", "d"],
    [[t("1E400"), t("inf"), t("0x10"), t("1_000")]],
    notes: ["column a kept as text: 1 number is beyond the reals (first: line 2, \"1E400\")"]),
  NastyFile(
    43, "a\n0.1\n0.1234567890123456789\n", ["a"], [[r(0.1)], [r(0.12345678901234568)]],
    notes: [
      "column a: 1 value has more digits than a real keeps (first: line 3)"
        + " | add types: {a: text} to keep them"
    ]),
  NastyFile(
    44, "a,b,c\n\"1,234\",$5.00,12%\n", ["a", "b", "c"], [[t("1,234"), t("$5.00"), t("12%")]],
    notes: [
      "column a kept as text: 1 number holds a comma (first: line 2, \"1,234\")",
      "column b kept as text: 1 number has a currency or percent sign (first: line 2, \"$5.00\")",
      "column c kept as text: 1 number has a currency or percent sign (first: line 2, \"12%\")",
    ]),
  NastyFile(45, "a,b\ntrue,0\nyes,1\n", ["a", "b"], [[t("true"), i(0)], [t("yes"), i(1)]]),
  NastyFile(46, "a\n2024-01-02\n", ["a"], [[t("2024-01-02")]]),
  NastyFile(
    47, "a\n02/03/2024\n25/03/2024\n", ["a"], [[t("02/03/2024")], [t("25/03/2024")]],
    notes: [
      "column a kept as text: 2 dates can be read day first or month first "
        + "(first: line 2, \"02/03/2024\")"
    ]),
  NastyFile(48, "a,b\n,\"\"\nx,y\n", ["a", "b"], [[.null, t("")], [t("x"), t("y")]]),
  NastyFile(
    49, "a,b\nNA,NULL\n\\N,x\n1,-\n", ["a", "b"],
    [[t("NA"), t("NULL")], [t("\\N"), t("x")], [t("1"), t("-")]],
    notes: [
      "column a kept as text: \"NA\", \"\\N\" in 2 of 3 rows; everything else is a number"
        + " | add null: [\"NA\", \"\\N\"] to read it as integer"
    ]),
  NastyFile(
    51, "a\n1\n3.7\n", ["a"], [[r(1)], [r(3.7)]]),
  NastyFile(54, "a\n\u{1B}[31mx\u{7}\n", ["a"], [[t("\u{1B}[31mx\u{7}")]]),
  NastyFile(55, "a\n=1+1\n", ["a"], [[t("=1+1")]]),
  NastyFile(56, "a,b\nx,1\nTOTAL,1\n", ["a", "b"], [[t("x"), i(1)], [t("TOTAL"), i(1)]]),
]

@Test("a nasty file gives exactly this", arguments: files)
func nastyFiles(file: NastyFile) throws {
  do {
    let loaded = try load(file.bytes, file.options)
    #expect(file.errors == [])
    #expect(loaded.table.columnNames == file.names)
    #expect(rows(loaded.table) == file.rows)
    #expect(loaded.notes.map { $0.message + ($0.hint.map { " | \($0)" } ?? "") } == file.notes)
    #expect(loaded.notes.allSatisfy { $0.code == .guessedCSV && $0.severity == .note })
  } catch let list as DiagnosticList {
    #expect(list.diagnostics.map(brief) == file.errors)
  }
}

/// Loads a file under options.
func load(_ bytes: [UInt8], _ options: CSVOptions, name: String = "f.csv") throws -> LoadedTable {
  try loadFile(at: FilePath(name), options: options, sha256: nil, files: memory([name: bytes]))
}

@Test("the hints of errors name the option that accepts the file")
func errorHints() throws {
  func hints(_ bytes: [UInt8]) throws -> [String] {
    do {
      _ = try load(bytes, CSVOptions())
      return []
    } catch let list as DiagnosticList {
      return list.diagnostics.compactMap(\.hint)
    }
  }
  #expect(
    try hints(Array("a\n".utf8) + [0xE9]) == ["encoding: latin1 reads it, if that is what it is"])
  #expect(
    try hints(Array("a,b\n1\n".utf8)) == [
      "ragged: pad fills it with NULL, ragged: skip leaves it out"
    ])
  #expect(
    try hints(Array("a,b\n1,2,3\n".utf8)) == [
      "ragged: skip leaves it out, bad: reject puts it aside"
    ])
  #expect(
    try hints(Array("a,b\n1,\"x\\\"y\"\n".utf8)) == [
      "a quote inside quotes is written twice, not with a backslash: escape: \"\\\\\""
    ])
}

@Test("a word for a missing value far down keeps the column as text and says how to change that")
func lateMissing() throws {
  var text = "a\n"
  for number in 1...40_000 { text += number == 30_000 ? "N/A\n" : "\(number)\n" }
  let loaded = try bare(text)
  #expect(loaded.table.columns[0][0] == .text("1"))
  #expect(
    loaded.notes.map(\.message) == [
      "column a kept as text: \"N/A\" in 1 of 40,000 rows; everything else is a number"
    ])
  var options = CSVOptions()
  options.nullTexts = ["N/A"]
  let other = try load(Array(text.utf8), options)
  #expect(other.table.columns[0][0] == .integer(1))
  #expect(other.table.columns[0][29_999] == .null)
  #expect(other.notes == [])
}

@Test("more columns than SQLite takes are one error; a field of 70 KB and more is none")
func extents() throws {
  let header = (0..<3_000).map { "c\($0)x" }.joined(separator: ",")
  #expect(
    try findings { try bare(header + "\n" + header + "\n") } == [
      "f.csv: 3,000 columns, where SQLite takes 2,000"
    ])
  let long = String(repeating: "é", count: 1 << 20)
  #expect(try rows(bare("a,b\n\"\(long)\",1\n").table) == [[.text(long), .integer(1)]])
  #expect(
    try findings { try bare("a,b\nx,1\n" + String(repeating: "z", count: (16 << 20) + 1) + ",1\n") }
      == ["3:1: a field of more than 16 MiB"])
  #expect(
    try findings { try bare("a\n1\n" + String(repeating: "z", count: (16 << 20) + 1)) } == [
      "3:1: a field of more than 16 MiB"
    ])
  #expect(
    try findings { try bare(String(repeating: "z", count: (16 << 20) + 1)) } == [
      "1:1: a field of more than 16 MiB"
    ])
  #expect(
    try findings { try bare("a,b\nx,\"" + String(repeating: "z", count: (16 << 20) + 1) + "\n") }
      == ["2:3: the quote that opens here is not closed within 16 MiB"])
}

@Test("a compressed file is read through zlib; its digest is of the file as it lies there")
func gzip() throws {
  // printf 'a,b\n1,x\n' | gzip -n | base64
  let base64 = "H4sIAAAAAAAAA0vUSeIy1KngAgD0oAEACAAAAA=="
  let bytes = Array(try #require(Data(base64Encoded: base64)))
  #expect(try rows(load(bytes, CSVOptions(), name: "f.csv.gz").table) == ab)
  #expect(try rows(load(bytes + bytes, CSVOptions(), name: "f.csv.gz").table).count == 3)
  #expect(
    try findings { try load(Array(bytes.dropLast(12)), CSVOptions(), name: "f.csv.gz") } == [
      "f.csv.gz: the compressed file is cut off"
    ])
  var broken = bytes
  broken[12] ^= 0xFF
  #expect(
    try findings { try load(broken, CSVOptions(), name: "f.csv.gz") }.first?.hasPrefix("f.csv.gz: ")
      == true)
  let digest = try #require(try shaOf(bytes))
  let files = memory(["f.csv.gz": bytes])
  #expect(
    try loadFile(at: "f.csv.gz", sha256: digest, files: files).table.rowCount == 1)
}

private func shaOf(_ bytes: [UInt8]) throws -> String? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
  let (input, output) = (Pipe(), Pipe())
  process.standardInput = input
  process.standardOutput = output
  try process.run()
  input.fileHandleForWriting.write(Data(bytes))
  input.fileHandleForWriting.closeFile()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return text.split(separator: " ").first.map(String.init)
}

@Test("a file that changes while it is read is an error")
func changedFile() throws {
  let count = Mutex(0)
  let plain = memory(["f.csv": Array("a\n1\n".utf8)])
  let files = FileAccess(
    read: plain.read, write: plain.write, kind: plain.kind, list: plain.list,
    canonical: plain.canonical,
    stamp: { _ in
      count.withLock {
        $0 += 1
        return FileStamp(byteCount: 4, modified: Int64($0), identity: [1])
      }
    })
  #expect(
    try findings { try loadFile(at: "f.csv", sha256: nil, files: files) } == [
      "f.csv: the file changed while it was read"
    ])
}

@Test("a load that is stopped leaves no table")
func stopping() throws {
  let text = "a,b\n" + String(repeating: "1,x\n", count: 2_000_000)
  let files = memory(["f.csv": Array(text.utf8)])
  let seen = Mutex([Int]())
  #expect(
    try findings {
      try loadFile(
        at: "f.csv", sha256: nil, files: files,
        monitor: LoadMonitor { done, _ in
          seen.withLock { $0.append(done) }
          return done < 4 << 20
        })
    } == ["f.csv: loading was interrupted"])
  #expect(seen.withLock { $0 == $0.sorted() })
}
