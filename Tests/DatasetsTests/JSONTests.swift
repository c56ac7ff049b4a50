// Arrays of objects and objects on lines as tables.

import Diagnostics
import Files
import SystemPackage
import Tabular
import Testing

@testable import Datasets

private func json(_ text: String) throws -> LoadedTable { try bare(text, name: "f.json") }

private func lines(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> LoadedTable {
  try loadFile(
    at: "f.jsonl", options: options, sha256: nil, files: memory(["f.jsonl": Array(text.utf8)]))
}

@Test("columns are the names of all objects in the order of their first appearance")
func union() throws {
  let table = try json(#"[{"b":1,"a":"x"},{"a":null,"c":2},{}]"#).table
  #expect(table.columnNames == ["b", "a", "c"])
  #expect(
    rows(table) == [
      [.integer(1), .text("x"), .null], [.null, .null, .integer(2)], [.null, .null, .null],
    ])
}

@Test(
  "a type is chosen only when it changes no value, and what may surprise is a note",
  arguments: [
    ("1,2", [.integer(1), .integer(2)], nil),
    ("9223372036854775807,-9223372036854775808", [.integer(.max), .integer(.min)], nil),
    (
      "1,9223372036854775808", [.text("1"), .text("9223372036854775808")],
      "column a kept as text: 1 integer is beyond 64 bits (first: line 2, \"9223372036854775808\")"
    ),
    ("1,2.5", [.real(1), .real(2.5)], nil),
    ("9007199254740992,0.5", [.real(9_007_199_254_740_992), .real(0.5)], nil),
    (
      "0.5,9007199254740993", [.text("0.5"), .text("9007199254740993")],
      "column a kept as text: reals together with integers beyond 2^53 "
        + "(first: line 2, \"9007199254740993\")"
    ),
    (
      "1,1e400", [.text("1"), .text("1e400")],
      "column a kept as text: 1 number is beyond the reals (first: line 2, \"1e400\")"
    ),
    ("1E2,-0", [.real(100), .real(-0.0)], nil),
    (
      "0.1234567890123456789,1", [.real(0.1234567890123456789), .real(1)],
      "column a: 1 value has more digits than a real keeps (first: line 1, \"0.1234567890123456789\")"
    ),
    (
      "true,false", [.integer(1), .integer(0)], "column a: true and false are 1 and 0"
    ),
    (
      "true,2", [.text("true"), .text("2")],
      "column a kept as text: 1 number, 1 boolean (first number: line 2, \"2\")"
    ),
    (
      "1.50,\"x\"", [.text("1.50"), .text("x")],
      "column a kept as text: 1 string, 1 number (first string: line 2, \"x\")"
    ),
    ("\"5\",\"6\"", [.text("5"), .text("6")], nil),
    (
      "\"\",null", [.text(""), .null], nil
    ),
    ("null,null", [.null, .null], nil),
    (
      "[1, 2 ],{\"k\":\"\\u00e9\"}", [.text("[1, 2 ]"), .text("{\"k\":\"\\u00e9\"}")],
      "column a: arrays and objects are kept as their JSON text (first: line 1, \"[1, 2 ]\")"
    ),
  ] as [(String, [Value], String?)])
func types(values: String, expected: [Value], note: String?) throws {
  // Between the values, at depth 0, the test's own commas.
  let parts = values.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  let texts = parts.count == 2 ? parts : ["[1, 2 ]", "{\"k\":\"\\u00e9\"}"]
  let loaded = try json("[" + texts.map { "{\"a\":\($0)}" }.joined(separator: ",\n") + "]")
  #expect(loaded.table.columns[0].name == "a")
  #expect(rows(loaded.table).map { $0[0] } == expected)
  #expect(loaded.notes.map(\.message) == (note.map { [$0] } ?? []))
  let same = try lines(texts.map { "{\"a\":\($0)}\n" }.joined())
  #expect(rows(same.table) == rows(loaded.table))
  #expect(same.notes.map(\.message) == loaded.notes.map(\.message))
}

@Test("escapes mean what RFC 8259 says")
func jsonEscapes() throws {
  let table = try json(
    #"[{"a":"\"\\\/\b\f\n\r\t\u0041\u00e9\u65e5\ud83d\ude00","\u0061b":"x","ab\u0020":1}]"#
  ).table
  #expect(table.columnNames == ["a", "ab", "ab_2"])
  #expect(table.columns[0][0] == .text("\"\\/\u{8}\u{C}\n\r\tAé日😀"))
}

@Test("a name is the same however it is escaped, and the same name twice is an error")
func escapedNames() throws {
  #expect(try json(#"[{"a":1},{"\u0061":2},{"a":3}]"#).table.columnNames == ["a"])
  #expect(
    try findings { try json(#"[{"a":1,"\u0061":2}]"#) } == ["1:9: the object has this name twice"])
}

@Test(
  "what is no array of objects is an error at its place",
  arguments: [
    ("[]", "1:1: the array is empty: without an object there are no columns"),
    ("[{}]", "f.json: no object has a name, so that there are no columns"),
    ("{\"a\":1}", "1:1: one object where an array of objects is needed"),
    ("[1]", "1:2: expected an object"), ("[{\"a\":1},null]", "1:10: expected an object"),
    ("7", "1:1: expected an array of objects"),
    ("  \n ", "2:2: the text ends; expected an array of objects"),
    ("[{\"a\":1},]", "1:9: a comma before \"]\""), ("[{\"a\":1,}]", "1:8: a comma before \"}\""),
    ("[{\"a\":[1,]}]", "1:9: a comma before \"]\""),
    ("[{\"a\":1}", "1:9: the text ends; expected \",\" or \"]\""),
    ("[{\"a\":", "1:7: the text ends; expected a JSON value"),
    ("[{\"a\":\"x", "1:7: a string is not closed"),
    ("[{\"a\":\"x\\", "1:9: a string is not closed"),
    ("[{\"a\":1}]\n[{\"a\":2}]", "2:1: text after the end of the array"),
    ("[{\"a\":1}] x", "1:11: text after the end of the array"),
    ("[{\"a\":1 /* */}]", "1:9: expected \",\" or \"}\""),
    ("[{a:1}]", "1:3: expected a name in double quotes"),
    ("[{\"a\" 1}]", "1:7: expected \":\" after a name"),
    ("[{\"a\":01}]", "1:7: no JSON number"), ("[{\"a\":1.}]", "1:7: no JSON number"),
    ("[{\"a\":-}]", "1:7: no JSON number"), ("[{\"a\":1e+}]", "1:7: no JSON number"),
    ("[{\"a\":+1}]", "1:7: expected a JSON value"), ("[{\"a\":nul}]", "1:7: expected a JSON value"),
    ("[{\"a\":\"\\x\"}]", "1:8: no such escape in JSON"),
    ("[{\"a\":\"\\u12g4\"}]", "1:8: expected four hexadecimal digits after \\u"),
    ("[{\"a\":\"\\u0000\"}]", "1:8: \\u0000 is NUL, which no text may hold"),
    ("[{\"a\":\"\\udc00\"}]", "1:8: half a character: a surrogate without the other"),
    ("[{\"a\":\"\\ud800\\u0041\"}]", "1:8: half a character: a surrogate without the other"),
    ("[{\"a\":[\"\\ud800\"]}]", "1:9: half a character: a surrogate without the other"),
    ("[{\"é\":\"a\tb\"}]", "1:9: a control character inside a string"),
  ])
func malformed(text: String, message: String) throws {
  #expect(try findings { try json(text) } == [message])
}

@Test("each bad line is told, and the lines after it are still read")
func badLines() throws {
  let text = "{\"a\":1}\n{\"a\":\n\n[2]\n{\"a\":3} {}\n{\"a\":4}\r\n{\"b\"}"
  #expect(
    try findings { try lines(text) } == [
      "2:6: the line ends within the object", "4:1: expected an object",
      "5:9: expected the end of the line", "7:5: expected \":\" after a name",
    ])
  var options = CSVOptions()
  options.bad = .reject
  options.types = ["a": .integer]
  let loaded = try lines(text + "\n{\"a\":\"x\"}\n{\"a\":\"7\"}\n", options)
  #expect(rows(loaded.table) == [[.integer(1)], [.integer(4)], [.integer(7)]])
  #expect(loaded.rejects.map(\.line) == [2, 4, 5, 7, 8])
  #expect(loaded.rejects.last?.reason == "a: \"x\" is not an integer")
  #expect(loaded.rejects.last?.text == "{\"a\":\"x\"}")
  #expect(
    loaded.notes.map(\.message) == [
      "1 blank line is skipped", "5 lines that cannot be read are put aside",
    ])
}

@Test("stated types hold or are an error at the value; stated NULLs are NULL")
func stated() throws {
  var options = CSVOptions()
  options.types = ["a": .integer, "b": .text]
  options.nullTexts = ["NA", "-9"]
  let text = "{\"a\":\"5\",\"b\":1.50}\n{\"a\":true,\"b\":[1]}\n{\"a\":\"NA\",\"b\":-9}\n"
  let loaded = try lines(text, options)
  #expect(
    rows(loaded.table) == [
      [.integer(5), .text("1.50")], [.integer(1), .text("[1]")], [.null, .null],
    ])
  #expect(loaded.notes.isEmpty)
  #expect(
    try findings { try lines(text + "{\"a\":1.5}\n{\"b\":1,\"a\":{}}\n", options) } == [
      "4:6: a: \"1.5\" is not an integer", "5:12: a: \"{}\" is not an integer",
    ])
  options.types = ["c": .text]
  #expect(try findings { try lines(text, options) } == ["types: f.jsonl has no column c"])
}

