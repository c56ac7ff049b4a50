// What values quoted in prose become, and why some become nothing.

import Diagnostics
import Testing

@testable import Runner

private let result =
  cell("label: a", sql: "SELECT 1 AS x, NULL AS n UNION ALL SELECT 2, 3;")
  + cell("label: one", sql: "SELECT 0.1 + 0.2 AS x;")
  + cell("label: none", sql: "SELECT 1 AS x WHERE 0;")

@Test(
  "a value is one value, or a finding",
  arguments: [
    ("one.x", "0.30000000000000004"), ("a[2].x", "2"), ("1 + 1", "2"), ("'a' || char(9)", "a\\t"),
    ("x'00ff'", "x'00ff' (2 bytes)"), ("VALUES (7)", "7"),
    ("none.x", "none has 0 rows, an inline value needs one"),
    ("a.x", "a has 2 rows, an inline value needs one"), ("a[3].x", "a has no row 3"),
    ("a[0].x", "a has no row 0"), ("a[1].n", "the value is NULL"),
    ("1; SELECT 2", "an inline value is one expression, not several statements"),
    ("SELECT 1, 2", "an inline value is one column, not 2"),
    ("one.nosuch", "no such column: nosuch"), ("nosuch.x", "no such table: nosuch"),
  ])
func values(expression: String, outcome: String) {
  #expect(replay(result + "It is <!--= \(expression) -->?<!--/-->.").values == [outcome])
}

@Test("a finding in an expression is at its own column")
func place() {
  let found = replay("It is <!--= 1 + nosuch -->?<!--/-->.").failures
  #expect(found.first?.place?.column == 17)
}
