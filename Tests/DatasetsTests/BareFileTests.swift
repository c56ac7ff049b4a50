// Files without a schema: what is decided, and that no value changes.

import Diagnostics
import SystemPackage
import Tabular
import Testing

@testable import Datasets

@Test("columns are typed by all of their values")
func types() throws {
  let table = try bare("a,b,c,d\n1,1.5,x,\n-2,2,y,\n").table
  #expect(table.columnNames == ["a", "b", "c", "d"])
  #expect(
    rows(table) == [
      [.integer(1), .real(1.5), .text("x"), .null], [.integer(-2), .real(2), .text("y"), .null],
    ])
}

@Test(
  "a number type is chosen only when every value comes back the same",
  arguments: [
    ("1", .integer(1)), ("-7", .integer(-7)), ("0", .integer(0)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9007199254740993", .integer(9_007_199_254_740_993)), (" 5 ", .integer(5)),
    ("9223372036854775808", .text("9223372036854775808")), ("00123", .text("00123")),
    ("-007", .text("-007")), ("007.5", .text("007.5")),
    ("1e5", .real(100_000)), (".5", .real(0.5)), ("5.", .real(5)), ("+5", .real(5)),
    ("0.1", .real(0.1)), ("1e22", .real(1e22)), ("1e23", .real(1e23)),
    ("123456789012345678.5", .real(123456789012345678.5)),
    ("5e-324", .real(.leastNonzeroMagnitude)),
    ("1E400", .text("1E400")), ("1e-400", .text("1e-400")), ("0e-400", .real(0)),
    ("inf", .text("inf")), ("nan", .text("nan")), ("0x10", .text("0x10")),
    ("1_000", .text("1_000")),
    ("\"1,234\"", .text("1,234")), ("$5.00", .text("$5.00")), ("12%", .text("12%")),
    ("true", .text("true")), ("2024-01-02", .text("2024-01-02")),
    ("02/03/2024", .text("02/03/2024")),
    ("NULL", .text("NULL")), ("NA", .text("NA")), ("\\N", .text("\\N")), ("-", .text("-")),
    (".", .text(".")), ("e5", .text("e5")), ("1e", .text("1e")), ("--1", .text("--1")),
    (" x ", .text(" x ")), ("=1+1", .text("=1+1")), ("\u{1B}[31m", .text("\u{1B}[31m")),
    ("\"\"", .text("")),
  ] as [(String, Value)])
func classifier(text: String, value: Value) throws {
  let table = try bare("name,v\nx,\(text)\n").table
  #expect(table.columns[1][0] == value)
}

@Test("minus zero is a real that keeps its sign")
func minusZero() throws {
  let table = try bare("a\n-0\n").table
  guard case .real(let value) = table.columns[0][0] else {
    Issue.record("no real")
    return
  }
  #expect(value.sign == .minus)
}

@Test("integers and reals together are reals while every integer is exact")
func integersAndReals() throws {
  #expect(try rows(bare("a\n1\n2.5\n").table) == [[.real(1)], [.real(2.5)]])
  let large = try bare("a\n9007199254740993\n2.5\n")
  #expect(rows(large.table) == [[.text("9007199254740993")], [.text("2.5")]])
  #expect(
    large.notes.map(\.message) == [
      "column a kept as text: reals together with integers beyond 2^53"
    ])
}

@Test("one value far down keeps a column as text, and the note says which")
func lateText() throws {
  let numbers = (1...25_000).map(String.init).joined(separator: "\n")
  let loaded = try bare("a\n\(numbers)\n3.7\n007\n")
  #expect(loaded.table.columns[0][0] == .text("1"))
  #expect(loaded.table.columns[0][25_001] == .text("007"))
  #expect(
    loaded.notes.map(\.message) == [
      #"column a kept as text: 1 value starts with 0 (first: line 25003, "007")"#
    ])
  let missing = try bare("a\n1\nN/A\nN/A\n")
  #expect(
    missing.notes.map(\.message) == [
      #"column a kept as text: "N/A" in 2 of 3 rows; everything else is a number"#
    ])
  #expect(missing.notes.first?.hint == #"add null: ["N/A"] to read it as integer"#)
  #expect(missing.notes.first?.severity == .note)
}

@Test("an empty field is NULL, an empty quoted one is empty text")
func emptyFields() throws {
  #expect(
    try rows(bare("a,b\n,\"\"\n\"\",\n").table) == [[.null, .text("")], [.text(""), .null]])
}

