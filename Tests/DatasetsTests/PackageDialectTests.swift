// Dialects, encodings and inline rows of data packages.

import Diagnostics
import Files
import SystemPackage
import Tabular
import Testing

@testable import Datasets

private let fields = #"{"name": "a"}, {"name": "b"}"#

private func table(_ dialect: String, _ csv: String) throws -> [[Value]] {
  try rows(loadFirst(package(fields: fields, resource: "\"dialect\": \(dialect),", csv: csv)))
}

private func inline(_ resource: String) throws -> Table {
  try loadFirst(
    memory(["p/datapackage.json": Array(#"{"resources": [{"name": "t", \#(resource)}]}"#.utf8)]))
}

@Test("an escape takes the meaning from the byte after it, inside quotes and outside")
func escapes() throws {
  let escape = #"{"escapeChar": "\\", "nullSequence": "\\N"}"#
  let csv = #"""
    a,b
    x\,y,\"z\"
    \\,"q\",""r"
    x\
    y,\N
    "\N",N
    N,\
    """#
  #expect(
    try table(escape, csv) == [
      [.text("x,y"), .text("\"z\"")], [.text("\\"), .text("q\",\"r")], [.text("x\ny"), .null],
      [.text("N"), .text("N")], [.text("N"), .text("\\")],
    ])
}

@Test("comments begin with any text, and rows are left out by their number in the file")
func comments() throws {
  let expected: [[Value]] = [[.text("x"), .text("y")]]
  #expect(try table(#"{"commentChar": "--"}"#, "--1\na,b\n--\nx,y\n--") == expected)
  #expect(
    try table(#"{"commentRows": [1, 3, 4]}"#, "title\na,b\n\"two\nlines\"\n1,2,3\nx,y\n")
      == expected)
  #expect(
    try table(##"{"commentRows": [4], "commentChar": "#"}"##, "#1\na,b\n#3\nno\nx,y\n") == expected)
  #expect(try table(#"{"commentRows": [9]}"#, "a,b\nx,y\n") == expected)
  #expect(
    try violations(
      fields: fields, resource: #""dialect": {"commentRows": [2]},"#, csv: "a,b\nno\nx\n") == [
        "3:1: a record of 1 field, where the table has 2"
      ])
}

@Test(
  "a header of several rows is joined, and a shorter row goes on with its last cell",
  arguments: [
    ("[1, 2]", "fruit\nid,name\n", ["fruit id", "fruit name"]),
    ("[1, 2]", "a,b\n,x\n", ["a", "b x"]), ("[1, 2]", "a,b,c\nx\n", ["a x", "b", "c"]),
    ("[2]", "title\nid,name\n", ["id", "name"]),
    ("[1, 3]", "a,b\nno,no\nx,y\n", ["a x", "b y"]),
    ("[1, 2, 3]", "a\nb\nc,d\n", ["a b c", "a b d"].map { $0 }),
  ] as [(String, String, [String])])
func headerRows(rows: String, csv: String, expected: [String]) throws {
  let width = expected.map { _ in "1" }.joined(separator: ",")
  let json =
    #"{"resources": [{"name": "t", "path": "t.csv", "dialect": {"headerRows": \#(rows)}}]}"#
  let files = memory([
    "p/datapackage.json": Array(json.utf8), "p/t.csv": Array("\(csv)\(width)\n".utf8),
  ])
  let table = try loadFirst(files)
  #expect(table.columnNames == expected)
  #expect(table.rowCount == 1)
}

@Test("a file that ends within its header is an error")
func headerBeyondTheEnd() throws {
  #expect(
    try violations(fields: fields, resource: #""dialect": {"headerRows": [1, 3]},"#, csv: "a\nb\n")
      == ["p/t.csv: no header"])
}

@Test("records end in any byte, but not inside quotes, and places are those of the file")
func lineTerminators() throws {
  let dialect = ##"{"lineTerminator": ";", "commentChar": "#", "escapeChar": "\\"}"##
  #expect(
    try table(dialect, "a,b;#x\",\"y;1,apple;2,\"or;an\nge\";3,a\\;b;\n") == [
      [.text("1"), .text("apple")], [.text("2"), .text("or;an\nge")], [.text("3"), .text("a;b")],
    ])
  let resource = "\"dialect\": \(dialect),"
  #expect(
    try violations(
      fields: #"{"name": "a", "type": "integer"}, {"name": "b"}"#, resource: resource,
      csv: "a,b;1,\"x\ny\";x,y;2;") == [
        "2:4: a: \"x\" is not an integer", "2:8: a record of 1 field, where the table has 2",
      ])
  #expect(
    try violations(fields: fields, resource: resource, csv: "a,b;1,x\n;2,y\r\nz;") == [
      "1:8: a line ending outside quotes, where records end otherwise",
      "2:5: a line ending outside quotes, where records end otherwise",
    ])
  let separators = #"{"lineTerminator": "\u001e", "delimiter": "\u001f"}"#
  #expect(try table(separators, "a\u{1f}b\u{1e}x,\u{1f}y\u{1e}").count == 1)
}

@Test("properties of other formats mean nothing for CSV")
func foreignProperties() throws {
  let dialect =
    #"{"sheetName": "x", "sheetNumber": 2, "property": "p", "itemType": "array", "table": "t"}"#
  #expect(try table(dialect, "a,b\nx,y\n").count == 1)
}

@Test("text with escapes, comments and rows left out is the same, wherever it is cut")
func cuts() throws {
  let json = ##"""
    {"resources": [{"name": "t", "path": "t.csv",
     "dialect": {"escapeChar": "\\", "commentChar": "#", "commentRows": [2, 5], "nullSequence": "NA"},
     "schema": {"fields": [{"name": "d", "type": "date", "format": "%d/%m/%Y"}, {"name": "s"}]}}]}
    """##
  let csv =
    "d,s\nskip \"me\n1/2/2014,\"x\ny\"\n#no\n2/2/2014,a\\\nb\n3/2/2014,\\\"\n1/02/2014,NA\nx,\"\\\"\"\n"
  let files = memory(["p/datapackage.json": Array(json.utf8)])
  let resource = try readPackage(at: "p", files: files).resources[0]
  let schema = try #require(resource.schema)
  func found(_ csv: String, _ blockSize: Int, _ count: Int) throws -> ([[Value]], [String]) {
    let workers = Workers(count: count)
    var text = try DataText(
      FileContents(Array(csv.utf8)), file: "t.csv", blockSize: blockSize, workers: workers)
    text.skippedRecords = commentRecords(of: text, dialect: resource.dialect)
    var table: [[Value]] = []
    let faults = try findings {
      var loader = ResourceLoader(
        dialect: resource.dialect, schema: schema, texts: [text], workers: workers)
      table = try rows(loader.load(files: files))
    }
    return (table, faults)
  }
  let whole = try found(csv, 1 << 20, 1)
  #expect(whole.1 == ["10:1: d: \"x\" is not a date by the format %d/%m/%Y"])
  let good = String(csv.dropLast(7))
  let table = try found(good, 1 << 20, 1)
  #expect(
    table.0 == [
      [.text("2014-02-01"), .text("x\ny")], [.text("2014-02-03"), .text("\"")],
      [.text("2014-02-01"), .null],
    ])
  for blockSize in 1...csv.utf8.count {
    #expect(try found(csv, blockSize, 2) == whole, "\(blockSize)")
    #expect(try found(good, blockSize, 2) == table, "\(blockSize)")
  }
}

@Test(
  "encodings are decoded by the names that packages give them",
  arguments: [
    ("latin1", [0x4B, 0xF6] as [UInt8], "Kö"), ("ISO-8859-1", [0x80], "\u{80}"),
    ("cp1252", [0x80], "€"), ("Windows-1252", [0x80], "€"), ("UTF-16LE", [0x4B, 0, 0xF6, 0], "Kö"),
    ("utf_16_be", [0, 0x4B, 0, 0xF6], "Kö"), ("utf-16", [0xFE, 0xFF, 0, 0x4B], "K"),
    ("utf-16be", [0xFF, 0xFE, 0x4B, 0], "K"), ("us-ascii", [0x4B], "K"),
  ])
func encodings(name: String, bytes: [UInt8], expected: String) throws {
  let json =
    #"{"resources": [{"name": "t", "path": "t.csv", "encoding": "\#(name)", "dialect": {"header": false}, "schema": {"fields": [{"name": "a"}]}}]}"#
  let files = memory(["p/datapackage.json": Array(json.utf8), "p/t.csv": bytes])
  #expect(try rows(loadFirst(files)) == [[.text(expected)]])
}

@Test("inline rows have the types of JSON where none are declared")
func inlineTypes() throws {
  let table = try inline(
    #""data": [{"i": 1, "n": 1, "b": true, "s": "1", "m": 1, "l": [1, "x"]}, {"n": 1.5, "b": null, "m": "x", "i": -2}]"#
  )
  #expect(table.columnNames == ["i", "n", "b", "s", "m", "l"])
  #expect(
    rows(table) == [
      [.integer(1), .real(1), .integer(1), .text("1"), .text("1"), .text(#"[1,"x"]"#)],
      [.integer(-2), .real(1.5), .null, .null, .text("x"), .null],
    ])
}

@Test("inline rows keep every rule of their schema, and null is NULL")
func inlineRules() throws {
  let schema =
    #""schema": {"missingValues": ["-"], "fields": [{"name": "n", "type": "number", "decimalChar": ","}, {"name": "s"}]}"#
  #expect(
    try rows(inline(#""data": [["n", "s"], [1.5, ""], ["2,5", "-"], [null, null]], \#(schema)"#))
      == [
        [.real(1.5), .text("")], [.real(2.5), .null], [.null, .null],
      ])
  #expect(try inline(#""data": [], \#(schema)"#).columnNames == ["n", "s"])
  #expect(
    try rows(inline(#""data": [[1, "x"]], "dialect": {"header": false}, \#(schema)"#)) == [
      [.real(1), .text("x")]
    ])
  let found = try findings {
    try inline(
      "\"data\": [\n[\"n\", \"s\"],\n[\"x\", 1],\n[true, \"a\\u0000\"]], \(schema)")
  }
  #expect(found == ["4:8: a NUL byte"])
}

@Test("what is wrong with inline rows has its place in datapackage.json")
func inlineFaults() throws {
  let schema =
    #""schema": {"primaryKey": ["n"], "fields": [{"name": "n", "type": "integer"}, {"name": "b", "type": "boolean"}, {"name": "s", "type": "string"}]}"#
  let found = try findings {
    try inline(
      """
      "data": [
      {"n": 1, "b": true, "s": "x"},
      {"n": 1.0, "b": 1, "s": 2},
      {"n": 1.5, "s": ["x"]},
      {"b": "true", "s": null}
      ], \(schema)
      """)
  }
  #expect(
    found == [
      "3:7: n: 1 repeats the primary key of line 2", "3:17: b: 1 is a JSON number, not a boolean",
      "3:25: s: 2 is a JSON number, not text", "4:7: n: \"1.5\" is not an integer",
      "4:17: s: [\"x\"] is a JSON array, not text", "5:1: n: part of the primary key, but empty",
    ])
}
