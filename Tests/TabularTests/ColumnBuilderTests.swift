// Values come out of a column as they went in.

import Tabular
import Testing

private func column(_ values: [Value]) -> Column {
  Table(columnNames: ["c"], rows: values.map { [$0] }).columns[0]
}

@Test(
  "every mix of storage classes keeps each value as it was",
  arguments: [
    [], [.null, .null], [.integer(.min), .integer(.max)], [.real(-0.0), .real(.infinity), .null],
    [.text(""), .text("é日"), .text(""), .null], [.blob([]), .blob([0, 255])],
    [.integer(1), .text("1"), .real(1), .blob([49]), .null, .text("1")],
  ] as [[Value]])
func roundTrip(values: [Value]) {
  let column = column(values)
  #expect((0..<values.count).map { column[$0] } == values)
  #expect(column.rowCount == values.count)
  #expect(column.nullCount == values.count { $0 == .null })
}

@Test("equal texts share one dictionary entry")
func dictionary() throws {
  let column = column((0..<10_000).map { .text("v\($0 % 26)") })
  guard case .texts(let codes, let dictionary) = column.values else {
    Issue.record("not a text column")
    return
  }
  #expect(dictionary.count == 26)
  #expect(codes[25] == 25 && codes[26] == 0)
}

@Test("columns are found without regard to ASCII case, as in SQLite")
func names() {
  let table = Table(columnNames: ["Äb", "ab"], rows: [])
  #expect(table.column(named: "AB")?.name == "ab")
  #expect(table.column(named: "äb") == nil)
}
