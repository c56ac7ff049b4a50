// Defaults that are computed, and values that are given in their place.

import Diagnostics
import Notebook
import SystemPackage
import Tabular
import Testing

@testable import Runner

private func computed(
  _ declarations: String, given: [String] = []
) -> (values: [ParameterValue], diagnostics: [Diagnostic]) {
  let text =
    "---\nparams:\n\(declarations.split(separator: "\n").map { "  \($0)\n" }.joined())---\n"
  let document = parse(Array(text.utf8), file: "n.md")
  #expect(document.diagnostics == [])
  return parameterValues(
    of: document, given: given.compactMap { GivenValue(argument: $0) }, environment())
}

@Test("a default is computed from the parameters above it, after values are given")
func order() {
  let declarations = """
    low: 10
    half: {sql: ":low / 2"}
    all: {sql: "json_array(:low, :half)", type: list}
    mean: {sql: ":half", type: real}
    """
  #expect(
    computed(declarations).values.map(\.value)
      == [.integer(10), .integer(5), .text("[10,5]"), .real(5)])
  let given = computed(declarations, given: ["low=8", "low=20", "mean=1.5"])
  #expect(given.diagnostics == [])
  #expect(given.values.map(\.value) == [.integer(20), .integer(10), .text("[20,10]"), .real(1.5)])
  #expect(
    given.values.map(\.origin) == [.given("-P"), .computed, .computed, .given("-P")])
}

@Test(
  "what cannot be computed is told at its place",
  arguments: [
    ("a: {sql: \":b\"}\nb: 1", Code.undeclaredParameter, 2, 12),
    ("a: {sql: \":a\"}", .undeclaredParameter, 2, 12),
    ("a: {sql: \"1 + :x\"}", .undeclaredParameter, 2, 16),
    ("a: {sql: \"1, 2\"}", .badParameterValue, 2, 12),
    ("a: {sql: \"SELECT 1 WHERE 0\"}", .badParameterValue, 2, 12),
    ("a: {sql: \"VALUES (1), (2)\"}", .badParameterValue, 2, 12),
    ("a: {sql: \"1; SELECT 2\"}", .badParameterValue, 2, 12),
    ("a: {sql: \"1 + nosuch\"}", .badParameterValue, 2, 16),
    ("a: {sql: \"x FROM t\"}", .badParameterValue, 2, 19),
    ("a: {sql: \"load_extension('x')\"}", .badParameterValue, 2, 12),
    ("a: {sql: \"'x'\", type: integer}", .badParameterValue, 2, 12),
    ("a: {sql: \"2\", type: bool}", .badParameterValue, 2, 12),
    ("a: {sql: \"'[1'\", type: list}", .badParameterValue, 2, 12),
    ("a: {sql: \"'{}'\", type: list}", .badParameterValue, 2, 12),
    ("a: {sql: \"'2023-02-29'\", type: date}", .badParameterValue, 2, 12),
    ("a: {sql: \"zeroblob(1)\"}", .badParameterValue, 2, 12),
    ("a: {sql: \"9e999\"}", .badParameterValue, 2, 12),
    ("a: {sql: \"\\x31 + nosuch\"}", .badParameterValue, 2, 11),
    ("a: {sql: 'nosuch'}\nb: {sql: \":a\"}", .badParameterValue, 2, 12),
  ])
func faults(declarations: String, code: Code, line: Int, column: Int) {
  let found = computed(declarations).diagnostics.map { ($0.code, $0.place) }
  #expect(found.count >= 1)
  #expect(found.first?.0 == code)
  #expect(found.first?.1 == Place(file: "n.md", line: line + 1, column: column + 1))
}

@Test("what needs a wrong parameter is not blamed too")
func dependants() {
  #expect(computed("a: {sql: nosuch}\nb: {sql: \":a\"}\nc: {sql: \":b\"}").diagnostics.count == 1)
  #expect(computed("a: 1\nb: {sql: \":a\"}", given: ["a=x"]).diagnostics.count == 1)
}

@Test("a given value that no parameter takes is an error of usage, with the nearest name")
func undeclaredValue() {
  let found = computed("min_qty: 1", given: ["min_qt=2"]).diagnostics
  #expect(found.map(\.code.exitStatus) == [.usage])
  #expect(found.first?.hint == "did you mean min_qty?")
}

@Test("an endless expression can be stopped")
func endlessDefault() {
  let text = """
    ---
    params:
      a: {sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"}
    ---

    """
  let (_, found) = parameterValues(
    of: parse(Array(text.utf8), file: "n.md"), given: [], environment(isInterrupted: { true }))
  #expect(found.map(\.code) == [.interrupted])
}