@Test("names that SQLite cannot tell apart are numbered; names can become snake case")
func names() throws {
  #expect(
    try json(#"[{"A":1,"a":2,"":3," b ":4}]"#).table.columnNames == ["A", "a_2", "column_3", "b"])
  var options = CSVOptions()
  options.names = .snake
  #expect(try lines(#"{"Total (EUR)":1}"#, options).table.columnNames == ["total_eur"])
}

@Test("depth and number of names have limits that are told at once")
func jsonLimits() throws {
  let deep = "[{\"a\":" + String(repeating: "[", count: 100_000)
  #expect(try findings { try json(deep) } == ["1:1007: nested deeper than 1,000"])
  let fine = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
  #expect(try json("[{\"a\":\(fine)}]").table.columns[0][0] == .text(fine))
  let wide = "{" + (0...2_000).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
  let message = "more than 2,000 names, which is all that SQLite takes"
  #expect(try findings { try json("[\(wide)]") }.map { $0.hasSuffix(message) } == [true])
  #expect(try findings { try lines("\(wide)\n\(wide)\n") }.map { $0.hasSuffix(message) } == [true])
  let parted = (0...2_000).map { "{\"k\($0)\":1}\n" }.joined()
  #expect(try findings { try lines(parted) }.count == 1)
}

@Test("a byte order mark, UTF-16 and bytes that are no text are told apart")
func textEncodings() throws {
  #expect(
    try bare([0xEF, 0xBB, 0xBF] + Array("[{\"a\":1}]".utf8), name: "f.json").table.rowCount == 1)
  let wide: [UInt8] =
    [0xFF, 0xFE] + "[{\"a\":1}]".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  let loaded = try bare(wide, name: "f.json")
  #expect(loaded.table.rowCount == 1)
  #expect(loaded.notes.map(\.message) == ["the file is UTF-16, not UTF-8"])
  #expect(
    try findings { try bare(Array("[{\"a\":\"".utf8) + [0xFF], name: "f.json") } == [
      "1:8: byte 0xFF is not UTF-8"
    ])
  #expect(try findings { try json("[{\"a\":\"\0\"}]") } == ["1:8: a NUL byte"])
  #expect(try findings { try json("") } == ["f.json: the file is empty"])
}

