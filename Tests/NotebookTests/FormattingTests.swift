// One spelling of cells: what is rewritten, and that nothing else is.

import Diagnostics
import Testing

@testable import Notebook

private func formatted(_ text: String, to spelling: Spelling = .quire) -> String {
  String(decoding: read(text).formatted(to: spelling), as: UTF8.self)
}

@Test(
  "each spelling of other programs becomes a plain fence with option lines",
  arguments: [
    ("```{sql}\nSELECT 1\n```\n", "```sql\n--|\nSELECT 1\n```\n"),
    (
      "```{sql, output.var=\"x\", max.print=20}\nS\n```\n",
      "```sql\n--| label: x\n--| max-rows: 20\nS\n```\n"
    ),
    (
      "```{sql x, echo=FALSE, tab.cap=\"a: b\"}\n```\n",
      "```sql\n--| label: x\n--| echo: false\n--| tbl-cap: \"a: b\"\n```\n"
    ),
    (
      "~~~~ sql {#x max-rows=20}  \nS\n~~~~\n",
      "~~~~sql\n--| label: x\n--| max-rows: 20\nS\n~~~~\n"
    ),
    ("```sql id=x\nS\n```\n", "```sql\n--| label: x\nS\n```\n"),
    (
      "```sql {#x .numberLines}\nS\n```\n", "```sql {.numberLines}\n--| label: x\nS\n```\n"
    ),
    ("```sql id=x foo bar\nS\n```\n", "```sql foo bar\n--| label: x\nS\n```\n"),
    (
      "```{sql, group=c(\"a\", \"b c\")}\nS\n```\n", "```sql\n--| group: [a, b c]\nS\n```\n"
    ),
    (
      "```{chart}\n#| fig.cap:  y\nbar\n```\n", "```chart\n#| fig-cap: y\nbar\n```\n"
    ),
    ("```{sql}", "```sql\n--|"),
  ])
func otherSpellings(written: String, canonical: String) {
  #expect(formatted(written) == canonical)
  #expect(formatted(canonical) == canonical)
}

@Test(
  "option lines get one blank after the mark and the colon, and their names of the table",
  arguments: [
    ("--|label:   tbl-x  ", "--| label: x"), ("--|", "--|"), ("--|   ", "--|"),
    ("--| name : 'x' # why", "--| label: x # why"),
    ("--|   echo: true\n--|   check: none", "--| echo: true\n--| check: none"),
    ("--| {label: x, echo: false}", "--| label: x\n--| echo: false"),
    ("--| {label: x} # why", "--| {label: x} # why"),
    ("--|\n--| label: x", "--|\n--| label: x"),
    ("--| tbl-cap: |\n--|   two\n--|   lines  ", "--| tbl-cap: |\n--|   two\n--|   lines  "),
    ("--|  tab.cap: >\n--|    two\n--|    lines", "--| tbl-cap: >\n--|   two\n--|   lines"),
    ("--| # only a note", "--| # only a note"),
    ("--| \"label\": x", "--| \"label\": x"),
    ("--| tbl-cap: \"no  #\"   ", "--| tbl-cap: \"no  #\""),
    ("--| depends:\n--| - a", "--| depends:\n--| - a"),
    ("--| x-mine: {a: [1,2]}", "--| x-mine: {a: [1,2]}"),
  ])
func optionLines(written: String, canonical: String) {
  let above = "```sql\n--| label: a\n```\n\n"
  let (start, end) = (above + "```sql\n", "\nSELECT 1\n```\n\nx  \n")
  #expect(formatted(start + written + end) == start + canonical + end)
}

@Test("Quarto gets braces, and labels with the prefix of their caption")
func quarto() {
  let text = """
    ```sql
    --| label: x
    --| tbl-cap: X
    S
    ```

    ```sql
    --| label: y
    ```

    ```sql
    SELECT 'a listing'
    ```

    ```chart
    #| label: z
    #| fig-cap: Z
    bar
    ```

    """
  let expected = text.replacing("```sql\n--|", with: "```{sql}\n--|")
    .replacing("label: x", with: "label: tbl-x").replacing("label: z", with: "label: fig-z")
  #expect(formatted(text, to: .quarto) == expected)
  #expect(formatted(expected) == text)
}

@Test("CR LF, containers and recorded outputs stay as they are")
func surroundingsStay() {
  let quoted = "> - ```{sql x}\n>   SELECT 1\n>   ```\n>\n>   ```output\n>   1  \n>   ```\n"
  #expect(
    formatted(quoted)
      == "> - ```sql\n>   --| label: x\n>   SELECT 1\n>   ```\n>\n>   ```output\n>   1  \n>   ```\n"
  )
  let windows = "text  \r\n\r\n```{sql x}\r\nSELECT 1\r\n```\r\n"
  #expect(
    formatted(windows) == "text  \r\n\r\n```sql\r\n--| label: x\r\nSELECT 1\r\n```\r\n")
}

