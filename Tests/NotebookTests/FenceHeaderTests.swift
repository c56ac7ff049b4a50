// Cells in the spellings of knitr, Quarto, Pandoc and Observable.

import Diagnostics
import Notebook
import Testing

private func block(_ info: String, _ body: String = "SELECT 1\n") -> String {
  "```\(info)\n\(body)```\n"
}

@Test(
  "cells are read in the spellings of knitr, Quarto, Pandoc and Observable",
  arguments: [
    "{sql, output.var=\"x\", max.print=7, echo=FALSE}", "{sql x, max.print = 7, echo=F}",
    "{sql output.var='x' max-rows=7 echo=false}", "sql {#x max-rows=7 echo=false}",
    "sql {.wide #x max-rows=\"7\" echo=FALSE}", "sql id=x max-rows=7 echo=false",
    "sql   id=\"x\"  max-rows=7 echo=false numbers", "{sql, label=tbl-x,max.print=7,echo=FALSE }",
  ])
func spellings(info: String) {
  let document = read(block(info))
  #expect(document.diagnostics == [])
  let options = document.cells.first?.options
  #expect(options?.label == "x" && options?.maxRows == 7 && options?.echo == false)
  #expect(document.cells.first?.body.text == "SELECT 1")
}

@Test(
  "what only looks like a cell is a listing",
  arguments: [
    "sql {.numberLines}", "sql {1,3-5}", "sql title=\"x.sql\"", "sql", "{{sql}}",
    "{r}", "sql {startFrom=\"100\"}", "{}", "{", "sql {", "sqlx {#a}",
  ])
func listings(info: String) {
  let document = read(block(info))
  #expect(document.cells.isEmpty)
  #expect(document.diagnostics == [])
}

@Test("header options and option lines go together, and neither repeats the other")
func both() {
  let document = read(block("{sql, echo=FALSE}", "--| label: x\n--| max-rows: 3\nSELECT 1\n"))
  #expect(document.diagnostics == [])
  #expect(document.cells[0].label == "x" && !document.cells[0].options.echo)
  expectFindings(
    block("sql {#x}", "--| «name»: y\n"), .badValue, says: "name says again what label says")
  #expect(read(block("{sql}", "")).cells[0].body.text == "")
  #expect(read("```{sql}").cells.count == 1)
  #expect(read(block("{sql}", "--| depends: [é]\n")).diagnostics.map(\.code) == [.unknownLabel])
}

@Test(
  "a fault in a header stands at its bytes",
  arguments: [
    ("{sql, «maxprint»=20}", Code.unknownOption), ("sql {#x max-rows=«many»}", .badValue),
    ("sql {#x tbl-cap=\"é ü\" echo=«yes»}", .badValue), ("sql {#«1x»}", .badLabel),
    ("sql id=\"«a b»\"", .badLabel), ("{sql, «connection»=con}", .notSupportedYet),
    ("{sql, x, «y»}", .badValue), ("«{sql, echo=TRUE»", .badValue),
    ("{sql, dependson=c(\"«nosuch»\")}", .unknownLabel), ("{sql, echo=}«»", .badValue),
  ])
func faults(info: String, code: Code) {
  for container in ["", "> ", "- "] {
    let input = MarkedText(info)
    let document = read(container + "```" + input.text + "\n")
    #expect(document.diagnostics.map(\.code) == [code])
    let before = String(info.prefix { $0 != "«" }).unicodeScalars.count
    if info.contains("»") && !info.hasSuffix("«»") {
      #expect(document.diagnostics.first?.place?.column == container.count + 3 + before + 1)
    }
  }
}

@Test("a header of a hundred thousand options is read in time proportional to its length")
func longHeaders() {
  let clock = ContinuousClock()
  for part in ["a=b,", "x ", "c(", "é=\"", "#a "] {
    let info = "{sql, " + String(repeating: part, count: 100_000 / part.utf8.count) + "}"
    let elapsed = clock.measure { _ = read(block(info)) }
    #expect(elapsed < .seconds(5), "\(part): \(elapsed)")
  }
}
