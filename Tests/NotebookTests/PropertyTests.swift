// Promises that hold for every text, tried on random and hostile ones.

import Diagnostics
import Testing

@testable import Notebook

/// A small generator whose seed is printed with every failure.
/// - Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private let fragments =
  [
    "```sql\n--|\nSELECT 1\n```\n", "```sql\n--| label: a\nSELECT '```'\n", "```output\n",
    "```error\nx\n```\n",
    "~~~~~chart\n#| label: b\nbar\n~~~~~\n", "`````sql\n--| echo: no\n````\n`````\n", "```\n",
    "~~~\n", "~~~~ x\n",
    "- ", "  ", "    ", "1. ", "> ", ">", ">\t", "-\t", "\t", "10) ", "* ", "\n", "\n\n", "\r\n",
    "\r", "--|", "#|",
    "```sql", "--| label: x\n", "--| tbl-cap: \"é\n", "SELECT 1;\n", "---\n", "...\n", "title: a\n",
    "\u{FEFF}",
    "params:\n  a: 1\n", "data:\n  - x\n", "# h\n", "===\n", "=======\n", "<<<<<<< HEAD\n",
    ">>>>>>> b\n",
    "a <!--= x -->1<!--/--> b", "<!--= x -->", "<!--/-->", "<!--=", "-->", "`", "``", "*", "**",
    "[a](<!--=x-->)",
    "[a]: <!--=x--> 'y'\n", "[a]", "\\", "<div>\n", "</div>\n", "<!--", "<?", "<a title='",
    "| a | b |\n", "|---|---|\n",
    "\\|", "|", "text ", "é", "\u{2028}", "\u{85}", "\u{C}", "\u{1}", "\u{0}", "&lt;", "\u{1F600}",
    "{sql}", "```{sql}\n",
    "```claim\n#|\n", "&a", "!!x", "*a", ": ", "{", "[",
    "```output\nregion\n------\n(0 rows)\n```\n", "> ```sql\n> --|\n> x\n",
    "  ```sql\n  --|\n\tx\n  ```\n", "- - ```sql\n    --|\n    ```\n",
    "---\ntitle: x\ndefaults: {echo: false}\n---\n",
  ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x82], [0x80]]

/// What opens a container and what continues it.
private let containers = [
  (">", "> "), ("> ", ">"), (">", ">"), ("> ", "> "), (">\t", ">\t"), (" > ", ">"), ("- ", "  "),
  ("-\t", "\t"), ("-\t", "    "), ("1. ", "   "), ("10)  ", "     "), ("*   ", "    "),
  ("  ", "  "), ("  ", ""), ("", " "), (" -  ", "\t"),
]

private let inside = [
  "SELECT 1", "\tx", "  x", "", "", "```", "````", "> x", "- x", "x <!--= y -->1<!--/-->",
]

/// A cell in nested containers, its lines indented as the containers want it, more or less.
private func nestedCell(_ random: inout SeededGenerator) -> [UInt8] {
  let nest = (0..<Int.random(in: 0...3, using: &random)).map { _ in
    containers.randomElement(using: &random) ?? ("", "")
  }
  let fence = ["```", "`````", "~~~", "~~~~"].randomElement(using: &random) ?? "```"
  var lines = [fence + "sql", "--|"]
  for _ in 0..<Int.random(in: 0...4, using: &random) {
    lines.append(inside.randomElement(using: &random) ?? "")
  }
  if Bool.random(using: &random) { lines.append(fence) }
  if Int.random(in: 0..<3, using: &random) == 0 {
    lines += ["", "```output", "\told", "```", "end"]
  }
  let prefixes = [nest.map(\.0).joined()] + lines.dropFirst().map { _ in nest.map(\.1).joined() }
  return zip(prefixes, lines).flatMap { Array("\($0)\($1)\n".utf8) }
}

func randomText(_ random: inout SeededGenerator) -> [UInt8] {
  var text = (0..<Int.random(in: 0...25, using: &random)).flatMap { _ in
    fragments.randomElement(using: &random) ?? []
  }
  for _ in 0..<Int.random(in: 0...2, using: &random) { text += [0x0A] + nestedCell(&random) }
  if Int.random(in: 0..<3, using: &random) == 0 { text = withEndings(text, "\r\n") }
  for _ in 0..<Int.random(in: 0...4, using: &random) / 2 where !text.isEmpty {
    let index = Int.random(in: 0..<text.count, using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: text.remove(at: index)
    case 1: text[index] = UInt8.random(in: 0...255, using: &random)
    default: text.insert(contentsOf: text[index...].prefix(12), at: index)
    }
  }
  return text
}

func withEndings(_ text: [UInt8], _ ending: String) -> [UInt8] {
  text.flatMap { $0 == 0x0A ? Array(ending.utf8) : [$0] }
}

@Test("a text that is parsed and printed is the same text, cut without gap or overlap")
func printIsTheInverseOfParse() {
  for seed in 0..<UInt64(6000) {
    var random = SeededGenerator(state: seed)
    let text = randomText(&random)
    let document = parse(text, file: "n.md")
    var end = 0
    for segment in document.segments {
      #expect(segment.range.lowerBound == end && !segment.range.isEmpty, "seed \(seed)")
      #expect(document.source.lineStarts.contains(segment.range.lowerBound), "seed \(seed)")
      end = segment.range.upperBound
    }
    #expect(end == text.count, "seed \(seed)")
    #expect(print(document) == text, "seed \(seed)")
    expectPlacesMatch(document, "seed \(seed)")
  }
}

