// Promises that hold for every chart and table, tried on hostile ones made from a printed seed.

import Tabular
import Testing

@testable import Render

private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

private let labels: [Value] = [
  .text("plain"), .text(""), .text("   "), .text("NULL"), .null, .text("###"), .text("███|.."),
  .text("日本語日本語日本語日本語日本語"), .text("한글"), .text("e\u{301}e\u{301}"), .text("👩‍👩‍👧👩‍👩‍👧"), .text("🇫🇷🇩🇪"),
  .text("أهلا وسهلا"), .text("a\nb\tc\u{1B}[31m\u{7}\0"), .text("\u{202E}reversed"),
  .text("x\u{2028}y"),
  .text(String(repeating: "Ministry of Foreign Affairs and Trade ", count: 6)),
  .text(String(repeating: "Ministry of Foreign Affairs and Tax ", count: 6)), .integer(1999),
  .real(-0.0), .blob([1, 2, 3]), .text("❤️ 1️⃣ 👍🏽"), .text("trailing   "), .text("\u{301}mark"),
]

private let extremes: [Value] = [
  .null, .integer(0), .integer(1), .integer(-1), .integer(.max), .integer(.min), .real(1e308),
  .real(-1e308), .real(.leastNonzeroMagnitude), .real(.infinity), .real(-.infinity), .real(-0.0),
  .real(0.1 + 0.2), .real(1e-9), .real(98.6), .integer(1_000_000_000_001), .real(1234.5678901),
]

private func table(_ generator: inout Generator) -> Table {
  let isTame = Bool.random(using: &generator)
  let rowCount = Int.random(in: 0...12, using: &generator)
  let numberCount = Int.random(in: 1...3, using: &generator)
  let rows = (0..<rowCount).map { _ -> [Value] in
    let numbers = (0..<numberCount).map { _ -> Value in
      if !isTame { return extremes.randomElement(using: &generator) ?? .null }
      let magnitude = Double.random(in: 0...1000, using: &generator)
      return .real((magnitude * 100).rounded() / 100)
    }
    return [labels.randomElement(using: &generator) ?? .null] + numbers
  }
  return Table(columnNames: ["x"] + (1...numberCount).map { "n\($0)" }, rows: rows)
}

private let barOptions = [
  "", "y=n1", "y=n1 sort=-y top=3", "y=n1 no-values", "y=n1 format=si", "y=n1 format=\"0.0 日\"",
  "no-title null=zero", "y=n1 null=drop limit=2", "y=n1 sort=x",
  "y=n1 format=e title=\"日本語 title\"",
]

private func check(_ ascii: String, _ unicode: String, width: Int, _ context: String) {
  let pairs = [ascii, unicode].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
  #expect(pairs[0].count == pairs[1].count, "\(context)\n\(ascii)\(unicode)")
  for line in pairs.joined() {
    let isClean = line.last != " " && !line.utf8.contains(0x09)
    if !isClean || independentWidth(line) > width { Issue.record("\(context)\n\(line)") }
  }
}

@Test("every bar chart keeps its width, its lines and its bytes clean")
func barProperties() {
  let drawnCount = (0..<500).count { drawsBars(seed: $0) }
  #expect(drawnCount > 250)
}

/// Whether the chart was drawn and not refused.
private func drawsBars(seed: Int) -> Bool {
  var generator = Generator(state: UInt64(seed))
  let table = table(&generator)
  let width = Int.random(in: 40...110, using: &generator)
  let options = barOptions.randomElement(using: &generator) ?? ""
  let text = "bar x=x \(options)"
  let context = "seed \(seed): \(text) width \(width)"
  let ascii = draw(text, table, .ascii, width: width)
  let unicode = draw(text, table, .unicode, width: width)
  if ascii.hasPrefix("error:") {
    #expect(ascii == unicode, "\(context)")
    return false
  }
  check(ascii, unicode, width: width, context)
  return true
}

@Test("charts of ASCII labels are ASCII throughout")
func sevenBits() {
  for seed in 0..<100 { checkSevenBits(seed: seed) }
}

private func checkSevenBits(seed: Int) {
  var generator = Generator(state: UInt64(seed))
  let rows = (0..<8).map { row -> [Value] in
    [
      .text(String(repeating: "label \(row) ", count: row + 1)),
      extremes.randomElement(using: &generator) ?? .null,
    ]
  }
  let text = draw("bar", Table(columnNames: ["x", "n"], rows: rows), .ascii)
  #expect(text.utf8.allSatisfy { $0 < 0x80 }, "seed \(seed)\n\(text)")
}

@Test("the values of a bar chart can be read back to half a cell")
func readBack() {
  for seed in 0..<300 { checkReadBack(seed: seed) }
}

