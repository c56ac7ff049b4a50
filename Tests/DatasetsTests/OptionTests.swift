// What is stated about a bare file.

import Diagnostics
import Tabular
import Testing

@testable import Datasets

private func option(_ name: String, _ values: String..., keys: [String]? = nil, list: Bool = false)
  -> CSVOptionText
{
  CSVOptionText(name: name, keys: keys, values: values, isCollection: list || keys != nil)
}

private func table(_ text: String, _ options: CSVOptionText...) throws -> LoadedTable {
  try load(Array(text.utf8), try CSVOptions(options))
}

@Test("stated options are honoured and not noted")
func statedOptions() throws {
  let semicolons = try table("a;b\n7,5;x\n", option("sep", ";"), option("decimal", ","))
  #expect(rows(semicolons.table) == [[.real(7.5), .text("x")]])
  #expect(semicolons.notes == [])
  #expect(
    try rows(table("a\tb\n1\tx\n", option("sep", "tab")).table) == [[.integer(1), .text("x")]])
  #expect(
    try rows(table("a,b\n1,'x,y'\n", option("quote", "'")).table) == [[.integer(1), .text("x,y")]])
  #expect(
    try rows(table("a,b\n1,\"x\n", option("quote", "none")).table) == [[.integer(1), .text("\"x")]])
  #expect(
    try rows(table("a,b\n1,\"x\\\"y\\\\\"\n", option("escape", "\\")).table) == [
      [.integer(1), .text("x\"y\\")]
    ])
  #expect(try table("1,2\n3,4\n", option("header", "true")).table.columnNames == ["1", "2"])
  #expect(try table("a,b\n3,4\n", option("header", "false")).table.columnNames == ["c1", "c2"])
  #expect(try table("t\n\na,b\n3,4\n", option("skip", "2")).table.columnNames == ["a", "b"])
  #expect(
    try rows(table("%x\na,b\n%y,\"\n3,4\n", option("comment", "%")).table) == [
      [.integer(3), .integer(4)]
    ])
  #expect(
    try rows(table("a,b\nNA,\"\"\n1,-\n", option("null", "NA", "-", list: true)).table) == [
      [.null, .text("")], [.integer(1), .null],
    ])
  #expect(
    try rows(
      table("a,b\n1,02\n", option("types", "text", "text", keys: ["A", "b"])).table) == [
        [.text("1"), .text("02")]
      ])
  #expect(
    try table("Total (EUR),b c\n1,2\n", option("names", "snake")).table.columnNames == [
      "total_eur", "b_c",
    ])
  #expect(
    try rows(table("a,b\n x , 1 \n", option("trim", "true")).table) == [[.text("x"), .integer(1)]])
}

@Test("encodings are decoded")
func encodings() throws {
  var options = CSVOptions()
  options.encoding = .latin1
  #expect(
    try rows(load(Array("a\nK".utf8) + [0xF6, 0x80], options).table) == [[.text("Kö\u{80}")]])
  options.encoding = .windows1252
  #expect(try rows(load(Array("a\nK".utf8) + [0xF6, 0x80], options).table) == [[.text("Kö€")]])
  options.encoding = .utf16
  let units = "a\nx\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
  #expect(try load(units, options).notes == [])
}

@Test("a file that does not fit what is stated fails with its first wrong line")
func unfit() throws {
  #expect(
    try findings {
      try table("a,b\n1,x\ny,z\n2.5,w\n", option("types", "integer", keys: ["a"]))
    } == ["3:1: a: \"y\" is not an integer", "4:1: a: \"2.5\" is not an integer"])
  #expect(
    try findings { try table("a,b\n1,x\n", option("types", "integer", keys: ["c"])) } == [
      "types: f.csv has no column c"
    ])
  #expect(
    try findings { try table("a,b\n1,x\n2;y\n", option("sep", ",")) } == [
      "3:1: a record of 1 field, where the first has 2"
    ])
}

@Test("records of another length are filled up, skipped or put aside as stated")
func raggedRecords() throws {
  let text = "a,b,c\n1,2,3\n4,5\n6,7,8,9\n\"x\"y,1,2\n"
  #expect(
    try findings { try table(text, option("ragged", "pad")) } == [
      "4:7: a record of 4 fields, where the first has 3", "5:4: text after a closing quote",
    ])
  let padded = try table("a,b,c\n1,2,3\n4,5\n", option("ragged", "pad"), option("sep", ","))
  #expect(rows(padded.table)[1] == [.integer(4), .integer(5), .null])
  #expect(padded.notes.map(\.message) == ["1 record with fewer fields is filled up with NULL"])
  let skipped = try table(
    "a,b,c\n1,2,3\n4,5\n6,7,8,9\n", option("ragged", "skip"), option("sep", ","))
  #expect(skipped.table.rowCount == 1)
  #expect(skipped.notes.map(\.message) == ["2 records of another length are skipped"])
  let rejected = try table(
    text + "z,1,2\n7,8,9\n", option("bad", "reject"), option("types", "integer", keys: ["a"]))
  #expect(
    rows(rejected.table) == [
      [.integer(1), .integer(2), .integer(3)], [.integer(7), .integer(8), .integer(9)],
    ])
  #expect(
    rejected.rejects == [
      RejectedRecord(
        line: 3, column: 1, reason: "a record of 2 fields, where the first has 3", text: "4,5"),
      RejectedRecord(
        line: 4, column: 7, reason: "a record of 4 fields, where the first has 3", text: "6,7,8,9"),
      RejectedRecord(line: 5, column: 4, reason: "text after a closing quote", text: "\"x\"y,1,2"),
      RejectedRecord(line: 6, column: 1, reason: "a: \"z\" is not an integer", text: "z,1,2"),
    ])
}

@Test(
  "an option that cannot be taken says which and why",
  arguments: [
    (option("separator", ";"), "unknown option separator", Code.unknownOption),
    (option("sep", "ab"), "sep is one ASCII character", .badValue),
    (option("header", "maybe"), "header is true or false", .badValue),
    (
      option("encoding", "latin-1"),
      "encoding is utf-8 or utf-16 or utf-16be or latin1 or windows-1252",
      .badValue
    ),
    (option("skip", "-1"), "skip is a number of lines from 0 to 1,000,000", .badValue),
    (option("types", "int", keys: ["a"]), "a type is integer or real or text", .badValue),
    (option("types", "text"), "types is {column: integer, real or text}", .badValue),
    (option("sep", ";", list: true), "sep is one character", .badValue),
    (option("quote", ","), "sep, quote, escape and comment are different characters", .badValue),
  ])
func optionFaults(option: CSVOptionText, message: String, code: Code) {
  do throws(CSVOptionFault) {
    _ = try CSVOptions([option])
    Issue.record("taken")
  } catch {
    #expect(error.message == message)
    #expect(error.code == code)
  }
}
