// Bar charts, picture by picture.

import Tabular
import Testing

@testable import Render

private func table(_ names: [String], _ rows: [[Value]]) -> Table {
  Table(columnNames: names, rows: rows)
}

private func bars(_ values: [Value], name: String = "n") -> Table {
  table(["x", name], values.enumerated().map { [.text("r\($0 + 1)"), $1] })
}

private let patents = table(
  ["country", "patents"],
  [
    [.text("Germany"), .real(1284)], [.text("France"), .real(731.5)], [.text("Italy"), .real(402)],
    [.text("Czechoslovakia"), .real(96.25)], [.text("Luxembourg"), .real(3)],
    [.text("Malta"), .real(0)], [.text("Albania"), .null],
  ])

@Test("bars start at zero, small values are seen, NULL is not 0")
func plain() {
  let title = "bar title=\"Patents granted per million, 1938\""
  let ascii = """
    Patents granted per million, 1938
    Germany        |############################################### 1,284.00
    France         |########################### 731.50
    Italy          |############### 402.00
    Czechoslovakia |#### 96.25
    Luxembourg     |. 3.00
    Malta          | 0.00
    Albania        | NULL
    7 rows; 1 NULL not drawn; . = above 0, under half a cell

    """
  #expect(draw(title, patents) == ascii)
  let unicode = """
    Patents granted per million, 1938
    Germany        │███████████████████████████████████████████████ 1,284.00
    France         │██████████████████████████▊ 731.50
    Italy          │██████████████▊ 402.00
    Czechoslovakia │███▌ 96.25
    Luxembourg     │▏ 3.00
    Malta          │ 0.00
    Albania        │ NULL
    7 rows; 1 NULL not drawn

    """
  #expect(draw(title, patents, .unicode) == unicode)
}

private let growth = table(
  ["country", "growth"],
  [
    ("Estonia", -14.2), ("Latvia", -9.6), ("Poland", -2.5), ("Austria", 0), ("Spain", 0.4),
    ("France", 3.1), ("Ireland", 18.7),
  ].map { [.text($0.0), .real($0.1)] })

@Test("a bar of a negative value grows left from zero")
func negative() {
  let title = "bar title=\"GDP growth, 2008 to 2009, %\""
  let ascii = """
    GDP growth, 2008 to 2009, %
    Estonia -14.2 ######################|
    Latvia          -9.6 ###############|
    Poland                     -2.5 ####|
    Austria                             | 0.0
    Spain                               |# +0.4
    France                              |##### +3.1
    Ireland                             |############################# +18.7

    """
  #expect(draw(title, growth) == ascii)
  let unicode = """
    GDP growth, 2008 to 2009, %
    Estonia -14.2 ██████████████████████│
    Latvia          -9.6 ███████████████│
    Poland                     -2.5 ████│
    Austria                             │ 0.0
    Spain                               │▌ +0.4
    France                              │█████ +3.1
    Ireland                             │█████████████████████████████ +18.7

    """
  #expect(draw(title, growth, .unicode) == unicode)
}

private let employment = table(
  ["sector", "1950", "1960", "1970"],
  [
    [.text("Agriculture"), .integer(412), .integer(388), .integer(301)],
    [.text("Mining"), .integer(96), .integer(121), .integer(118)],
    [.text("Manufacturing"), .integer(655), .null, .integer(902)],
    [.text("Services"), .integer(388), .integer(467), .integer(540)],
  ])

private let employmentPicture = """
  Agriculture   1950 |##################### 412
                1960 |#################### 388
                1970 |################ 301
  Mining        1950 |##### 96
                1960 |###### 121
                1970 |###### 118
  Manufacturing 1950 |################################## 655
                1960 | NULL
                1970 |############################################### 902
  Services      1950 |#################### 388
                1960 |######################## 467
                1970 |############################ 540

  """

