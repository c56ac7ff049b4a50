// However a JSON text is cut into blocks, the table, the notes and the errors are the same.

import Diagnostics
import Files
import Tabular
import Testing

@testable import Datasets

private struct Outcome: Equatable {
  var names: [String] = []
  var rows: [[Value]] = []
  var notes: [String] = []
  var errors: [String] = []
  var rejects: [RejectedRecord] = []
}

private func outcome(
  _ text: String, isLines: Bool, blockSize: Int, workerCount: Int, rejects: Bool = false
) throws -> Outcome {
  var outcome = Outcome()
  do throws(DiagnosticList) {
    let workers = Workers(count: workerCount)
    let data = try DataText(
      FileContents(Array(text.utf8)), file: "f.json", quote: UInt8(ascii: "{"),
      blockSize: blockSize, workers: workers)
    var options = CSVOptions()
    if rejects { (options.bad, options.types) = (.reject, ["a": .integer]) }
    var reading = JSONReading(text: data, options: options, isLines: isLines, workers: workers)
    let loaded = try reading.load()
    outcome.names = loaded.table.columnNames
    outcome.rows = rows(loaded.table)
    outcome.notes = loaded.notes.map { $0.message + ($0.hint ?? "") }
    outcome.rejects = loaded.rejects
  } catch {
    outcome.errors = error.diagnostics.map(brief)
  }
  return outcome
}

@Test(
  "an array cut at every byte gives what one thread gives",
  arguments: [
    #"[{"a":1,"b":"x"},{"a":2},{"b":"},{\"a\":3","a":4},{"c":[{"a":"q"},{"a":"r"}],"a":5}]"#,
    "[ {\"a\" : true}\n, {\"a\" : null,\r\n\"é\":1.5}\t,{\"é\":2,\"a\":false}\n]\n",
    #"[{"a":1},{"a":2.5},{"a":"x"},{"a":3,"b":[,]},{"a":4}]"#,
    #"[{"a":1},{"a":2},{"a":3}"#,
    #"[{"a":1},{"a":2}],{"a":3}]"#,
    #"[{"a":[{"a":1},{"a":2},{"a":3},{"a":4}]},{"a":[{"a":5}]}]"#,
    #"[{},{"b":9007199254740993},{},{"b":0.5},{"b":1},{}]"#,
    #"[{"\u0061":1,"b":2},{"a":3,"a":4},{"a":5}]"#,
  ])
func splittingArrays(text: String) throws {
  let whole = try outcome(text, isLines: false, blockSize: 1 << 20, workerCount: 1)
  #expect(whole.rows.count + whole.errors.count > 0)
  for blockSize in 1...text.utf8.count {
    for workerCount in 1...3 {
      let cut = try outcome(
        text, isLines: false, blockSize: blockSize, workerCount: workerCount)
      #expect(cut == whole, "\(blockSize) \(workerCount)")
    }
  }
}

@Test(
  "lines cut at every byte give what one thread gives",
  arguments: [
    "{\"a\":1,\"b\":\"x\"}\n\n{\"b\":\"\\n\",\"a\":2}\r\n{\"a\":\"y\"}\n\n",
    "{\"a\":1}\n{\"a\":\n{\"c\":2}\n[]\n{\"a\":3} 4\n{\"a\":true}",
    "{\"a\":true}\n{\"a\":false}\n{}\n{\"a\":null}\n{\"b\":[1]}\n",
    "{\"a\":1}\n{\"a\":2.5}\n{\"a\":3}\n{\"a\":9007199254740993}\n{\"a\":4}\n",
  ])
func splittingLines(text: String) throws {
  for rejects in [false, true] {
    let whole = try outcome(
      text, isLines: true, blockSize: 1 << 20, workerCount: 1, rejects: rejects)
    for blockSize in 1...text.utf8.count {
      for workerCount in 1...3 {
        let cut = try outcome(
          text, isLines: true, blockSize: blockSize, workerCount: workerCount, rejects: rejects)
        #expect(cut == whole, "\(blockSize) \(workerCount)")
      }
    }
  }
}

/// Numbers that look random and are the same every time.
private struct Random: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

