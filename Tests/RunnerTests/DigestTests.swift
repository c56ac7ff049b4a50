// The digest of a whole result under a shortened block.

import Tabular
import Testing

@testable import Runner

private func table(_ rows: [[Value]], _ names: [String] = ["x"]) -> Table {
  Table(columnNames: names, rows: rows)
}

@Test("the digest is that of the documented bytes")
func knownDigest() {
  // hashlib.sha256 of name (3, length 1, "x"), integer (1, 8 bytes) 7, text (3, length 2) "ab", NULL (0, 0).
  let digest = table([[.integer(7)], [.text("ab")], [.null]]).digest()
  #expect(digest == "fbcfa1e1982f2c0c9243566601a949b753846edd87da5bd2a74c062ddc57ebc9")
}

@Test("integers, reals and texts that look alike, and names, have digests of their own")
func distinctions() {
  let tables = [
    table([[.integer(1)]]), table([[.real(1)]]), table([[.text("1")]]), table([[.blob([0x31])]]),
    table([[.null]]), table([[.text("")]]), table([]), table([[.integer(1)]], ["y"]),
    table([[.real(0)]]), table([[.real(-0.0)]]),
    table([[.text("a"), .text("b")]], ["x", "y"]), table([[.text("ab"), .text("")]], ["x", "y"]),
    table([[.integer(1)], [.integer(2)]]), table([[.integer(2)], [.integer(1)]]),
  ]
  #expect(Set(tables.map { $0.digest() }).count == tables.count)
}

@Test("a change in a hidden row changes the record")
func hiddenRow() {
  func text(_ changed: Int) -> String? {
    replay(
      cell(
        "max-rows: 2",
        sql: """
          WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 50)
          SELECT iif(x = 40, \(changed), x) AS x FROM n;
          """)
    ).cells.first?.text
  }
  #expect(text(1)?.contains("(2 of 50 rows, sha256 ") == true)
  #expect(text(1) != text(2))
  #expect(text(1) == text(1))
}
