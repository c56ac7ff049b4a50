// A table comes back from its column file as it was; a damaged file never does.

import Tabular
import Testing

private final class Bytes: Sendable {
  nonisolated(unsafe) let pointer: UnsafeMutableRawBufferPointer

  init(_ bytes: [UInt8]) {
    pointer = .allocate(byteCount: bytes.count, alignment: 16)
    pointer.copyBytes(from: bytes)
  }

  deinit { pointer.deallocate() }
}

private func file(of table: Table) -> [UInt8] {
  ColumnFilePieces(table).withPieces { $0.flatMap { Array($0) } }
}

private func table(from file: [UInt8]) -> Table? {
  let bytes = Bytes(file)
  return ColumnFileContents(UnsafeRawBufferPointer(bytes.pointer), owner: bytes)?.table
}

private func rows(_ table: Table) -> [[Value]] {
  (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
}

private let tables: [Table] = [
  Table(columnNames: [], rows: []),
  Table(columnNames: ["a", "é日", ""], rows: []),
  Table(
    columnNames: ["i", "r", "t", "m", "n"],
    rows: [
      [.integer(.min), .real(-0.0), .text(""), .integer(1), .null],
      [.null, .real(.infinity), .text("é"), .text("1"), .null],
      [.integer(3), .null, .null, .blob([0, 255]), .null],
      [.integer(4), .real(.leastNonzeroMagnitude), .text("é"), .real(1), .null],
    ]),
  Table(columnNames: ["x"], rows: (0..<1000).map { [$0 % 7 == 0 ? .null : .text("v\($0 % 13)")] }),
]

@Test("a table comes back with the same names, layouts and values", arguments: tables.indices)
func roundTrip(index: Int) throws {
  let original = tables[index]
  let copy = try #require(table(from: file(of: original)))
  #expect(copy.columnNames == original.columnNames)
  #expect(rows(copy) == rows(original))
  #expect(copy.columns.map(\.nullCount) == original.columns.map(\.nullCount))
  #expect(file(of: copy) == file(of: original))
}

@Test("every flipped bit and every cut is noticed")
func damage() {
  let whole = file(of: tables[2])
  for index in whole.indices {
    var damaged = whole
    damaged[index] ^= 1 << UInt8(index % 8)
    #expect(table(from: damaged) == nil, "byte \(index)")
    #expect(table(from: Array(whole[..<index])) == nil, "cut at \(index)")
  }
  #expect(table(from: whole + [0, 0, 0, 0, 0, 0, 0, 0]) == nil)
}

@Test("the bytes written with a table come back with it", arguments: [0, 1, 8, 1000])
func remark(count: Int) throws {
  let remark = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
  let file = ColumnFilePieces(tables[2], remark: remark).withPieces { $0.flatMap { Array($0) } }
  let bytes = Bytes(file)
  let contents = try #require(
    ColumnFileContents(UnsafeRawBufferPointer(bytes.pointer), owner: bytes))
  #expect(contents.remark == remark)
  #expect(rows(contents.table) == rows(tables[2]))
}