@Test("wide and long tables of the same numbers give the same groups")
func groups() {
  let wide = draw("bar x=sector y=\"1950\",\"1960\",\"1970\" no-title", employment)
  #expect(wide == employmentPicture + "4 rows; 1 NULL not drawn\n")
  let rows = (0..<4).flatMap { row in
    employment.columns.dropFirst().map { column in
      [employment.columns[0][row], .text(column.name), column[row]]
    }
  }
  let long = table(["sector", "year", "jobs"], rows)
  let text = draw("bar x=sector series=year y=jobs no-title", long)
  #expect(text == employmentPicture + "12 rows; 1 NULL not drawn\n")
}

@Test("groups are scaled by the largest value of all, to eighths in Unicode")
func groupsInUnicode() {
  let lines = draw("bar x=sector y=\"1950\",\"1960\",\"1970\"", employment, .unicode)
    .split(separator: "\n")
  #expect(lines[1] == "Agriculture   1950 │█████████████████████▌ 412")
  #expect(lines[4] == "Mining        1950 │█████ 96")
  #expect(lines[8] == "              1960 │ NULL")
  #expect(lines[9] == "              1970 │███████████████████████████████████████████████ 902")
}

@Test("a text column alone is counted, and the note says so")
func counting() {
  let words = table(["w"], ["x", "y", "x", "NULL"].map { [.text($0)] } + [[.null], [.text("")]])
  let expected = """
    rows by w
    x      |############################## 2
    y      |############### 1
    'NULL' |############### 1
    NULL   |############### 1
    ''     |############### 1
    6 rows; bars count the rows of each w

    """
  #expect(draw("bar width=40", words) == expected)
}

@Test("nothing to draw is one line, never an empty frame")
func noRows() {
  #expect(draw("bar", bars([])) == "chart bar: 0 rows, nothing to draw\n")
  #expect(
    draw("bar no-title", bars([.null, .null])) == "r1 | NULL\nr2 | NULL\n2 rows; 2 of 2 NULL\n")
  #expect(draw("bar no-title", bars([.integer(0), .real(-0.0)])) == "r1 | 0\nr2 | 0\n")
}

@Test("infinite values are told, not drawn, and set no scale")
func infinite() {
  let values = bars([.real(.infinity), .integer(2), .real(-.infinity)])
  let expected = """
    r1 | inf
    r2 |############################### 2
    r3 | -inf
    3 rows; 2 infinite not drawn

    """
  #expect(draw("bar no-title width=40", values) == expected)
}

@Test("values keep their digits: beyond 2^53, tiny, huge, years")
func exactDigits() {
  let big = draw("bar no-title", bars([.integer(.max), .integer(.max - 1)]))
  #expect(
    big.contains(" 9,223,372,036,854,775,807\n") && big.contains(" 9,223,372,036,854,775,806\n"))
  let tiny = draw("bar no-title", bars([.real(3e-9), .real(1e-9), .real(.leastNonzeroMagnitude)]))
  #expect(tiny.contains(" 3e-9\n") && tiny.contains(" 5e-324\n"))
  let huge = draw("bar no-title", bars([.real(1e308), .real(-1e308)]))
  #expect(huge.contains("-1e308 #") && huge.contains("# +1e308\n"))
  let small = draw("bar no-title", bars([.real(123.4567), .real(0.001234)]))
  #expect(small.contains(" 123.5\n") && small.contains(" <0.1\n"))
  let tenths = draw("bar no-title", bars([.real(0.1 + 0.2), .real(0.5)]))
  #expect(tenths.contains(" 0.3000\n"))
  let years = table(
    ["year", "n"], [[.integer(1950), .integer(1)], [.integer(1989), .integer(2)]])
  #expect(draw("bar", years).contains("\n1950 |#"))
}

@Test(
  "formats are followed",
  arguments: [
    ("0", "1285"), ("0.00", "1284.56"), (",", "1,284.56"), (",0", "1,285"), ("%", "128,456%"),
    ("si", "1.28k"),
    ("e", "1.285e3"), ("\"0.0 kg\"", "1284.6 kg"),
  ])
