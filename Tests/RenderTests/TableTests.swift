// Tables, picture by picture.

import Render
import Tabular
import Testing

private let regions = Table(
  columnNames: ["region", "orders", "units", "revenue"],
  rows: [
    [.text("south"), .integer(2), .integer(62), .real(191.1)],
    [.text("north"), .integer(2), .integer(43), .real(201.25)],
    [.text("west"), .integer(1), .integer(15), .real(78)],
  ])

private func numbers(_ count: Int) -> Table {
  Table(columnNames: ["n"], rows: (1...count).map { [.integer(Int64($0))] })
}

@Test("a stored table has dashes, two blanks and a count")
func ruleLook() {
  let expected = """
    region  orders  units  revenue
    ------  ------  -----  -------
    south        2     62    191.1
    north        2     43   201.25
    west         1     15     78.0
    (3 rows)

    """
  #expect(render(regions, TableStyle(.rule)) == expected)
}

@Test("a box has sqlite3's lines")
func boxLook() {
  let expected = """
    ┌────────┬────────┬───────┬─────────┐
    │ region │ orders │ units │ revenue │
    ├────────┼────────┼───────┼─────────┤
    │ south  │      2 │    62 │   191.1 │
    │ north  │      2 │    43 │  201.25 │
    │ west   │      1 │    15 │    78.0 │
    └────────┴────────┴───────┴─────────┘
    (3 rows)  0.84 s

    """
  #expect(render(regions, TableStyle(.box, elapsed: "0.84 s")) == expected)
}

@Test("counts are worded for no row, one row and a thousand")
func counts() {
  let empty = Table(columnNames: ["a", ""], rows: [])
  #expect(render(empty, TableStyle(.rule)) == "a\n-  -\n(0 rows)\n")
  #expect(render(numbers(1), TableStyle(.rule)).hasSuffix("\n(1 row)\n"))
  #expect(render(numbers(1000), TableStyle(.rule)).hasSuffix("\n(1,000 rows)\n"))
  #expect(render(Table(columns: [], rowCount: 0), TableStyle(.box)) == "(0 rows)\n")
}

@Test("the first rows are shown under a limit, with the digest of all")
func limit() {
  let text = render(numbers(345), TableStyle(.rule, maxRows: 2, digest: "1a2b3c4d"))
  #expect(text == "n\n-\n1\n2\n(2 of 345 rows, sha256 1a2b3c4d)\n")
  #expect(render(numbers(345), TableStyle(.rule, maxRows: 2)).hasSuffix("\n(2 of 345 rows)\n"))
  #expect(render(numbers(3), TableStyle(.rule, maxRows: 3)).hasSuffix("\n(3 rows)\n"))
  #expect(render(numbers(3), TableStyle(.rule, maxRows: -1)) == "n\n-\n(0 of 3 rows)\n")
}

