// Values from the command line and from files, converted to the type that is declared.

import Diagnostics
import Testing
import YAML

@testable import Notebook

/// The parameter `p` of a declaration, given a value as an argument.
private func give(
  _ text: String, to declaration: String
) throws -> (value: Parameter.Default, kind: Parameter.Kind) {
  let document = read("---\nparams:\n  p: \(declaration)\n---\n")
  #expect(document.diagnostics == [])
  let parameter = try #require(document.frontMatter.parameters.first)
  let given = try #require(GivenValue(argument: "p=\(text)"))
  return try given.value(as: parameter.kind ?? .null, for: parameter, of: document.source)
}

@Test(
  "an argument takes the declared type",
  arguments: [
    ("10", "3", Parameter.Default.scalar(.integer(3))), ("10", "-3", .scalar(.integer(-3))),
    ("10", "null", .scalar(.null)), ("1.5", "3", .scalar(.real(3))),
    ("1.5", "1e-3", .scalar(.real(0.001))),
    ("1.5", "9007199254740993", .scalar(.real(9007199254740992))),
    ("1.5", "12345678901234567890", .scalar(.real(12345678901234567168))),
    ("{value: -12345678901234567890, type: real}", "0.1", .scalar(.real(0.1))),
    ("NO", "no", .scalar(.text("no"))),
    ("x", "10", .scalar(.text("10"))), ("x", "", .scalar(.text(""))),
    ("x", "null", .scalar(.text("null"))), ("x", "a=b:c # d", .scalar(.text("a=b:c # d"))),
    ("true", "false", .scalar(.bool(false))),
    ("{value: 2024-01-01, type: date}", "2024-02-29", .scalar(.text("2024-02-29"))),
    (
      "[1]", "[a, NO, 2, \"x, y\", null]",
      .list([.text("a"), .text("NO"), .integer(2), .text("x, y"), .null])
    ),
    ("[1]", "[]", .list([])), ("null", "7", .scalar(.integer(7))),
    ("null", "no", .scalar(.text("no"))), ("null", "[a]", .list([.text("a")])),
    ("x", "x'); DROP TABLE t;--", .scalar(.text("x'); DROP TABLE t;--"))),
  ])
func arguments(declaration: String, text: String, value: Parameter.Default) throws {
  #expect(try give(text, to: declaration).value == value)
}

@Test(
  "an argument of another type is refused where the parameter is declared",
  arguments: [
    ("10", "abc"), ("10", ""), ("10", " 1"), ("10", "1.5"), ("10", "0x10"),
    ("10", "9223372036854775808"), ("1.5", "1e999"), ("1.5", ".inf"), ("1.5", "0x10"),
    ("true", "yes"), ("true", "1"), ("{value: 2024-01-01, type: date}", "2023-02-29"),
    ("{value: 2024-01-01, type: date}", ""), ("[1]", "a"), ("[1]", "[a"), ("[1]", "[a]\n[b]"),
    ("[1]", "[*a]"), ("[1]", "[[1]]"), ("[1]", "[a] # b"), ("[1]", "null"),
    ("null", "99999999999999999999"), ("null", "-1e999"), ("null", ""), ("null", "[a"),
    ("[1]", "[1, 99999999999999999999]"),
  ])
func refusedArguments(declaration: String, text: String) throws {
  let failure = #expect(throws: Diagnostic.self) { try give(text, to: declaration) }
  #expect(failure?.code == .badParameterValue)
  #expect(failure?.place == Place(file: "n.md", line: 3, column: 3))
}

@Test("an element that a list cannot hold is named, wherever the list stands")
func unfitElements() throws {
  let message = "0x10 is a number that cannot be held exactly"
  for declaration in ["[1, 0x10]", "{value: [1, 0x10], type: list}"] {
    let document = read("---\nparams:\n  p: \(declaration)\n---\n")
    #expect(document.diagnostics.map(\.message) == [message])
    let column = declaration.prefix { $0 != "x" }.count + 5
    #expect(document.diagnostics.first?.place?.column == column)
  }
  let failure = #expect(throws: Diagnostic.self) { try give("[1, 0x10]", to: "[1]") }
  #expect(failure?.message == "-P p=[1, 0x10]: \(message)")
}

@Test("name=value and name:value are split at the first mark")
func splitting() throws {
  #expect(GivenValue(argument: "a=b=c")?.name == "a")
  #expect(GivenValue(argument: "a:b=c")?.name == "a")
  for text in ["", "=", ":x", "a", "1a=2", "a b=c", "é=1"] {
    #expect(GivenValue(argument: text) == nil, "\(text)")
  }
}

private func values(_ text: String) throws -> [String] {
  try GivenValue.read(Array(text.utf8), file: "p.yml").map(\.name)
}

@Test("a file of values is read like the front matter")
func file() throws {
  #expect(try values("a: 1\nb: [x]\n") == ["a", "b"])
  #expect(try values("") == [])
  #expect(try values("# nothing\n") == [])
  for (text, column) in [("[1]", 1), ("just text", 1), ("a: *x", 4), ("a: 1\na: 2", 1)] {
    let failure = #expect(throws: DiagnosticList.self) { try values(text) }
    #expect(failure?.diagnostics.first?.code == .malformedYAML)
    #expect(failure?.diagnostics.first?.place?.column == column, "\(text)")
  }
  #expect(throws: DiagnosticList.self) { try GivenValue.read([0xFF], file: "p.yml") }
}