private func checkReadBack(seed: Int) {
  var generator = Generator(state: UInt64(seed))
  let isSigned = Bool.random(using: &generator)
  let values = (0..<10).map { _ in
    (Double.random(in: (isSigned ? -500 : 0)...1000, using: &generator) * 10).rounded() / 10
  }
  let rows = values.enumerated().map { [Value.text("row \($0)"), .real($1)] }
  let table = Table(columnNames: ["x", "n"], rows: rows)
  let lines = draw("bar no-title", table).split(separator: "\n")
  let cells = zip(values, lines).map { value, line -> Double in
    let parts = line.split(separator: "|", omittingEmptySubsequences: false)
    let bar = value < 0 ? parts[0] : parts[1]
    return Double(bar.count { $0 == "#" }) * (value < 0 ? -1 : 1)
  }
  // The longest bar is within half a cell of its value too: compare against every scale it allows.
  let largest = values.indices.max { values[$0].magnitude < values[$1].magnitude } ?? 0
  let scale = cells[largest].magnitude / values[largest].magnitude
  let slack = 0.5 + 0.5 / cells[largest].magnitude * (cells.map(\.magnitude).max() ?? 0)
  for (value, cell) in zip(values, cells) {
    #expect((value * scale - cell).magnitude <= slack + 1e-9, "seed \(seed): \(value) \(cell)")
  }
}

private let periods: [[Value]] = [
  [.integer(1950), .integer(1954), .integer(1955), .integer(2500), .integer(1500), .null],
  ["2024-01-01", "2024-02-29", "2024-12-31", "1999-12-31", "0000-01-01", "9999-12-31"].map {
    .text($0)
  } + [.null],
  ["2024-Q1", "2024-Q4", "2030-Q2"].map { .text($0) }, ["2020-W53", "2021-W01"].map { .text($0) },
  ["2024-01-01 00:00", "2024-01-01T23:59:59", "2024-03-01 12:30Z"].map { .text($0) },
  [.real(0.1), .real(0.35), .real(1e308), .real(-1e308), .real(.infinity), .null],
  [.integer(1), .integer(5), .integer(900), .integer(.max), .integer(.min)],
  [.real(1e12), .real(1e12 + 1), .real(1e12 + 2), .real(1e-9), .real(.leastNonzeroMagnitude)],
]

@Test("every gantt chart keeps its width, its lines and its bytes clean")
func ganttProperties() {
  let drawnCount = (0..<500).count { drawsGantt(seed: $0) }
  #expect(drawnCount > 250)
}

/// Whether the chart was drawn and not refused.
private func drawsGantt(seed: Int) -> Bool {
  var generator = Generator(state: UInt64(seed))
  let pool = periods.randomElement(using: &generator) ?? []
  let rowCount = Int.random(in: 0...6, using: &generator)
  let rows = (0..<rowCount).map { _ -> [Value] in
    var pair = [pool.randomElement(using: &generator) ?? .null]
    pair.append(pool.randomElement(using: &generator) ?? .null)
    let name = labels.randomElement(using: &generator) ?? .null
    let remark = labels.randomElement(using: &generator) ?? .null
    return [name] + ordered(pair) + [remark]
  }
  let table = Table(columnNames: ["name", "start", "end", "remark"], rows: rows)
  let width = Int.random(in: 40...110, using: &generator)
  let remark = Bool.random(using: &generator) ? " label=remark" : ""
  let text = "gantt x=name start=start end=end\(remark)"
  let context = "seed \(seed): \(text) width \(width)"
  let ascii = draw(text, table, .ascii, width: width)
  let unicode = draw(text, table, .unicode, width: width)
  if ascii.hasPrefix("error:") {
    #expect(ascii == unicode, "\(context)")
    return false
  }
  check(ascii, unicode, width: width, context)
  return true
}

private func ordered(_ pair: [Value]) -> [Value] {
  switch (pair[0], pair[1]) {
  case (.integer(let start), .integer(let end)) where end < start: [pair[1], pair[0]]
  case (.real(let start), .real(let end)) where end < start: [pair[1], pair[0]]
  case (.text(let start), .text(let end)) where end < start: [pair[1], pair[0]]
  default: pair
  }
}

@Test("every line of a box is as wide as every other, and fits")
func boxProperties() {
  for seed in 0..<300 { checkBox(seed: seed) }
}

private func checkBox(seed: Int) {
  var generator = Generator(state: UInt64(seed))
  let columnCount = Int.random(in: 1...6, using: &generator)
  let pool = labels + extremes
  let rows = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
    (0..<columnCount).map { _ in pool.randomElement(using: &generator) ?? .null }
  }
  let names = ["a", "", "日本", "a long header\nof two lines", "b", "a"]
  let table = Table(columnNames: Array(names.prefix(columnCount)), rows: rows)
  let width = Bool.random(using: &generator) ? Int.random(in: 20...120, using: &generator) : nil
  let style = TableStyle(.box, width: width)
  let lines = render(table, style).split(separator: "\n").dropLast()
  let widths = Set(lines.map { independentWidth($0) })
  #expect(widths.count == 1, "seed \(seed)\n\(lines.joined(separator: "\n"))")
  if let width { #expect((widths.first ?? 0) <= width, "seed \(seed) width \(width)") }
  let rule = render(table, TableStyle(.rule)).split(
    separator: "\n", omittingEmptySubsequences: false)
  #expect(rule.count == rows.count + 4, "seed \(seed)")
  #expect(rule.allSatisfy { $0.last != " " }, "seed \(seed)")
}
