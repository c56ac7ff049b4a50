// The YAML and JSON reader: values, places, refusals.

import Testing
import YAML

private func root(_ text: String) throws -> Node { try #require(try parse(Array(text.utf8))) }

private func json(_ text: String) throws -> Node { try #require(try parseJSON(Array(text.utf8))) }

@Test("plain scalars follow the 1.2 core schema only")
func coreSchema() throws {
  let list = try root(
    "[NO, yes, on, 1:30, 2024-12-31, 12, -3, 1.5, .5, 1e3, true, ~, 0x1F, 9223372036854775808]")
  let expected: [Scalar] = [
    .text("NO"), .text("yes"), .text("on"), .text("1:30"), .text("2024-12-31"), .integer(12),
    .integer(-3), .real(1.5), .real(0.5), .real(1000), .bool(true), .null, .text("0x1F"),
    .text("9223372036854775808"),
  ]
  #expect(list.sequence?.map(\.scalar) == expected)
}

@Test("a quoted scalar is text whatever it looks like")
func quotedScalars() throws {
  #expect(try root("'12'").scalar == .text("12"))
  #expect(try root("\"true\"").scalar == .text("true"))
}

@Test("nodes know their line and column")
func places() throws {
  let node = try root("title: x\ndata:\n  - é: ja\n")
  let entry = try #require(node["data"]?.sequence?.first?.mapping?.first)
  #expect(entry.key.line == 3 && entry.key.column == 5)
  #expect(entry.value.line == 3 && entry.value.column == 8)
}

@Test(
  "what is refused is refused at its place",
  arguments: [
    ("a: &x 1\nb: *x", "anchors are not read here", 1, 4),
    ("a: !!str 1", "tags are not read here", 1, 4),
    ("a: 1\na: 2", "duplicate key a", 2, 1),
    ("a: 1\n---\nb: 2", "a second document", 2, 1),
    ("? [a]\n: 1", "a key must be plain text", 1, 3),
    ("a: \"b\nc: 1\n", "this quote is never closed", 1, 4),
    ("a: 'b", "this quote is never closed", 1, 4),
    ("a: b: c", "a colon and a blank cannot stand here; quote a text that holds them", 1, 5),
    ("a: [1, 2}", "expected ',' or ']'", 1, 9),
    ("a:\n  - b\n c: 1", "expected a key here, indented like those above it", 3, 2),
  ])
func refusals(text: String, message: String, line: Int, column: Int) throws {
  let error = #expect(throws: YAMLError.self) { try parse(Array(text.utf8)) }
  #expect(error?.message == message)
  #expect(error?.line == line && error?.column == column)
}

@Test("an empty text has no root")
func emptyText() throws {
  #expect(try parse([]) == nil)
  #expect(try parse(Array("# only a comment\n".utf8)) == nil)
}

@Test("deep nesting is an error, not a crash")
func deepNesting() {
  let text = String(repeating: "[", count: 5000)
  #expect(throws: YAMLError.self) { try parse(Array(text.utf8)) }
}

@Test("JSON surrogate pairs are decoded and later columns kept")
func surrogatePairs() throws {
  let node = try json(#"{"a": "\ud83d\ude00\ud83d\ude00", "b": 1}"#)
  #expect(node["a"]?.text == "😀😀")
  #expect(node["b"]?.column == 40)
}

@Test("JSON indented with tabs is read, tabs in strings are kept")
func tabs() throws {
  let node = try json("{\n\t\"a\":\t\"x\ty\",\n\t\"b\": [\t1]\n}")
  #expect(node["a"]?.text == "x\ty")
  #expect(node["b"]?.sequence?.first?.scalar == .integer(1))
  #expect(node["b"]?.sequence?.first?.column == 9)
}
