// Promises about promote and check that hold for every notebook, tried on random ones.

import Diagnostics
import Notebook
import Runner
import Testing

@testable import Output

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

private let queries = [
  "SELECT 1.5 AS x, 'é' AS y",
  "SELECT 'a' AS k, 1.5 AS x UNION ALL SELECT 'a', 2 UNION ALL SELECT '', NULL",
  "SELECT '...' AS \"...\"; SELECT '[..]' AS \"[..]\", '```' AS f;", "SELECT 1 AS a WHERE 0",
  "CREATE TEMP TABLE IF NOT EXISTS t(x); SELECT * FROM t;", "",
  "SELECT '日本' AS \"\", x'00' AS b, ' ' AS c",
  "WITH RECURSIVE n(x) AS (SELECT 1.5 UNION ALL SELECT x + 1 FROM n LIMIT 60) SELECT x FROM n",
  "SELECT '<<<<<<< a' AS x UNION ALL SELECT '======='", "SELECT nosuch",
]
private let options = [
  "check: exact", "check: values", "check: shape", "check: none", "tol: 0.01", "rtol: 1e-6",
  "sort: true", "digits: 2", "digits: 0", "max-rows: all", "max-rows: 2", "max-width: 20",
  "total: true", "as: view", "as: none", "error: true", "eval: false", "timeout: 5",
]
private let records = [
  "", "```output\nold\n```\n", "```output\n...\n```\n", "\n\n```error\nold\n```\n",
  "```output\n<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n```\n", "`````output\n```\n`````\n",
]
private let containers = [("", ""), ("> ", "> "), ("- ", "  "), ("1. > ", "   > "), ("   ", "   ")]

private func contained(_ text: String, _ random: inout SeededGenerator) -> String {
  let (first, others) = containers.randomElement(using: &random) ?? ("", "")
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { others + $0 }
  lines[0] = first + text.prefix { $0 != "\n" }
  return lines.joined(separator: "\n") + "\n\n"
}

private func randomCell(_ number: Int, _ random: inout SeededGenerator) -> String {
  let record = records.randomElement(using: &random) ?? ""
  if number > 0, Int.random(in: 0..<5, using: &random) == 0 {
    return contained("```chart\n#|\nbar from c0 x=x y=x\n```\n\n\(record)", &random)
  }
  var chosen = options.shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random))
  var keys: Set<Substring> = []
  chosen.removeAll { !keys.insert($0.prefix { $0 != ":" }).inserted }
  let heads = ["```sql", "```{sql}", "~~~~sql {max-rows=7}", "```{sql, echo=FALSE}"]
  let allowed = keys.contains("max-rows") ? [heads[0], heads[1], heads[3]] : heads
  let head = allowed.randomElement(using: &random) ?? heads[0]
  let lines = chosen.map { "--| \($0)\n" }.joined()
  let sql = queries.randomElement(using: &random) ?? ""
  let fence = head.prefix { $0 == "`" || $0 == "~" }
  return contained(
    "\(head)\n--| label: c\(number)\n\(lines)\(sql)\n\(fence)\n\n\(record)", &random)
}

private func randomNotebook(_ random: inout SeededGenerator) -> String {
  var text =
    ["", "---\ntitle: é\ndefaults: {check: values, tol: 0.1}\n---\n\n"]
    .randomElement(using: &random) ?? ""
  for number in 0..<Int.random(in: 1...5, using: &random) {
    text += "Text <!--= \(number) + 0.5 -->old<!--/--> é.\n\n" + randomCell(number, &random)
  }
  return Bool.random(using: &random) ? text.replacing("\n", with: "\r\n") : text
}

private func replay(_ text: String) -> Replay {
  var stream: [UInt8] = []
  return replayed(text, stream: &stream)
}

private func promoted(_ text: String) -> String {
  String(decoding: replay(text).corrected(), as: UTF8.self)
}

/// Whether nothing differs and nothing is missing.
private func holds(_ text: String) -> Bool {
  replay(text).outcomes.allSatisfy { $0.verdict == .same || $0.verdict == .failed }
}

/// The notebook with one line of every record left out.
private func elided(_ text: String, _ random: inout SeededGenerator) -> String {
  let document = parse(Array(text.utf8), file: "n.md")
  let edits = document.cells.compactMap { cell -> Edit? in
    guard let recorded = cell.recorded else { return nil }
    let first = recorded.firstLine - 1
    let count = recorded.text.utf8.count { $0 == 0x0A }
    guard count > 0 else { return nil }
    let line = document.source.lineContentRange(first + Int.random(in: 0..<count, using: &random))
    return Edit(range: line, replacement: cell.linePrefix + Array("...".utf8))
  }
  return String(decoding: print(document, edits: edits), as: UTF8.self)
}

@Test("promote twice is promote once, and check after promote finds nothing")
func promotion() {
  for seed in 0..<UInt64(400) {
    var random = SeededGenerator(state: seed)
    let text = randomNotebook(&random)
    let document = parse(Array(text.utf8), file: "n.md")
    #expect(print(document).elementsEqual(text.utf8), "seed \(seed)")
    #expect(replay(text).obstacles == [], "seed \(seed)\n\(text)")
    let once = promoted(text)
    #expect(promoted(once).utf8.elementsEqual(once.utf8), "seed \(seed)\n\(text)")
    #expect(holds(once), "seed \(seed)\n\(once)")
    let short = elided(once, &random)
    #expect(holds(short), "seed \(seed)\n\(short)")
    #expect(promoted(short).utf8.elementsEqual(short.utf8), "seed \(seed)\n\(short)")
  }
}

@Test("numbers that move within the tolerance change nothing, and beyond it only their block")
func movedNumbers() {
  for seed in 0..<UInt64(200) {
    var random = SeededGenerator(state: seed &+ 1_000_000)
    let head = "```sql\n--| check: values\n--| tol: 0.01\n--| max-rows: 5\n"
    let sort = Bool.random(using: &random) ? "--| sort: true\n" : ""
    let cells = queries.filter { $0.contains("1.5") }.map { "\(head)\(sort)\($0)\n```\n\n" }
    let text = promoted(cells.shuffled(using: &random).joined())
    let near = text.replacing("SELECT 1.5", with: "SELECT 1.505")
      .replacing("'a' AS k, 1.5", with: "'a' AS k, 1.495")
    #expect(holds(near) && promoted(near) == near, "seed \(seed)")
    let far = text.replacing("SELECT 1.5", with: "SELECT 1.6")
    #expect(!holds(far), "seed \(seed)")
    #expect(holds(promoted(far)), "seed \(seed)")
  }
}