@Test(
  "line endings, byte order mark and a missing last line ending change nothing",
  arguments: [
    "a,b\n1,x\n", "a,b\r\n1,x\r\n", "a,b\r1,x\r", "a,b\n1,x", "\u{FEFF}a,b\n1,x\n", "a,b\r\n1,x\n",
  ])
func lineEndings(text: String) throws {
  let table = try bare(text).table
  #expect(table.columnNames == ["a", "b"])
  #expect(rows(table) == [[.integer(1), .text("x")]])
}

@Test("quotes hold separators, line endings and doubled quotes; a quote inside a field is a quote")
func quoting() throws {
  let table = try bare("a,b,c\n\"x,\"\"y\"\"\r\nz\",5\"\"2,\"1\"\n").table
  #expect(rows(table) == [[.text("x,\"y\"\r\nz"), .text("5\"\"2"), .integer(1)]])
}

@Test(
  "the separator is found", arguments: [(";", "\";\""), ("\t", "\"\\t\""), ("|", "\"|\"")])
func separators(separator: String, shown: String) throws {
  let text = "a,b,c\n1,2,3\n4,5,6\n".map { $0 == "," ? separator : String($0) }.joined()
  let loaded = try bare(text)
  #expect(rows(loaded.table).last == [.integer(4), .integer(5), .integer(6)])
  #expect(loaded.notes.map(\.message) == ["separator is \(shown) not \",\""])
}

@Test("one ragged record does not change the separator")
func raggedSeparator() throws {
  let lines = Array(repeating: "1;2", count: 9).joined(separator: "\n")
  #expect(
    try findings { try bare("a;b\n\(lines)\n1;2;3\n") } == [
      "11:5: a record of 3 fields, where the first has 2"
    ])
}

@Test("decimal commas in a file of semicolons stay text, with a note")
func decimalComma() throws {
  let loaded = try bare("a;b\n7,5;x\n8,25;y\n")
  #expect(rows(loaded.table) == [[.text("7,5"), .text("x")], [.text("8,25"), .text("y")]])
  #expect(loaded.notes.count == 2)
}

@Test("a .tsv file is separated by tabs whatever else it holds")
func tsv() throws {
  let loaded = try bare("a,1\tb\n1,5\tx\n", name: "f.tsv")
  #expect(loaded.table.columnNames == ["a,1", "b"])
}

@Test("sep= and # lines before the header are honoured")
func prelude() throws {
  #expect(try rows(bare("sep=;\na;b\n1;2\n").table) == [[.integer(1), .integer(2)]])
  #expect(try rows(bare("# made by x, y\n#\na,b\n1,#2\n").table) == [[.integer(1), .text("#2")]])
}

@Test("a first row of numbers is data, and the columns are c1 c2 …")
func noHeader() throws {
  let loaded = try bare("1,2\n3,4\n")
  #expect(loaded.table.columnNames == ["c1", "c2"])
  #expect(loaded.table.rowCount == 2)
  #expect(loaded.notes.count == 1)
}

@Test(
  "names are made distinct as SQLite compares them",
  arguments: [
    ("a,a,b", ["a", "a_2", "b"]), ("A,a,b", ["A", "a_2", "b"]), ("a,,b", ["a", "column_2", "b"]),
    ("a,a_2,a", ["a", "a_2", "a_3"]), (" a , b", ["a", "b"]),
    (",column_1,x", ["column_1_2", "column_1", "x"]),
    ("select,order by,\"we\"\"ird\"", ["select", "order by", "we\"ird"]),
  ])
func names(header: String, expected: [String]) throws {
  #expect(
    try bare("\(header)\nx,y,z\n".replacing(" b\nx,y,z", with: " b\nx,y")).table.columnNames
      == expected)
}

@Test("a comma at the end of every line is no column")
func trailingComma() throws {
  let loaded = try bare("a,b,\n1,2,\n")
  #expect(loaded.table.columnNames == ["a", "b"])
  #expect(try bare("a,b,\n1,2,3\n").table.columnNames == ["a", "b", "column_3"])
}

@Test("blank lines are skipped in a table of several columns and NULL in one of a single column")
func blankLines() throws {
  let loaded = try bare("\na,b\n\n1,2\n\n\n3,4\n\n")
  #expect(rows(loaded.table) == [[.integer(1), .integer(2)], [.integer(3), .integer(4)]])
  #expect(loaded.notes.map(\.message) == ["3 blank lines are skipped"])
  #expect(try rows(bare("a\n1\n\n2\n\n\n").table) == [[.integer(1)], [.null], [.integer(2)]])
}