@Test(
  "the name tells the form, before .gz; an option states it",
  arguments: [
    ("a.csv", .csv), ("a.TSV", .tsv), ("a.json", .json), ("a.jsonl", .jsonl), ("a.ndjson", .jsonl),
    ("a.jsonl.gz", .jsonl), ("a.db", .sqlite), ("a.sqlite3", .sqlite), ("a.db.gz", nil),
    ("a.txt", nil), ("json", nil), ("-", nil),
  ] as [(String, DataFormat?)])
func forms(name: String, format: DataFormat?) throws {
  #expect(FilePath(name).dataFormat == format)
  var options = CSVOptions()
  options.format = .jsonl
  let table = try loadFile(
    at: FilePath(name), options: options, sha256: nil,
    files: memory([name: Array("{\"a\":1}".utf8)])
  ).table
  #expect(rows(table) == [[.integer(1)]])
}

@Test(
  "options that make no sense for JSON are refused",
  arguments: [
    ("f.json", "sep", "sep is for CSV, and f.json is JSON"),
    ("f.jsonl", "header", "header is for CSV, and f.jsonl is JSON"),
    ("f.json", "bad", "bad is for lines: CSV and JSON Lines"),
    ("f.jsonl", "bad", nil), ("f.json", "encoding", nil),
  ] as [(String, String, String?)])
func foreignOptions(path: String, name: String, message: String?) {
  let values = ["sep": ";", "header": "true", "bad": "reject", "encoding": "utf-8"]
  var found: String?
  do throws(CSVOptionFault) {
    _ = try CSVOptions([CSVOptionText(name: name, values: [values[name] ?? ""])], for: .init(path))
  } catch { found = error.message }
  #expect(found == message)
}

@Test(
  "an option in one word is what it is in the front matter",
  arguments: [
    ("sep=;", CSVOptionText(name: "sep", values: [";"])),
    ("sep=,", CSVOptionText(name: "sep", values: [","])),
    ("sep=%26", CSVOptionText(name: "sep", values: ["&"])),
    ("sep=%zz", CSVOptionText(name: "sep", values: ["%zz"])),
    ("null=NA,-", CSVOptionText(name: "null", values: ["NA", "-"], isCollection: true)),
    ("null=a%2Cb", CSVOptionText(name: "null", values: ["a,b"], isCollection: true)),
    (
      "types=a:text,b:c:real",
      CSVOptionText(
        name: "types", keys: ["a", "b:c"], values: ["text", "real"], isCollection: true)
    ),
    ("header", CSVOptionText(name: "header", values: [""])),
  ])
func assignments(word: String, option: CSVOptionText) {
  #expect(CSVOptionText(assignment: word) == option)
}
