// Columns in numbers. Quartiles and means are those of R 4.2 (`quantile(x)`, type 7) and of Python's
// `statistics`, or are worked out beside them.

import Tabular
import Testing

@testable import Datasets

private func profiled(_ values: [Value]) -> ColumnProfile {
  var builder = ColumnBuilder(name: "x")
  for value in values { builder.append(value) }
  return ColumnProfile(builder.build())
}

private func integers(_ values: Int64...) -> ColumnProfile { profiled(values.map(Value.integer)) }
private func reals(_ values: Double...) -> ColumnProfile { profiled(values.map(Value.real)) }
private func texts(_ values: String...) -> ColumnProfile { profiled(values.map(Value.text)) }

@Test("quartiles of integers are R's, whole where they are whole")
func integerQuartiles() {
  // quantile(c(2,4,4,5,7,9)) = 2 4 4.5 6.5 9
  let profile = integers(9, 4, 2, 7, 5, 4)
  #expect(profile.spread?.quartiles == [.integer(4), .real(4.5), .real(6.5)])
  #expect(profile.range?.first == .integer(2) && profile.range?.last == .integer(9))
  #expect(profile.distinctCount == 5)
  #expect(profile.spread?.mean == 31.0 / 6)
}

@Test("quartiles of reals are R's")
func realQuartiles() {
  // quantile(c(0.1, 0.2, 3.5, -7.25)) = -7.25 -1.7375 0.15 1.025 3.5
  let profile = reals(0.1, 0.2, 3.5, -7.25)
  #expect(profile.spread?.quartiles == [.real(-1.7375), .real(0.15000000000000002), .real(1.025)])
  #expect(profile.spread?.mean == -0.8625)
}

@Test("one row has itself for everything")
func oneRow() {
  let profile = integers(7)
  #expect(profile.spread?.quartiles == [.integer(7), .integer(7), .integer(7)])
  #expect(profile.spread?.histogram == [1])
  #expect(reals(2.5).spread?.histogram == [1])
}

@Test("no rows and nothing but NULL say so")
func nothing() {
  let empty = profiled([])
  #expect(empty.kind == .nullOnly && empty.rowCount == 0 && empty.range == nil)
  let nulls = profiled([.null, .null])
  #expect(nulls.kind == .nullOnly && nulls.nullCount == 2 && nulls.distinctCount == 0)
  #expect(nulls.spread == nil && nulls.lengths == nil)
}

@Test("NULLs count for nothing but themselves")
func nulls() {
  let profile = profiled([.null, .integer(1), .null, .integer(3)])
  #expect(profile.nullCount == 2 && profile.rowCount == 4 && profile.distinctCount == 2)
  #expect(profile.spread?.quartiles[1] == .integer(2))
  #expect(profile.spread?.mean == 2)
}

@Test("the greatest and least integers do not overflow")
func extremeIntegers() {
  let profile = integers(.max, .min, .max, .min)
  #expect(
    profile.spread?.quartiles == [.integer(.min), .real(-0.5), .integer(.max)])
  #expect(profile.spread?.mean == -0.5)
  #expect(profile.spread?.histogram == [2, 0, 0, 0, 0, 0, 0, 0, 0, 2])
}

@Test("the greatest reals do not overflow, the least do not vanish")
func extremeReals() {
  let most = Double.greatestFiniteMagnitude
  let profile = reals(most, -most, most, most)
  #expect(profile.spread?.mean == most / 2)
  let lower = 0.25 * -most + 0.75 * most
  #expect(profile.spread?.quartiles == [.real(lower), .real(most), .real(most)])
  #expect(profile.spread?.histogram == [1, 0, 0, 0, 0, 0, 0, 0, 0, 3])
  let least = Double.leastNonzeroMagnitude
  #expect(reals(least, least).spread?.mean == least)
  #expect(reals(least, 0).distinctCount == 2)
}

@Test("a mean keeps what a plain sum loses")
func compensatedMean() {
  #expect(reals(1, 1e100, 1, -1e100).spread?.mean == 0.5)
  #expect(profiled((0..<10).map { _ in .real(0.1) }).spread?.mean == 0.1)
}

@Test("infinities are values, but not of the histogram; both of them have no mean")
func infinities() {
  let profile = reals(-.infinity, 1, 2, .infinity)
  #expect(profile.spread?.mean == nil)
  #expect(profile.spread?.histogram.reduce(0, +) == 2)
  #expect(reals(1, .infinity).spread?.mean == .infinity)
  #expect(profile.range?.first == .real(-.infinity))
}