/// Bodies, records and values are the very bytes at their places.
private func expectPlacesMatch(_ document: Document, _ comment: Comment) {
  let clean = CleanText(document.source.bytes).bytes
  for cell in document.cells {
    let body = Array(cell.body.text.utf8)
    for (offset, byte) in body.enumerated() where byte != 0x0A && byte != 0x20 {
      #expect(clean[cell.body.sourceOffset(of: offset)] == byte, comment)
    }
    let lines = body.split(separator: 0x0A, omittingEmptySubsequences: false).count
    #expect(lines == cell.body.lines.count, comment)
  }
  for case .inlineValue(let value) in document.elements {
    let written = clean[value.expressionRange]
    #expect(written.contains(0x5C) || written.elementsEqual(value.expression.utf8), comment)
    #expect(clean[value.textRange.upperBound...].starts(with: "<!--/-->".utf8), comment)
  }
  for diagnostic in document.diagnostics {
    #expect((1...document.source.lineStarts.count).contains(diagnostic.place?.line ?? 0), comment)
  }
}

/// What a notebook says, without places and records.
private func meaning(_ document: Document, without skipped: Int) -> [String] {
  var number = -1
  return document.elements.map { element in
    switch element {
    case .inlineValue(let value): return "\(value.expression)=\(value.text)"
    case .cell(let cell):
      number += 1
      let record = number == skipped ? "" : "\(cell.recorded?.text ?? "none")"
      return "\(cell.kind) \(cell.options) \(cell.body.text) \(record)"
    }
  }
}

@Test("a recorded output is read back, changes nothing else, and is recorded once")
func recordingIsReadBack() {
  let outputs = [
    "", "a\n", "a\n\n  b\n", "```\nx\n````\n", "~~~\n- x\n> y\n", "\tx\n \n", "\n\n", "=======\n",
    "--|\n",
  ]
  var count = 0
  for seed in 0..<UInt64(6000) {
    var random = SeededGenerator(state: seed &+ 1_000_000)
    let document = parse(randomText(&random), file: "n.md")
    guard let index = document.cells.indices.randomElement(using: &random) else { continue }
    count += 1
    let output = outputs.randomElement(using: &random) ?? ""
    let kind: RecordedOutput.Kind = Bool.random(using: &random) ? .output : .error
    let edit = document.recording(kind, output, under: document.cells[index])
    let fresh = parse(print(document, edits: [edit]), file: "n.md")
    guard fresh.cells.count == document.cells.count else {
      Issue.record("seed \(seed): another number of cells")
      continue
    }
    #expect(fresh.cells[index].recorded?.text == output, "seed \(seed)")
    #expect(fresh.cells[index].recorded?.kind == kind, "seed \(seed)")
    #expect(meaning(fresh, without: index) == meaning(document, without: index), "seed \(seed)")
    let again = fresh.recording(kind, output, under: fresh.cells[index])
    #expect(print(fresh, edits: [again]) == fresh.source.bytes, "seed \(seed)")
  }
  #expect(count > 500)
}

@Test(
  "texts made to be slow are read in time proportional to their length",
  arguments: [
    ">", "- ", "> - ", "[", "`", "![[]()", "*a_", "<!--= ", "a <!--= x -->1<!--/--> ", "a <!--/-->",
    "```sql\n--| x: y\n```\n",
    "```sql\n--| eco: y\n```\n", "```output\n```\n", "\\", "|", "<<<<<<< a\n", "\r", "\u{0}",
    "a <!--= --> ", "~~~\n",
  ])
func slowTexts(fragment: String) {
  let text = String(repeating: fragment, count: 100_000 / fragment.utf8.count)
  let clock = ContinuousClock()
  for start in ["", "---\nparams: {a: 1}\n---\n"] {
    let elapsed = clock.measure { _ = read(start + text) }
    #expect(elapsed < .seconds(60), "\(fragment): \(elapsed)")
  }
}

@Test("front matter of ten thousand entries on one line is read quickly")
func longFrontMatter() {
  let entries = (0..<10_000).map { "p\($0): \($0)" }.joined(separator: ", ")
  let faults = (0..<10_000).map { "\u{E9}\($0): [[\($0)]]" }.joined(separator: ", ")
  let document = read("---\nparams: {\(entries), \(faults)}\n---\n")
  #expect(document.frontMatter.parameters.count == 10_000)
  #expect(document.diagnostics.count == 101)
}

@Test("a recorded inline value is read back, changes nothing else, and is recorded once")
func inlineValuesAreReadBack() {
  let texts = [
    "", "12", "a*b", "`", "<b>", "\\", "[x](", "_", "|", "~~", "&lt;", "-->", "<!--/-->", "é", "!",
  ]
  var count = 0
  for seed in 0..<UInt64(6000) {
    var random = SeededGenerator(state: seed &+ 2_000_000)
    let document = parse(randomText(&random), file: "n.md")
    let indices = document.elements.indices.filter { index in
      if case .inlineValue = document.elements[index] { true } else { false }
    }
    guard let index = indices.randomElement(using: &random),
      case .inlineValue(let value) = document.elements[index]
    else { continue }
    count += 1
    let text = texts.randomElement(using: &random) ?? ""
    let fresh = parse(print(document, edits: [document.recording(text, in: value)]), file: "n.md")
    var expected = meaning(document, without: -1)
    expected[index] = "\(value.expression)=\(text)"
    #expect(meaning(fresh, without: -1) == expected, "seed \(seed)")
    guard fresh.elements.indices.contains(index),
      case .inlineValue(let again) = fresh.elements[index]
    else { continue }
    let edit = fresh.recording(text, in: again)
    #expect(print(fresh, edits: [edit]) == fresh.source.bytes, "seed \(seed)")
  }
  #expect(count > 300)
}
