// Chunks as knitr and Quarto write them, and what they say that means nothing here.

import Diagnostics
import Notebook
import Testing

private func block(_ info: String, _ lines: String = "") -> String {
  "```\(info)\n\(lines)SELECT 1\n```\n"
}

@Test(
  "output.var names the result, and the name of the chunk beside it is only the chunk's",
  arguments: [
    block("{sql my_chunk, output.var=\"y\"}"), block("{sql my-chunk, output.var=\"y\"}"),
    block("{sql, output.var=\"y\", label=\"my chunk\"}"),
    block("{sql my-chunk}", "--| output.var: y\n"), block("{sql output.var=y}", "--| label: a-b\n"),
  ])
func resultNames(text: String) {
  let document = read(text)
  #expect(document.diagnostics == [])
  #expect(document.cells[0].label == "y")
  #expect(document.formatted(to: .quire) == Array(text.utf8))
  let range = document.cells[0].optionRanges["label"] ?? 0..<0
  #expect(String(decoding: document.source.bytes[range], as: UTF8.self) == "y")
}

@Test("two names of one sense are still one too many")
func repeatedNames() {
  expectFindings(block("{sql x, «label»=y}"), .badValue, says: "label says again what label says")
  expectFindings(
    block("{sql, output.var=x, «output.var»=y}"), .badValue,
    says: "output.var says again what output.var says")
  expectFindings(block("{sql a, output.var=«x-y»}"), .badLabel, hints: "write x_y")
}

@Test(
  "an option of knitr or Quarto that means nothing here is refused with what to do",
  arguments: ["warning", "message", "fig.width", "fig-width", "results", "connection.name"])
func foreignOptions(name: String) {
  expectFindings(
    block("{sql, «\(name)»=FALSE}"), .unknownOption,
    says: "option \(name) of knitr and Quarto means nothing here",
    hints: "leave it out, or write x-\(name) for other programs")
  #expect(read(block("{sql, x-\(name)=FALSE}")).diagnostics == [])
}

@Test("a label with hyphens is offered with underscores, the connection left out")
func hints() {
  expectFindings(cell("--| label: «my-label»"), .badLabel, hints: "write my_label")
  expectFindings(cell("--| label: «tbl-my label»"), .badLabel, hints: "write my_label")
  #expect(read(cell("--| label: 1x")).diagnostics[0].hint == nil)
  expectFindings(
    block("{sql, «connection»=con}"), .notSupportedYet,
    hints: "leave it out: cells read what data: names")
}

@Test("the range of an option on the fence line is its value as it is written")
func headerRanges() {
  let text = block("{sql x, eval=T, total=c(\"a\",\"b\"), echo=F, tbl-cap=\"a \\\"b\"}")
  let cell = read(text).cells[0]
  let written = cell.optionRanges.mapValues {
    String(decoding: Array(text.utf8)[$0], as: UTF8.self)
  }
  #expect(
    written == [
      "label": "x", "eval": "T", "total": "c(\"a\",\"b\")", "echo": "F", "tbl-cap": "a \\\"b",
    ])
}

@Test("a tolerance where no values are compared has no effect, and says so")
func unusedOptions() {
  let found = expectFindings(
    cell("--| tol: «0.1»", "--| sort: «true»", "SELECT 1"), .unusedOption, .unusedOption,
    says: "tol has no effect without check: values", hints: "write --| check: values as well")
  #expect(found.diagnostics.map(\.severity) == [.warning, .warning])
  expectFindings(cell("--| check: shape", "--| rtol: «1»"), .unusedOption)
  expectFindings(cell("--| check: values", "--| error: true", "--| tol: «1»"), .unusedOption)
  expectFindings("```chart\n#| check: values\n#| tol: «1»\nbar\n```\n", .unusedOption)
  expectFindings(cell("--| check: values", "--| tol: 1", "--| sort: true"))
  expectFindings(cell("--| tol: 0", "--| sort: false"))
  expectFindings("---\ndefaults: {check: values}\n---\n" + cell("--| tol: 1"))
  expectFindings("---\ndefaults: {tol: 1}\n---\n" + cell("--|"))
}