@Test("random tables come back as they were written", arguments: 0..<60)
func randomTables(seed: Int) throws {
  var random = Random(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
  let kinds = (0..<Int.random(in: 1...6, using: &random)).map { _ in
    Int.random(in: 0...3, using: &random)
  }
  let names = kinds.indices.map { "k\($0)" }
  var objects: [String] = []
  var expected: [[Value]] = []
  for _ in 0..<Int.random(in: 1...600, using: &random) {
    var row = [Value](repeating: .null, count: kinds.count)
    var members: [String] = []
    for index in kinds.indices.shuffled(using: &random) {
      switch Int.random(in: 0...9, using: &random) {
      case 0: continue
      case 1: members.append("\"\(names[index])\": null")
      default:
        let (value, text) = member(kinds[index], &random)
        row[index] = value
        members.append("\"\(names[index])\":\(text)")
      }
    }
    expected.append(row)
    objects.append("{" + members.joined(separator: ", ") + "}")
  }
  // Every name stands in the first object, in order, and with a value.
  let first = kinds.map { member($0, &random) }
  expected.insert(first.map(\.0), at: 0)
  objects.insert(
    "{" + zip(names, first).map { "\"\($0)\":\($1.1)" }.joined(separator: ",") + "}", at: 0)
  for (isLines, text) in [
    (true, objects.joined(separator: "\n")), (false, "[" + objects.joined(separator: ",") + "]"),
  ] {
    let size = Int.random(in: 16...4_000, using: &random)
    let found = try outcome(text, isLines: isLines, blockSize: size, workerCount: 2)
    #expect(found.errors == [])
    #expect(found.names == names)
    #expect(found.rows == expected, "seed \(seed), blocks of \(size)")
  }
}

@Test(
  "a damaged text gives the same table or the same errors however it is cut", arguments: 0..<200)
func damagedTexts(seed: Int) throws {
  var random = Random(state: UInt64(seed) &* 0x2545_F491_4F6C_DD1D &+ 7)
  let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\n", " ", "1", "-", "0.5", "1e9",
    "true", "null", "{\"a\":", "\"a\"", "},{\"a\":1", "é", "9223372036854775808", "/",
  ]
  var objects = (0..<6).map { "{\"a\":\($0),\"b\":[{\"a\":\"x\"}],\"c\":\"é\\n\"}" }
  objects[3] = "{\"c\":\"},{\",\"a\":2.5}"
  for isLines in [true, false] {
    var text = Array(
      (isLines ? objects.joined(separator: "\n") : "[" + objects.joined(separator: ",\n") + "]")
        .unicodeScalars)
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      let place = Int.random(in: 0..<text.count, using: &random)
      let end = min(text.count, place + Int.random(in: 0...3, using: &random))
      text.replaceSubrange(
        place..<end, with: (pieces.randomElement(using: &random) ?? "").unicodeScalars)
    }
    var string = ""
    string.unicodeScalars.append(contentsOf: text)
    let whole = try outcome(string, isLines: isLines, blockSize: 1 << 20, workerCount: 1)
    for _ in 0..<8 {
      let size = Int.random(in: 1...80, using: &random)
      let cut = try outcome(string, isLines: isLines, blockSize: size, workerCount: 3)
      #expect(cut == whole, "seed \(seed), blocks of \(size): \(string)")
    }
  }
}

private func member(_ kind: Int, _ random: inout Random) -> (Value, String) {
  switch kind {
  case 0:
    let value =
      Int64.random(in: .min ... .max, using: &random) >> Int.random(in: 0...63, using: &random)
    return (.integer(value), "\(value)")
  case 1:
    let value = Double(Int64.random(in: -1_000_000...1_000_000, using: &random)) / 128
    return (.real(value), "\(value)")
  case 2:
    let pieces = ["a", "é", "日", "😀", "\"", "\\", "\n", "{\"k0\":", "},{", "[", " "]
    let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": json += "\\\(scalar)"
      case "\n": json += "\\n"
      case "😀" where Bool.random(using: &random): json += "\\ud83d\\uDE00"
      case "é" where Bool.random(using: &random): json += "\\u00e9"
      default: json.unicodeScalars.append(scalar)
      }
    }
    return (.text(text), json + "\"")
  default:
    let flag = Bool.random(using: &random)
    return (.integer(flag ? 1 : 0), flag ? "true" : "false")
  }
}
