// What `render` writes is read back.

import Render
import Tabular
import Testing

private let hostileValues: [Value] = [
  .text("(1 row)"), .text("----"), .text("-"), .text(""), .text(" x "), .text("NULL"), .null,
  .text("a\nb"), .text("\\n"), .text("日本語"), .text("\u{301}x"), .text("x\u{301}"),
  .text("❤️"), .text("👩‍👩‍👧"), .text("🇫🇷"), .text("أهلا"), .text("\u{200B}"), .text("..."),
  .text("a [..] b"), .text("x'00'"), .text("'"), .text("a  b"), .blob([0, 1]), .integer(-7),
  .real(0.1), .real(.infinity), .text("12"), .text("(2 of 3 rows)"),
]

/// A small generator whose seed is printed with every failure.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Test("the cells of a drawn table are read back, whatever they hold")
func roundTrip() {
  for seed in 0..<UInt64(2000) {
    var random = SeededGenerator(state: seed)
    let width = Int.random(in: 1...4, using: &random)
    let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      (0..<width).map { _ in hostileValues.randomElement(using: &random) ?? .null }
    }
    let names = (0..<width).map { _ in
      ["a", "", "[..]", "日本", "-", "(0 rows)", "b c"].randomElement(using: &random) ?? "x"
    }
    let table = Table(columnNames: names, rows: rows)
    let limit = [nil, 0, 2].randomElement(using: &random) ?? nil
    let text = render(table, TableStyle(.rule, maxRows: limit))
    guard case .table(let shown)? = shownResults(in: text)?.first else {
      Issue.record("seed \(seed)\n\(text)")
      continue
    }
    let shownCount = min(limit ?? rows.count, rows.count)
    #expect(shown.rowCount == rows.count && shown.rows.count == shownCount, "seed \(seed)")
    let expected = (0..<shownCount).map { row in
      table.columns.map { cellText($0, row: row) }
    }
    #expect(shown.rows == expected, "seed \(seed)\n\(text)")
    #expect(shown.total == nil)
  }
}

private let orders = Table(
  columnNames: ["region", "year", "units", "price", "note"],
  rows: [
    [.text("south"), .integer(2000), .integer(1), .real(0.1), .null],
    [.text("south"), .integer(2000), .integer(2), .real(0.2), .text("x")],
    [.text("south"), .integer(2001), .null, .real(0.3), .text("")],
    [.text(""), .integer(2001), .integer(4), .null, .null],
  ])

@Test("a repeated key is shown once and a last row adds up the numbers that are no keys")
func groupAndTotal() {
  var style = TableStyle(.rule)
  style.group = ["REGION", "year"]
  style.total = .numbers
  let expected = """
    region  year  units  price  note
    ------  ----  -----  -----  ----
    south   2000      1    0.1  NULL
                      2    0.2  x
            2001   NULL    0.3
    ''      2001      4   NULL  NULL
    ------  ----  -----  -----  ----
    total             7    0.6
    (4 rows)

    """
  #expect(render(orders, style) == expected)
  guard case .table(let shown)? = shownResults(in: expected)?.first else {
    Issue.record("not read back")
    return
  }
  #expect(shown.total == ["total", "", "7", "0.6", ""] && shown.rows.count == 4)
}

@Test("sums are exact: integers to 64 bits, reals without the drift of adding them up")
func sums() {
  func total(_ values: [Value], digits: TableStyle.Digits = .shortest) -> String? {
    var style = TableStyle(.rule, digits: digits)
    style.total = .columns(["X"])
    let text = render(Table(columnNames: ["x"], rows: values.map { [$0] }), style)
    guard case .table(let shown)? = shownResults(in: text)?.first else { return nil }
    return shown.total?.first
  }
  #expect(total(Array(repeating: .real(0.1), count: 10)) == "1.0")
  #expect(total([.integer(.max), .integer(0)]) == "9223372036854775807")
  #expect(total([.integer(.max), .integer(1)]) == "9.223372036854776e18")
  #expect(total([.real(1e308), .real(1e308)]) == "inf")
  #expect(total([.real(.infinity), .real(-.infinity)]) != nil)
  #expect(total([.integer(1), .real(0.005)], digits: .fixed(2)) == "1.01")
  #expect(total([.null, .text("a")]) == "" && total([]) == nil)
}

@Test("a record that is cut to a width says so, and vouches for all values")
func cutRecord() {
  let table = Table(columnNames: ["t"], rows: [[.text(String(repeating: "word ", count: 9) + "x")]])
  let style = TableStyle(.rule, width: 20, digest: "1a2b3c4d")
  let expected = """
    t
    --------------------
    word word word word…
    (1 row, sha256 1a2b3c4d; cells cut in 1 column)

    """
  #expect(render(table, style) == expected)
  #expect(shownResults(in: expected)?.count == 1)
  let narrow = Table(columnNames: ["t"], rows: [[.text("x")]])
  #expect(render(narrow, style) == "t\n-\nx\n(1 row)\n")
}
