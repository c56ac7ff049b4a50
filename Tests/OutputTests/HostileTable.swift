// A table of everything that formats stumble over, for the strict readers of each.

import Tabular

/// Values that formats stumble over.
enum HostileTable {
  static let texts = [
    "line\nbreak", "cr\r\nlf", "a|b", "&_%$#{}~^\\", "\u{1B}[31mred\u{7}", "", "NULL", "\\N",
    "'quoted' \"twice\"", "👩‍👩‍👧 ❤️", "أهلا \u{202E}rtl", "<b>&amp;</b>", "1e5", "  blanks  ", "[1] *x*",
    "--''``,,", "e\u{301}", "tab\there", "日本語", "\u{2028}",
  ]

  static let reals = [
    0.1, .infinity, -.infinity, -0.0, 1e21, .leastNonzeroMagnitude, 1.7976931348623157e308, 2.0 / 3,
  ]

  static let integers: [Int64] = [.max, .min, 0, -1]

  /// Each text with a number, an integer and a blob beside it, NULLs among them.
  static let table = Table(
    columnNames: ["t & co", "x_1", "n", "b"],
    rows: texts.indices.map { row in
      [
        .text(texts[row]),
        row % 9 == 8 ? .null : .real(reals[row % reals.count]),
        row % 5 == 4 ? .null : .integer(integers[row % 4]),
        row % 3 == 0 ? .null : .blob([0, 255, 39, UInt8(row)]),
      ]
    } + [[.null, .null, .null, .null]])

  /// The rows as values.
  static var rows: [[Value]] {
    (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
  }
}
