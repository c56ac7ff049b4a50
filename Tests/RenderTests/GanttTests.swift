// Gantt charts, picture by picture.

import Tabular
import Testing

@testable import Render

private let plans = Table(
  columnNames: ["plan", "first", "last"],
  rows: [
    [.text("First Five-Year Plan"), .integer(1950), .integer(1954)],
    [.text("Two-Year Plan"), .integer(1955), .integer(1956)],
    [.text("Second Five-Year Plan"), .integer(1957), .integer(1961)],
    [.text("Third Five-Year Plan"), .integer(1962), .integer(1963)],
    [.text("New system"), .integer(1966), .null],
    [.text("Reform decree"), .integer(1968), .integer(1968)],
    [.text("Aftermath"), .integer(1970), .integer(1971)],
  ])

@Test("periods include their last year, open ends and single dates have marks")
func years() {
  let ascii = """
    Plan periods
    First Five-Year Plan  |==========
    Two-Year Plan         |          ====
    Second Five-Year Plan |              ==========
    Third Five-Year Plan  |                        ====
    New system            |                                ===========>
    Reform decree         |                                    *
    Aftermath             |                                        ====
                          ++---------+---------+---------+---------+---
                         1950      1955      1960      1965      1970
    = period   * single date   > no end (NULL); 2 columns = 1 year

    """
  #expect(draw("gantt title=\"Plan periods\"", plans) == ascii)
  let unicode = """
    Plan periods
    First Five-Year Plan  │██████████
    Two-Year Plan         │          ████
    Second Five-Year Plan │              ██████████
    Third Five-Year Plan  │                        ████
    New system            │                                ███████████▶
    Reform decree         │                                    ◆
    Aftermath             │                                        ████
                          └┴─────────┴─────────┴─────────┴─────────┴───
                         1950      1955      1960      1965      1970
    █ period   ◆ single date   ▶ no end (NULL); 2 columns = 1 year

    """
  #expect(draw("gantt title=\"Plan periods\"", plans, .unicode) == unicode)
}

@Test("dates get months, the year once below, and a day is at least a cell")
func dates() {
  let tasks = Table(
    columnNames: ["task", "from", "to", "who"],
    rows: [
      [.text("Draft"), .text("2024-01-10"), .text("2024-02-20"), .text("Ann")],
      [.text("Review"), .text("2024-02-21"), .text("2024-05-01"), .text("Bob and Carl")],
      [.text("Sign"), .text("2025-04-30"), .text("2025-05-01"), .null],
      [.text("Vote"), .text("2025-05-02"), .text("2025-05-02"), .null],
    ])
  let expected = """
    from to to by task
    Draft  |==== Ann
    Review |    ======== Bob and Carl
    Sign   |                                                  =
    Vote   |                                                  *
           +--------+---------+---------+---------+--------+---
                   Apr       Jul       Oct       Jan      Apr
                  2024                          2025
    = period   * single date

    """
  #expect(draw("gantt", tasks) == expected)
}

private func periods(_ rows: [[Value]]) -> Table {
  Table(columnNames: ["name", "start", "end"], rows: rows)
}

@Test("NULL ends point outwards; nothing at all is NULL")
func openEnds() {
  let text = draw(
    "gantt no-title width=40",
    periods([
      [.text("a"), .null, .integer(1951)], [.text("b"), .integer(1951), .null],
      [.text("c"), .null, .null],
    ]))
  let lines = text.split(separator: "\n")
  #expect(lines[0].hasPrefix("a |<=") && lines[1].hasSuffix("=>") && lines[2] == "c | NULL")
  #expect(text.contains("< no start (NULL)") && text.contains("1 NULL not drawn"))
}

@Test("an end before its start is an error that names the row")
func backwards() {
  let table = periods([
    [.text("a"), .integer(1950), .integer(1951)], [.text("New"), .integer(1970), .integer(1966)],
  ])
  let expected = "error: chart gantt: the end is before the start in row 2 (New: 1970 to 1966)"
  #expect(draw("gantt", table) == expected)
}

@Test("impossible dates and dates of two forms are errors with their row")
func wrongDates() {
  let table = periods([
    [.text("a"), .text("2023-02-28"), .text("2023-03-01")],
    [.text("b"), .text("2023-02-30"), .null],
  ])
  #expect(draw("gantt start=start end=end", table).contains("first offender: 2023-02-30 in row 2"))
  let forms = periods([[.text("a"), .text("2023-02"), .text("2023-03-01")]])
  #expect(draw("gantt", forms).contains("\"start\" is a month, \"end\" is a day"))
}

@Test("numbers have exact ticks")
func numbers() {
  let table = Table(
    columnNames: ["task", "a", "b"],
    rows: [[.text("a"), .real(0.1), .real(0.35)], [.text("b"), .real(0.3), .null]])
  let lines = draw("gantt no-title", table).split(separator: "\n")
  #expect(lines[3] == " 0.10         0.15          0.20          0.25          0.30")
  #expect(draw("gantt", periods([])) == "chart gantt: 0 rows, nothing to draw\n")
}
