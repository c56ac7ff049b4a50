// Parameters as cells see them.

import Diagnostics
import Tabular
import Testing

@testable import Runner

private func rows(_ parameters: String, _ sql: String) -> [[Value]] {
  let result = replay("---\nparams:\n  \(parameters)\n---\n\n" + cell(sql: sql))
  guard let table = result.cells.first?.lastTable else { return [] }
  return (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
}

@Test(
  "scalars are bound with their type",
  arguments: [
    ("p: 3", Value.integer(3)), ("p: 2.5", .real(2.5)), ("p: NO", .text("NO")),
    ("p: '3'", .text("3")), ("p: true", .integer(1)), ("p: false", .integer(0)), ("p: null", .null),
    ("p: {value: 2024-02-29, type: date}", .text("2024-02-29")),
  ])
func scalars(declaration: String, value: Value) {
  #expect(rows(declaration, "SELECT :p AS p;") == [[value]])
}

@Test("a list is bound as JSON that json_each takes apart again")
func lists() {
  #expect(
    rows(
      #"p: [1, 2.5, "a\"b\\c", "tab\tnew\nline", "é", null, "NO"]"#,
      "SELECT value FROM json_each(:p);") == [
        [.integer(1)], [.real(2.5)], [.text(#"a"b\c"#)], [.text("tab\tnew\nline")], [.text("é")],
        [.null], [.text("NO")],
      ])
}

@Test("an empty list has no elements")
func emptyList() { #expect(rows("p: []", "SELECT value FROM json_each(:p);").isEmpty) }

@Test("booleans in a list are true and false")
func booleans() {
  #expect(
    rows("p: [true, false]", "SELECT type FROM json_each(:p);")
      == [[.text("true")], [.text("false")]])
}

@Test("a value is only ever a value")
func hostileValue() {
  let value = "x'); DROP TABLE t;--"
  #expect(rows("p: \"\(value)\"", "SELECT :p AS p;") == [[.text(value)]])
}

@Test("an undeclared parameter is an error of usage; in strings and comments there are none")
func undeclared() {
  #expect(replay(cell(sql: "SELECT :nosuch;")).runStatus == .usage)
  #expect(replay(cell(sql: "SELECT ':m' AS m -- :x\n/* :y */;")).runStatus == .success)
}
