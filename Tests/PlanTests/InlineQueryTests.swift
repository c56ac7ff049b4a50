// Inline expressions -> the SQL they stand for.

import Diagnostics
import Notebook
import Testing

@testable import Plan

/// The query of the one inline value of a text.
private func query(_ expression: String) throws -> InlineQuery {
  let text = "Text <!--= \(expression) --><!--/-->."
  let document = parse(Array(text.utf8), file: "n.md")
  let steps = plan(document).steps
  guard case .inlineValue(_, let query) = try #require(steps.first) else {
    throw NoInlineValue()
  }
  return query
}

private struct NoInlineValue: Error {}

@Test("name.column quotes the one row of a result")
func oneRow() throws {
  #expect(
    try query("by_region.units")
      == InlineQuery(
        sql: #"SELECT "units" FROM "by_region""#, name: "by_region"))
}

@Test("name[i].column quotes a row counted from 1")
func numberedRow() throws {
  let first = try query("a[1].x")
  #expect(first.sql == #"SELECT "x" FROM "a" LIMIT 1 OFFSET 0"#)
  #expect(first.row == 1)
  #expect(try query("a[12].x").sql.hasSuffix("LIMIT 1 OFFSET 11"))
}

@Test("there is no row 0, and a number without end is a row that is not there")
func rowsThatAreNone() throws {
  #expect(try query("a[0].x").sql.hasSuffix("LIMIT 0"))
  #expect(try query("a[99999999999999999999].x").row == .max)
}

@Test(
  "anything else is an expression, with the place of its first byte",
  arguments: [
    ":x", "1.5", "a.b.c", "a[-1].x", "a[].x", "a[1].2x", "printf('%,d', 5)", "a.x + 1", "'a.b'",
    "count(*) FROM t",
  ])
func expressions(expression: String) throws {
  #expect(
    try query(expression) == InlineQuery(sql: "SELECT " + expression, prefixByteCount: 7))
}

@Test(
  "a whole query is taken as it is",
  arguments: ["SELECT 1", "select x from t", "WITH a AS (SELECT 1) SELECT * FROM a", "VALUES (1)"])
func queries(expression: String) throws {
  #expect(try query(expression) == InlineQuery(sql: expression, prefixByteCount: 0))
}

@Test("a malformed chart is a finding at its place, and the other steps are planned")
func malformedChart() {
  let text = "```chart\n#| label: c\nbar from a x\n```\n\n```sql\n--|\nSELECT 1;\n```\n"
  let (steps, diagnostics) = plan(parse(Array(text.utf8), file: "n.md"))
  #expect(steps.count == 1)
  #expect(diagnostics.map(\.code) == [.malformedChart])
  #expect(diagnostics.first?.place?.line == 3)
}