@Test("a notebook with errors is not touched")
func errorsAreNotTouched() {
  let text = "```{sql, nolabel=\"x\"}\nS\n```\n\n```{sql}\n```\n"
  #expect(formatted(text) == text)
}

private let headers = [
  "sql", "{sql}", "{sql a1}", "{sql, output.var=\"b1\", echo=F}", " sql {#c1 .x max-rows=7}",
  "sql id=d1 word", "{chart}", "chart", "{sql, tab.cap=\"it's: é\", digits=2}", "sql {check=none}",
  "{sql, group=c('a, b', c)}", "sql {tbl-cap=\"a # b\"}", "{sql, fig.cap='null'}",
]

private let optionTexts = [
  "", " label: tbl-x", "label : y", "  tab.cap: 'a'", " tbl-cap: |", "   more", "\techo: true",
  " {max.print: 4, sort: true}", " # note", "   ", " fig-cap: \"a  \"  ", " group: [a,", "   b]",
  " digits: {a: 2}", " x-y: 1", " check:   values # z", " name: \"w\"",
]

private func randomCell(_ random: inout SeededGenerator) -> String {
  let header = headers.randomElement(using: &random) ?? "sql"
  let mark = header.contains("chart") ? "#|" : "--|"
  let fence = ["```", "`````", "~~~"].randomElement(using: &random) ?? "```"
  var lines = [fence + header]
  for _ in 0..<Int.random(in: 0...3, using: &random) {
    lines.append(mark + (optionTexts.randomElement(using: &random) ?? ""))
  }
  lines.append(["SELECT 1", "", "  bar  ", mark].randomElement(using: &random) ?? "")
  if Int.random(in: 0..<8, using: &random) > 0 { lines.append(fence) }
  if Bool.random(using: &random) { lines += ["", "```output", "x  ", "```"] }
  let prefixes = [("", ""), ("", ""), ("> ", ">"), ("- ", "  "), ("1. > ", "   > "), ("  ", " ")]
  let prefix = prefixes.randomElement(using: &random) ?? ("", "")
  let placed = zip([prefix.0] + lines.dropFirst().map { _ in prefix.1 }, lines)
  return placed.map { "\($0)\($1)\n" }.joined()
}

/// What a document says, without the places of its parts.
private func meaning(_ document: Document) -> [String] {
  document.elements.map { element in
    switch element {
    case .inlineValue(let value): return "\(value.expression)=\(value.text)"
    case .cell(let cell):
      var options = cell.options
      options.depends = []
      return "\(cell.kind) \(options) \(cell.body.text) \(cell.recorded?.text ?? "none")"
    }
  }
}

/// The bytes that no cell begins with: all lines but fences and option lines of cells.
private func prose(_ document: Document) -> [[UInt8]] {
  document.segments.compactMap { segment in
    if case .cell = segment.kind { nil } else { Array(document.source.bytes[segment.range]) }
  }
}

@Test("formatting keeps the meaning, prose and records, and is done once; Quarto's way leads back")
func formattingProperties() {
  var changedCount = 0
  for seed in 0..<UInt64(1500) {
    var random = SeededGenerator(state: seed &+ 7_000_000)
    var text = Array("Some *prose*.  \n\n".utf8)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      text += Array((randomCell(&random) + "\n").utf8)
    }
    if seed % 5 == 0 { text += randomText(&random) }
    if seed % 3 == 0 { text = withEndings(text, "\r\n") }
    let document = parse(text, file: "n.md")
    let canonical = document.formatted(to: .quire)
    let again = parse(canonical, file: "n.md")
    #expect(meaning(again) == meaning(document), "seed \(seed)")
    #expect(prose(again) == prose(document), "seed \(seed)")
    #expect(again.formatted(to: .quire) == canonical, "seed \(seed)")
    guard !document.diagnostics.contains(where: { $0.severity == .error }) else {
      #expect(canonical == text, "seed \(seed)")
      continue
    }
    if canonical != text { changedCount += 1 }
    let quarto = parse(document.formatted(to: .quarto), file: "n.md")
    #expect(meaning(quarto) == meaning(document), "seed \(seed)")
    #expect(quarto.formatted(to: .quire) == canonical, "seed \(seed)")
    #expect(quarto.formatted(to: .quarto) == quarto.source.bytes, "seed \(seed)")
    #expect(again.formatted(to: .quarto) == quarto.source.bytes, "seed \(seed)")
  }
  #expect(changedCount > 300)
}
