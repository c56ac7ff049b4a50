// One torture table in every format, and histograms of one line.

import Tabular
import Testing

@testable import Render

private let torture = Table(
  columnNames: ["a,b", "n", "x", "blob", "n"],
  rows: [
    [.text("plain"), .integer(1), .real(78), .blob([0, 255]), .integer(5)],
    [.text(""), .null, .real(0.1), .null, .text("<b>|*x* a_b _c_ `d` [e] \\ & ~ $")],
    [.text("a\"b,c\r\nd\te"), .integer(.min), .real(-0.0), .null, .null],
    [.text("é\u{1B}\u{202E}\u{85}#"), .null, .real(.infinity), .null, .real(1e21)],
  ])

private func written(_ table: Table, _ format: TableFormat) -> String {
  var bytes: [UInt8] = []
  write(table, as: format) { bytes += $0 }
  return String(decoding: bytes, as: UTF8.self)
}

@Test("CSV quotes what must be quoted and empty texts, and leaves NULL out")
func csv() {
  #expect(
    written(torture, .csv) == """
      "a,b",n,x,blob,n
      plain,1,78.0,00ff,5
      "",,0.1,,<b>|*x* a_b _c_ `d` [e] \\ & ~ $
      "a""b,c\r
      d	e",-9223372036854775808,-0.0,,
      é\u{1B}\u{202E}\u{85}#,,inf,,1e21

      """)
}

@Test("TSV keeps a row on its line and tells NULL from an empty text")
func tsv() {
  #expect(
    written(torture, .tsv) == """
      a,b\tn\tx\tblob\tn
      plain\t1\t78.0\t00ff\t5
      \t\\N\t0.1\t\\N\t<b>|*x* a_b _c_ `d` [e] \\\\ & ~ $
      a"b,c\\r\\nd\\te\t-9223372036854775808\t-0.0\t\\N\t\\N
      é\u{1B}\u{202E}\u{85}#\t\\N\tinf\t\\N\t1e21

      """)
}

@Test("JSON Lines has an object a line, names of their own, and no control character")
func jsonl() {
  #expect(
    written(torture, .jsonl) == """
      {"a,b":"plain","n":1,"x":78.0,"blob":"00ff","n_2":5}
      {"a,b":"","n":null,"x":0.1,"blob":null,"n_2":"<b>|*x* a_b _c_ `d` [e] \\\\ & ~ $"}
      {"a,b":"a\\"b,c\\r\\nd\\te","n":-9223372036854775808,"x":-0.0,"blob":null,"n_2":null}
      {"a,b":"é\\u001b\\u202e\\u0085#","n":null,"x":null,"blob":null,"n_2":1e21}

      """)
}

@Test("JSON is one array, with a row a line; of no rows it is empty")
func json() {
  let table = Table(columnNames: ["a"], rows: [[.integer(1)], [.null]])
  #expect(written(table, .json) == "[\n{\"a\":1},\n{\"a\":null}\n]\n")
  #expect(written(Table(columnNames: ["a"], rows: []), .json) == "[]\n")
}

@Test("Markdown escapes what would be markup, and leaves names with underscores readable")
func markdown() {
  #expect(
    written(torture, .markdown) == """
      | a,b | n | x | blob | n |
      | --- | ---: | ---: | --- | --- |
      | plain | 1 | 78.0 | 00ff | 5 |
      |  |  | 0.1 |  | \\<b\\>\\|\\*x\\* a_b \\_c\\_ \\`d\\` \\[e\\] \\\\ \\& \\~ \\$ |
      | a"b,c<br>d\\\\te | -9223372036854775808 | -0.0 |  |  |
      | é\\\\e\\\\u{202e}\\\\u{85}# |  | inf |  | 1e21 |

      """)
}

@Test("a first name that would be taken for a comment or a setting is quoted")
func mistakableHeaders() {
  for name in ["#a", "sep=;"] {
    #expect(written(Table(columnNames: [name], rows: []), .csv) == "\"\(name)\"\n")
  }
}

@Test("bytes that are not UTF-8 do not make JSON that is none")
func invalidUTF8() {
  var builder = ColumnBuilder(name: "a")
  [0x61, 0xFF, 0x62].withUnsafeBufferPointer { builder.append(text: $0) }
  let table = Table(columns: [builder.build()], rowCount: 1)
  #expect(written(table, .jsonl) == "{\"a\":\"a\\ufffdb\"}\n")
}

@Test("what a format cannot say is told")
func lostThings() {
  #expect(losses(of: torture, as: .json) == ["1 infinite number written as null, as JSON has none"])
  #expect(losses(of: torture, as: .csv) == ["1 infinite number that CSV readers take for text"])
  let column = Table(columnNames: ["a"], rows: [[.null], [.integer(1)], [.null], [.null]])
  #expect(
    losses(of: column, as: .csv) == [
      "the last 2 rows of NULL cannot be told from blank lines at the end of a CSV file"
    ])
}

@Test("a large table comes in pieces that are the whole together")
func pieces() {
  let table = Table(columnNames: ["a"], rows: (0..<30_000).map { [.integer(Int64($0))] })
  var sizes: [Int] = []
  write(table, as: .csv) { sizes.append($0.count) }
  #expect(sizes.count > 1)
  #expect(sizes.reduce(0, +) == written(table, .csv).utf8.count)
}

@Test("a histogram of one line shows what is there and never what is not")
func sparklines() {
  #expect(sparkline([0, 1, 500, 1000], charset: .ascii) == "_.=@")
  #expect(sparkline([0, 1, 500, 1000], charset: .unicode) == "·▁▄█")
  #expect(sparkline([], charset: .ascii).isEmpty)
  #expect(sparkline([0, 0], charset: .ascii) == "__")
  #expect(sparkline([7], charset: .unicode) == "█")
  #expect(sparkline(Array(0...8), charset: .ascii) == "_.:-=+*#@")
}

@Test("reals are rounded to significant digits as they are written")
func significantDigits() {
  #expect(rounded(2.0 / 3, significantDigits: 3) == 0.667)
  #expect(rounded(123_456.5, significantDigits: 3) == 123_000)
  #expect(rounded(1e300 / 3, significantDigits: 2) == 3.3e299)
  #expect(rounded(0, significantDigits: 2) == 0)
  #expect(rounded(.infinity, significantDigits: 2) == .infinity)
}