@Test("a header alone is a table without rows")
func headerOnly() throws {
  let loaded = try bare("a,b\n")
  #expect(loaded.table.rowCount == 0)
  #expect(loaded.table.columnNames == ["a", "b"])
  #expect(loaded.notes.map(\.message) == ["there is a header, but no row"])
}

@Test("blanks before a quote are dropped, with a note")
func spacedQuote() throws {
  let loaded = try bare("a,b\n1, \"x, y\"\n")
  #expect(rows(loaded.table) == [[.integer(1), .text("x, y")]])
  #expect(loaded.notes.map(\.message) == ["blanks before 1 quote are dropped"])
}

@Test(
  "malformed files are errors with their place",
  arguments: [
    ("", ["f.csv: the file is empty"]), ("\u{FEFF}", ["f.csv: the file is empty"]),
    ("\n\n", ["f.csv: the file has no records"]),
    ("a,b\n1,\"x\"y\n", ["2:6: text after a closing quote"]),
    ("a,b\n\"p\nq\",1\n2,\"x\n\n", ["4:3: the quote that opens here is never closed"]),
    (
      "a,b\n\"p\nq\",1\n5\n1,2,3\n",
      [
        "4:1: a record of 1 field, where the first has 2",
        "5:5: a record of 3 fields, where the first has 2",
      ]
    ),
    ("a,b\né1,x\0y\n", ["2:5: a NUL byte"]),
    ("a,b\n1,x\ry\n", ["2:4: a carriage return without a line feed"]),
  ])
func malformed(text: String, expected: [String]) throws {
  #expect(try findings { try bare(text) } == expected)
}

@Test("a backslash before a quote gets the hint to double it")
func backslash() throws {
  do {
    _ = try bare("a,b\n1,\"x\\\"y\"\n")
    Issue.record("no error")
  } catch let list as DiagnosticList {
    #expect(list.diagnostics[0].hint?.contains("not with a backslash") == true)
  }
}

@Test("bytes that are not UTF-8 are shown with their exact place")
func notUTF8() throws {
  #expect(
    try findings { try bare(Array("a,b\né,x".utf8) + [0xE9, 0x0A]) } == [
      "2:4: byte 0xE9 is not UTF-8"
    ])
  for bad in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80]]
    as [[UInt8]]
  {
    #expect(
      try findings { try bare(Array("abcdefghij\n".utf8) + bad) }.first?.hasPrefix("2:1: byte")
        == true)
  }
}

@Test("more than 2,000 columns are refused in one line")
func tooManyColumns() throws {
  let header = (0..<2_001).map { "c\($0)x" }.joined(separator: ",")
  #expect(
    try findings { try bare(header + "\n") } == ["f.csv: 2,001 columns, where SQLite takes 2,000"])
}

@Test("missing, unreadable and wrong kinds of file are said without a place")
func unreadable() throws {
  let files = memory(["d.csv/": [], "!s.csv": []])
  for (path, message) in [
    ("m.csv", "m.csv: no such file"), ("d.csv", "d.csv: is a folder, not a file"),
    ("s.csv", "s.csv: permission denied"),
  ] {
    #expect(try findings { try loadFile(at: .init(path), sha256: nil, files: files) } == [message])
  }
}

@Test("a digest that differs stops the load and both are named")
func hashes() throws {
  // The digest as printed by sha256sum.
  let digest = "309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc"
  let files = memory(["f.csv": Array("a\n1\n".utf8)])
  #expect(try loadFile(at: "f.csv", sha256: digest, files: files).table.rowCount == 1)
  #expect(try loadFile(at: "f.csv", sha256: "sha256:" + digest, files: files).table.rowCount == 1)
  let wrong = String(repeating: "0", count: 64)
  #expect(
    try findings { try loadFile(at: "f.csv", sha256: wrong, files: files) } == [
      "f.csv: the content changed: sha256 \(wrong) expected, \(digest) found"
    ])
}

@Test("of a package's file at most 20 findings are shown and the last counts the rest")
func manyFindings() throws {
  let files = package(
    fields: #"{"name": "a", "type": "integer"}"#,
    csv: "a\n" + String(repeating: "x\n", count: 50))
  let messages = try findings { try loadFirst(files) }
  #expect(messages.count == 21)
  #expect(messages[19].hasPrefix("21:1:"))
  #expect(messages[20] == "p/t.csv: 30 more violations, 50 in all")
}
