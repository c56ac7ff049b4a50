// Generated files: what is written is read back; no bytes crash the reader.

import Diagnostics
import Tabular
import Testing

@testable import Datasets

/// SplitMix64, so that a printed seed gives the same run again.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private let pieces = [
  "a", "é", "日本", "😀", "\"", ",", ";", "\n", "\r\n", "\r", "\t", " ", "1", "0", "-", ".", "e5", "#",
  "'", "\\", "\u{1B}", "\u{FEFF}",
]

private func text(_ generator: inout Generator) -> String {
  (0..<Int.random(in: 0...5, using: &generator)).map { _ in
    pieces.randomElement(using: &generator) ?? ""
  }.joined()
}

private func quoted(_ text: String) -> String {
  "\"" + text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
}

/// A value as CSV: NULL as nothing, text in quotes.
private func written(_ value: Value) -> String {
  switch value {
  case .null, .blob: ""
  case .integer(let integer): "\(integer)"
  case .real(let real): "\(real)"
  case .text(let text): quoted(text)
  }
}

@Test("a generated table written as CSV is read back equal", arguments: 0..<200)
func roundTrip(run: Int) throws {
  let seed = UInt64(run) &* 7919 &+ 20_260
  var generator = Generator(state: seed)
  let ending = ["\n", "\r\n"].randomElement(using: &generator) ?? "\n"
  let table: [[Value]] = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
    let isNull = { (generator: inout Generator) in Int.random(in: 0..<5, using: &generator) == 0 }
    return [
      .text("x" + text(&generator)),
      isNull(&generator)
        ? .null
        : .integer(
          Int64(bitPattern: generator.next() >> UInt64.random(in: 0..<64, using: &generator))),
      isNull(&generator) ? .null : .real(Double.random(in: -1e9...1e9, using: &generator) + 0.5),
      isNull(&generator) ? .null : .text(text(&generator)),
    ]
  }
  let names = ["k", "i", "r", "s"]
  let lines = [names.joined(separator: ",")] + table.map { $0.map(written).joined(separator: ",") }
  var csv = lines.joined(separator: ending)
  if Bool.random(using: &generator) { csv += ending }
  let fields =
    #"{"name": "k"}, {"name": "i", "type": "integer"}, {"name": "r", "type": "number"}, {"name": "s"}"#
  let declared = try loadFirst(package(fields: fields, csv: csv))
  let expected = table.map { row in row.map { $0 == .text("") ? Value.null : $0 } }
  #expect(rows(declared) == expected, "seed \(seed)")
  let guessed = try bare(csv).table
  #expect(guessed.columns[0].bytes(at: 0) != nil)
  for (row, values) in table.enumerated() {
    #expect(guessed.columns[0][row] == values[0], "seed \(seed)")
    #expect(guessed.columns[1][row] == values[1], "seed \(seed)")
    #expect(guessed.columns[2][row] == values[2], "seed \(seed)")
  }
}

@Test("no bytes crash or hang the readers", arguments: 0..<20)
func randomBytes(run: Int) throws {
  let seed = UInt64(run) &* 104_729 &+ 1
  var generator = Generator(state: seed)
  let alphabet = Array("\",;\n\r\t #=sep1.5e-é\\|ab0".utf8) + [0xFF, 0x00]
  let usable = run % 2 == 0 ? alphabet : Array(alphabet.dropLast(2).filter { $0 < 0x80 })
  for _ in 0..<60 {
    let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
      usable.randomElement(using: &generator) ?? 0
    }
    _ = try findings { try bare(bytes) }
    let json =
      #"{"resources": [{"name": "t", "path": "t.csv", "schema": {"primaryKey": "a", "fieldsMatch": "partial", "fields": [{"name": "a", "type": "integer"}, {"name": "b"}]}}]}"#
    _ = try findings {
      try loadFirst(
        memory(["p/datapackage.json": Array(json.utf8), "p/t.csv": Array("a,b\n".utf8) + bytes]))
    }
    var broken = Array(json.utf8)
    broken[Int.random(in: broken.indices, using: &generator)] = UInt8.random(
      in: 0...255, using: &generator)
    _ = try findings {
      try loadFirst(memory(["p/datapackage.json": broken, "p/t.csv": bytes]))
    }
    _ = try? Pattern(String(decoding: bytes, as: UTF8.self))
  }
}