@Test("the two zeros are one value")
func zeros() {
  #expect(reals(0, -0.0).distinctCount == 1)
}

@Test("whole numbers fall into parts of whole width")
func histograms() {
  #expect(profiled((0..<15).map { .integer($0) }).spread?.histogram == [2, 2, 2, 2, 2, 2, 2, 1])
  #expect(
    profiled((1...10).map { .integer($0) }).spread?.histogram == Array(repeating: 1, count: 10))
  #expect(integers(5, 5, 5).spread?.histogram == [3])
  #expect(integers(1, 3).spread?.histogram == [1, 0, 1])
  #expect(
    profiled((0...100).map { .real(Double($0)) }).spread?.histogram == [
      10, 10, 10, 10, 10, 10, 10, 10, 10, 11,
    ])
}

@Test("dates are found, and their quartiles are dates of the column")
func dates() {
  let profile = texts("2024-03-01", "2023-12-31", "2024-01-01", "2024-02-29")
  #expect(profile.kind == .moments(.dates))
  #expect(
    profile.spread?.quartiles == [.text("2023-12-31"), .text("2024-01-01"), .text("2024-02-29")])
  // 61 days lie between the first and the last: parts of 7 days.
  #expect(profile.spread?.histogram == [2, 0, 0, 0, 0, 0, 0, 0, 2])
  #expect(texts("2024-01", "2024-12").kind == .moments(.months))
  #expect(texts("2024-01-01T10:00:00Z").kind == .moments(.moments))
  #expect(texts("2024-02-30", "2024-01-01").kind == .text)
  #expect(profiled([.text("2024-01-01"), .null]).kind == .moments(.dates))
}

@Test("days of the calendar are counted without a gap or a double")
func days() {
  // 1900 had no leap day, 2000 had one.
  let dates = ["1900-02-28", "1900-03-01", "2000-02-29", "2000-03-01"]
  let profile = profiled(dates.map(Value.text))
  #expect(profile.spread?.histogram == [2, 0, 0, 0, 0, 0, 0, 0, 0, 2])
  #expect(texts("1899-12-31", "1900-01-01").spread?.histogram == [1, 1])
  #expect(texts("1900-02-28", "1900-03-01").spread?.histogram == [1, 1])
  #expect(texts("2000-02-28", "2000-03-01").spread?.histogram == [1, 0, 1])
}

@Test("texts have lengths in characters, their ends by bytes, and what stands most often")
func textProfile() {
  let profile = texts("b", "é", "Zürich", "b", "", "é", "b", "once")
  #expect(profile.lengths == 0...6)
  #expect(profile.range?.first == .text("") && profile.range?.last == .text("é"))
  #expect(profile.topValues.map(\.value) == [.text("b"), .text("é")])
  #expect(profile.topValues.map(\.count) == [3, 2])
  #expect(profile.distinctCount == 5)
}

@Test("of texts that stand equally often those first in order are shown")
func ties() {
  let profile = texts("d", "c", "b", "a", "a", "b", "c", "d")
  #expect(profile.topValues.map(\.value) == [.text("a"), .text("b"), .text("c")])
}

@Test("several storage classes are told in SQLite's order")
func mixed() {
  let profile = profiled([.text("a"), .integer(2), .real(2), .blob([1]), .null, .real(1.5)])
  #expect(profile.kind == .mixed && profile.distinctCount == 4 && profile.nullCount == 1)
  #expect(profile.range?.first == .real(1.5) && profile.range?.last == .blob([1]))
  #expect(profile.topValues.map(\.value) == [.integer(2)])
}

@Test("many numbers are sorted as few are", arguments: 0..<20)
func sorting(run: Int) {
  var state = UInt64(run) &* 0x9E37_79B9_7F4A_7C15 &+ 1
  var keys = (0..<2000).map { index -> UInt64 in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> UInt64(run * 3 % 64) | (index % 7 == 0 ? 1 << 63 : 0)
  }
  let expected = keys.sorted()
  sortKeys(&keys)
  #expect(keys == expected, "run \(run)")
}

@Test("numbers keep their order as keys, and come back")
func keyOrder() {
  let numbers: [Double] = [
    -.infinity, -1e300, -1, -1e-300, 0, .leastNonzeroMagnitude, 1, .infinity,
  ]
  #expect(numbers.map(\.key) == numbers.map(\.key).sorted())
  #expect(numbers.map { Double(key: $0.key) } == numbers)
  #expect(
    ([.min, -1, 0, 1, .max] as [Int64]).map { Int64(key: $0.key) } == [.min, -1, 0, 1, .max])
}
