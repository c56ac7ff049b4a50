import Tabular
import Testing
@testable import Render

func draw(_ text: String, _ table: Table, _ charset: Charset = .ascii, width: Int = 72) -> String {
  do { return try render(try parseChart(text), of: table, width: width, charset: charset) } catch { return "ERR \(error.message) @\(String(describing: error.range)) HINT \(error.hint ?? "-")\n" }
}
@Test func scratch() {
  func p(_ t: String, _ table: Table, _ w: Int = 72) { for c in Charset.allCases { print("--- \(t)\n" + draw(t, table, c, width: w)) } }
  let patents = Table(columnNames: ["country", "patents"], rows: [
    [.text("Germany"), .real(1284)], [.text("France"), .real(731.5)], [.text("Italy"), .real(402)], [.text("Czechoslovakia"), .real(96.25)],
    [.text("Luxembourg"), .real(3)], [.text("Malta"), .real(0)], [.text("Albania"), .null]])
  p("bar title=\"Patents granted per million, 1938\"", patents)
  p("bar sort=-y top=3", patents)
  p("bar no-values no-title format=si", patents, 40)
  let gdp = Table(columnNames: ["country", "growth"], rows: [("Estonia", -14.2), ("Latvia", -9.6), ("Poland", -2.5), ("Austria", 0), ("Spain", 0.4), ("France", 3.1), ("Ireland", 18.7)].map { [.text($0.0), .real($0.1)] })
  p("bar title=\"GDP growth, 2008 to 2009, %\"", gdp)
  let emp = Table(columnNames: ["sector", "1950", "1960", "1970"], rows: [
    [.text("Agriculture"), .integer(412), .integer(388), .integer(301)], [.text("Mining"), .integer(96), .integer(121), .integer(118)],
    [.text("Manufacturing"), .integer(655), .null, .integer(902)], [.text("Services"), .integer(388), .integer(467), .integer(540)]])
  p("bar x=sector y=\"1950\",\"1960\",\"1970\"", emp)
  let plans = Table(columnNames: ["plan", "first", "last"], rows: [
    [.text("First Five-Year Plan"), .integer(1950), .integer(1954)], [.text("Two-Year Plan"), .integer(1955), .integer(1956)],
    [.text("Second Five-Year Plan"), .integer(1957), .integer(1961)], [.text("Third Five-Year Plan"), .integer(1962), .integer(1963)],
    [.text("New system"), .integer(1966), .null], [.text("Reform decree"), .integer(1968), .integer(1968)], [.text("Unknown"), .null, .integer(1971)], [.text("Nothing"), .null, .null]])
  p("gantt title=\"Plan periods\"", plans)
  let days = Table(columnNames: ["task", "from", "to", "who"], rows: [
    [.text("Draft"), .text("2024-01-10"), .text("2024-02-20"), .text("Ann")], [.text("Review"), .text("2024-02-21"), .text("2024-05-01"), .text("Bob and Carl")],
    [.text("Vote"), .text("2025-05-02"), .text("2025-05-02"), .null]])
  p("gantt", days)
  let few = Table(columnNames: ["task", "from", "to"], rows: [[.text("Draft"), .text("2024-01-10"), .text("2024-01-20")]])
  p("gantt", few)
  let times = Table(columnNames: ["task", "from", "to"], rows: [[.text("a"), .text("2024-01-10 08:00"), .text("2024-01-10 18:30")], [.text("b"), .text("2024-01-10 09:00"), .text("2024-01-11 03:30")]])
  p("gantt", times)
  let nums = Table(columnNames: ["task", "a", "b"], rows: [[.text("a"), .real(0.1), .real(0.35)], [.text("b"), .real(0.3), .null]])
  p("gantt", nums)
  p("bar x=task y=a,b,c", nums)
  p("bra", nums); p("bar widht=3", nums); p("line x=a", nums); p("bar log", nums); p("bar baseline=98", patents); p("bar bins=3", nums); p("bar facet=x", nums); p("bar y=task", nums)
  p("bar", Table(columnNames: ["a"], rows: [])); p("bar", Table(columnNames: ["w"], rows: [[.text("x")], [.text("y")], [.text("x")]]))
}