func formats(format: String, expected: String) {
  let text = draw("bar no-title format=\(format)", bars([.real(1284.56)]))
  #expect(text.hasSuffix("# \(expected)\n"), "\(text)")
}

@Test("order, top and limit are the reader's, and what is left out is counted")
func order() {
  let values = bars([.integer(2), .null, .integer(3), .integer(1)])
  let text = draw("bar sort=-y top=2 no-title width=40", values)
  #expect(text.hasPrefix("r3 |#") && text.split(separator: "\n")[1].hasPrefix("r1 |#"))
  #expect(text.contains("first 2 of 4 drawn, the other 2"))
  let many = draw("bar", bars((1...100_000).map { .integer($0) }))
  #expect(many.split(separator: "\n").count == 63)
  #expect(many.contains("first 60 of 100,000 drawn, the other 99,940 sum to 5,000,048,170"))
}

@Test("labels that were cut stay apart and stand in the note in full")
func cutLabels() {
  let start = String(repeating: "Ministry of ", count: 4)
  let rows = ["Foreign Affairs", "Foreign Trade", "Health"].map {
    [Value.text(start + $0), .integer(1)]
  }
  let text = draw("bar no-title", table(["x", "n"], rows))
  let lines = text.split(separator: "\n")
  #expect(Set(lines.prefix(3).map { $0.prefix(28) }).count == 3)
  #expect(lines[0].hasPrefix("Ministry of M..reign Affairs |"))
  #expect(text.contains("cut: \(start)Health"))
}

@Test("controls in labels never reach the terminal")
func controls() {
  let text = draw("bar", table(["x\n", "n"], [[.text("a\u{1B}[31m\n\u{202E}"), .integer(1)]]))
  #expect(text.hasPrefix("n by x\\n\na\\e[31m\\n\\u{202e} |#"))
}

@Test(
  "what cannot be drawn truly is an error",
  arguments: [
    (
      "bar baseline=98",
      "error: chart bar: baseline must be 0 for bars (98..100 would look like 0..2)\nhelp: chart dot ymin=98"
    ),
    (
      "bar log",
      "error: chart bar has no log scale: a bar shows its value by its length from 0\nhelp: chart dot log"
    ),
    (
      "bar y=x",
      "error: chart bar: column \"x\" is text, not numbers; first text: 'r1' in row 1\nhelp: CAST(NULLIF(x, 'r1') AS REAL) AS x"
    ),
    ("bar y=rat", "error: no column \"rat\"\nhelp: did you mean rate?"),
    (
      "bar sort=-y y=rate,rate",
      "error: chart bar: sort=y needs one value for each label; use ORDER BY"
    ),
  ])
func refusals(text: String, expected: String) {
  #expect(draw(text, bars([.integer(99), .integer(100)], name: "rate")) == expected)
}

@Test("a mixed column is an error with its first text and a cast")
func mixed() {
  let expected = """
    error: chart bar: column "rate" is mixed: 2 numbers, 1 text; first text: 'n/a' in row 2
    help: CAST(NULLIF(rate, 'n/a') AS REAL) AS rate
    """
  #expect(draw("bar", bars([.integer(1), .text("n/a"), .integer(2)], name: "rate")) == expected)
}

@Test("a label twice in a group is an error that names the rows")
func repeated() {
  let rows: [[Value]] = ["a", "b", "a"].map { [.text($0), .integer(1), .integer(2)] }
  let expected = "error: chart bar: x = a occurs twice (rows 1, 3)\nhelp: GROUP BY x"
  #expect(draw("bar", table(["x", "n", "m"], rows)) == expected)
}

@Test("columns of the same name are told apart by number")
func sameName() {
  let twice = table(["x", "n", "n"], [[.text("a"), .integer(1), .integer(7)]])
  #expect(draw("bar x=x y=n:2 no-title", twice).hasSuffix("# 7\n"))
  #expect(draw("bar y=n", twice).contains("2 columns are named \"n\""))
  #expect(draw("bar", bars([.integer(1)]), width: 39).contains("width must be 40 to 500"))
}
