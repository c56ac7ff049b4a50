// Long tables made wide.

import Tabular
import Testing

@testable import Output

private func rows(_ table: Table) -> [[Value]] {
  (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
}

private let long = Table(
  columnNames: ["region", "year", "n"],
  rows: [
    [.text("south"), .integer(2001), .integer(1)], [.text("north"), .integer(2000), .integer(2)],
    [.text("south"), .null, .integer(3)], [.null, .integer(2000), .null],
  ])

@Suite struct CrosstabTests {
  @Test("rows and columns come in the order of their first appearance, NULL among them")
  func order() throws {
    let wide = try crosstab(long, [])
    #expect(wide.columnNames == ["region", "2001", "2000", "NULL"])
    #expect(
      rows(wide) == [
        [.text("south"), .integer(1), .null, .integer(3)],
        [.text("north"), .null, .integer(2), .null],
        [.null, .null, .null, .null],
      ])
  }

  @Test("columns may be named, in any case")
  func named() throws {
    let wide = try crosstab(long, ["YEAR", "region", "n"])
    #expect(wide.columnNames == ["year", "south", "north", "NULL"])
    #expect(wide.rowCount == 3)
  }

  @Test("two rows for one place are an error that names both")
  func duplicates() {
    let twice = Table(
      columnNames: ["a", "b", "c"],
      rows: [
        [.text("x"), .null, .integer(1)], [.text("y"), .null, .integer(1)],
        [.text("x"), .null, .integer(2)],
      ])
    #expect(
      throws: CrosstabError(
        message: "rows 1 and 3 both have x and NULL",
        hint: "aggregate so that each pair comes once: GROUP BY a, b")
    ) { try crosstab(twice, []) }
  }

  @Test("what is missing is told, with the columns that there are")
  func missing() {
    #expect(
      throws: CrosstabError(message: "the result has no column x", hint: "it has region, year, n")
    ) { try crosstab(long, ["x", "year", "n"]) }
    #expect(throws: CrosstabError.self) { try crosstab(long, ["year"]) }
    let narrow = Table(columnNames: ["a"], rows: [])
    #expect(throws: CrosstabError.self) { try crosstab(narrow, []) }
  }

  @Test("a table without rows has the one column of rows")
  func empty() throws {
    let wide = try crosstab(Table(columnNames: ["a", "b", "c"], rows: []), [])
    #expect(wide.columnNames == ["a"] && wide.rowCount == 0)
  }

  @Test("more columns than anyone can read are refused")
  func tooWide() {
    let table = Table(
      columnNames: ["a", "b", "c"],
      rows: (0..<2_000).map { [.integer(0), .integer(Int64($0)), .integer(1)] })
    #expect(throws: CrosstabError.self) { try crosstab(table, []) }
  }
}

@Suite struct ColoredSQLTests {
  @Test("keywords, texts, numbers, parameters and comments are coloured, nothing else changes")
  func colors() {
    let sql = "select \"a\", 'it''s' from t -- é\nwhere x > :y + 1.5"
    let colored = coloredSQL(sql)
    #expect(
      colored
        == "\u{1B}[1mselect\u{1B}[0m \"a\", \u{1B}[32m'it''s'\u{1B}[0m \u{1B}[1mfrom\u{1B}[0m t "
        + "\u{1B}[2m-- é\u{1B}[0m\n\u{1B}[1mwhere\u{1B}[0m x > \u{1B}[35m:y\u{1B}[0m + "
        + "\u{1B}[36m1.5\u{1B}[0m")
  }

  @Test("each line of a comment or text has its own colour, as pagers want it")
  func lines() {
    #expect(coloredSQL("/* a\n\nb */") == "\u{1B}[2m/* a\u{1B}[0m\n\n\u{1B}[2mb */\u{1B}[0m")
    #expect(coloredSQL("") == "")
    #expect(coloredSQL("'open") == "\u{1B}[32m'open\u{1B}[0m")
  }
}