@Test("NULL, the text NULL, number-like text and blobs can be told apart")
func values() {
  let table = Table(
    columnNames: ["mixed", "word", "blob", "none", "real"],
    rows: [
      [.integer(1), .text("NULL"), .blob([0, 255]), .null, .real(-0.0)],
      [.text("1"), .null, .blob([]), .null, .real(.infinity)],
      [.text(" 2e3"), .text(""), .blob([UInt8](repeating: 1, count: 17)), .null, .real(1e21)],
      [.text("x1"), .text("a\nb"), .null, .null, .null],
    ])
  let expected = #"""
    mixed   word    blob                                                              none  real
    ------  ------  ----------------------------------------------------------------  ----  ----
    1       'NULL'  x'00ff' (2 bytes)                                                 NULL  -0.0
    '1'     NULL    x'' (0 bytes)                                                     NULL   inf
    ' 2e3'          x'01010101010101010101010101010101…' (17 bytes, sha256 ff5a51a6)  NULL  1e21
    x1      a\nb    NULL                                                              NULL  NULL
    (4 rows)

    """#
  #expect(render(table, TableStyle(.rule)) == expected)
}

@Test("two long blobs that differ in their last byte look different")
func cutBlobs() {
  let texts = [UInt8(0), 1].map { last in
    let blob = [UInt8](repeating: 0, count: 16) + [last]
    return render(Table(columnNames: ["a"], rows: [[.blob(blob)]]), TableStyle(.rule))
  }
  #expect(texts[0] != texts[1])
}

@Test("no line begins like the mark of a conflict, neither a header nor a row")
func conflictMarks() {
  let table = Table(
    columnNames: ["<<<<<<< HEAD", "b"],
    rows: [
      [.text("<<<<<<< HEAD"), .integer(1)], [.text("<<<<<<<"), .integer(2)],
      [.text("======="), .integer(3)], [.text(">>>>>>> x"), .integer(4)],
      [.text("<<<<<<<<"), .integer(5)],
    ])
  let expected = #"""
    \x3c<<<<<< HEAD  b
    ---------------  -
    '<<<<<<< HEAD'   1
    '<<<<<<<'        2
    =======          3
    >>>>>>> x        4
    <<<<<<<<         5
    (5 rows)

    """#
  #expect(render(table, TableStyle(.rule)) == expected)
}

@Test("wide characters keep columns straight")
func wide() {
  let table = Table(
    columnNames: ["語", "n"],
    rows: [[.text("日本語"), .integer(1)], [.text("e\u{301}"), .integer(20)], [.text("👩‍👩‍👧"), .null]])
  let expected = """
    ┌────────┬──────┐
    │ 語     │    n │
    ├────────┼──────┤
    │ 日本語 │    1 │
    │ e\u{301}      │   20 │
    │ 👩‍👩‍👧     │ NULL │
    └────────┴──────┘
    (3 rows)

    """
  #expect(render(table, TableStyle(.box)) == expected)
}

@Test("decimals are fixed on request, for all columns or some")
func digits() {
  #expect(render(regions, TableStyle(.rule, digits: .fixed(1))).contains("201.3\n"))
  let some = render(regions, TableStyle(.rule, digits: .byColumn(["REVENUE": 3])))
  #expect(some.contains("191.100\n") && some.contains("    62  "))
}

@Test("a long box shows both ends on a terminal, and all of it elsewhere")
func bothEnds() {
  let lines = render(numbers(1_000_000), TableStyle(.box, width: 80)).split(separator: "\n")
  #expect(lines.count == 4 + 41 + 1)
  #expect(lines[23] == "│       ⋮ │")
  #expect(lines.last == "(1,000,000 rows, 40 shown; .last shows all)")
  #expect(render(numbers(41), TableStyle(.box, width: 80)).contains("│ 21 │"))
  #expect(!render(numbers(100), TableStyle(.box)).contains("⋮"))
  #expect(!render(numbers(100), TableStyle(.box, width: 80, endRows: nil)).contains("⋮"))
}

private let long = String(repeating: "lorem ipsum ", count: 10) + "."

@Test("a few rows too wide for the terminal are wrapped")
func wraps() {
  let table = Table(
    columnNames: ["id", "text"], rows: [[.integer(1), .text("one two three four")]])
  let expected = """
    ┌────┬──────────────┐
    │ id │ text         │
    ├────┼──────────────┤
    │  1 │ one two      │
    │    │ three four   │
    └────┴──────────────┘
    (1 row)

    """
  #expect(render(table, TableStyle(.box, width: 21)) == expected)
}

@Test("many rows too wide for the terminal are cut, and the footer says so")
func cutsCells() {
  let rows: [[Value]] = (1...11).map { [.integer($0), .text(long)] }
  let text = render(Table(columnNames: ["id", "text"], rows: rows), TableStyle(.box, width: 30))
  #expect(text.contains("│  1 │ lorem ipsum lorem ip… │\n"))
  #expect(text.hasSuffix("(11 rows; cells cut in 1 column; .last shows all)\n"))
  let rule = render(Table(columnNames: ["id", "text"], rows: rows), TableStyle(.rule, width: 20))
  #expect(rule.hasPrefix("id  text\n--  ----------------\n 1  lorem ipsum lor…\n"))
  #expect(rule.hasSuffix("(11 rows; cells cut in 1 column)\n"))
}

@Test("middle columns are hidden when nothing can shrink further")
func hides() {
  let names = (1...12).map { "column_\($0)" }
  let table = Table(columnNames: names, rows: [(1...12).map { .integer($0) }])
  let expected = """
    ┌──────────┬───┬───────────┐
    │ column_1 │ … │ column_12 │
    ├──────────┼───┼───────────┤
    │        1 │ … │        12 │
    └──────────┴───┴───────────┘
    (1 row; 10 of 12 columns hidden; .last shows all)

    """
  #expect(render(table, TableStyle(.box, width: 30)) == expected)
}

@Test("NULL and rules are dimmed, nothing else")
func color() {
  let table = Table(columnNames: ["a"], rows: [[.null]])
  let expected = "a\n\u{1B}[2m----\u{1B}[22m\n\u{1B}[2mNULL\u{1B}[22m\n(1 row)\n"
  #expect(render(table, TableStyle(.rule, usesColor: true)) == expected)
}

@Test("one long text in a last column costs its width once")
func longLastColumn() {
  let rows: [[Value]] = (0..<20_000).map { row in
    [.integer(Int64(row)), .text(row == 7 ? String(repeating: "x", count: 1_000_000) : "short")]
  }
  let text = render(Table(columnNames: ["n", "t"], rows: rows), TableStyle(.rule))
  #expect(text.utf8.count < 3_000_000)
}
