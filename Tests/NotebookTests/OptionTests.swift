// Option lines, typed.

import Diagnostics
import Notebook
import Testing

@Test("all options are read, in all their spellings")
func options() {
  let options = read(
    cell(
      "--| label: tbl-x", "--| echo: false", "--|output: FALSE", "--|\tinclude: false",
      "--| eval: false", "--| tbl-cap: \"A: b\"", "--| fig-cap: 12.50", "--| max-rows: all",
      "--| check: none", "--| error: true", "--| assert: true", "--| as: none", "--| timeout: 1.5",
      "--| x-mine: [1]", "SELECT 1")
  ).cells[0].options
  #expect(options.label == "x" && !options.echo && !options.output && !options.include)
  #expect(!options.eval && options.tableCaption == "A: b" && options.figureCaption == "12.50")
  #expect(options.maxRows == nil && options.check == .none && options.error && options.assert)
  #expect(options.binding == .none && options.timeout == 1.5)
  let knitr = read(
    cell(
      "--| output.var: fig-y", "--| tab.cap: a", "--| fig.cap: b", "--| max.print: 7"))
  #expect(knitr.diagnostics == [])
  #expect(knitr.cells[0].options.label == "y" && knitr.cells[0].options.maxRows == 7)
  #expect(knitr.cells[0].options.tableCaption == "a" && knitr.cells[0].options.figureCaption == "b")
  #expect(read(cell("--| name: z")).cells[0].label == "z")
}

@Test("options of comparison and presentation are read")
func presentation() {
  let options = read(
    cell(
      "--| check: values", "--| tol: 1e-9", "--| rtol: 1", "--| sort: true",
      "--| digits: {price: 2}", "--| group: [a, b]", "--| total: true", "--| max-width: 80",
      "--| as: view")
  ).cells[0].options
  #expect(options.check == .values && options.tolerance == 1e-9 && options.relativeTolerance == 1)
  #expect(options.ignoresOrder && options.digits == .byColumn(["price": 2]))
  #expect(options.group == ["a", "b"] && options.total == .numbers && options.maxWidth == 80)
  #expect(options.binding == .view)
  let others = read(cell("--| digits: 3", "--| group: a", "--| total: [x]")).cells[0].options
  #expect(others.digits == .fixed(3) && others.group == ["a"] && others.total == .columns(["x"]))
  let matter = read("---\ndefaults: {check: shape, tol: 0.5, digits: 1}\n---\n").frontMatter
  #expect(matter.defaults.check == .shape && matter.defaults.tolerance == 0.5)
  expectFindings("---\ndefaults: {«depends»: [a]}\n---\n", .badValue)
}

@Test("what a cell depends on stands above it")
func dependencies() {
  let two = cell("--| label: a", "SELECT 1") + cell("--| depends: [tbl-A]", "SELECT 2")
  let document = read(two)
  #expect(document.diagnostics == [])
  #expect(document.cells[1].options.depends.map(\.label) == ["A"])
  expectFindings(
    cell("--| depends: [«b»]") + cell("--| label: b"), .usedAboveItsCell,
    says: "b is not above: its cell is on line 4")
  expectFindings(
    cell("--| label: orders") + cell("--| depends: «ordres»"), .unknownLabel,
    says: "no cell is named ordres", hints: "did you mean orders?")
}

@Test("a value may go over several option lines")
func longValue() {
  let document = read(cell("--| tbl-cap: >", "--|   one", "--|   two", "--| echo: false", "SELECT"))
  #expect(document.cells[0].options.tableCaption == "one two\n")
  #expect(!document.cells[0].options.echo && document.cells[0].body.text == "SELECT")
}

@Test(
  "a faulty option is reported at its place",
  arguments: [
    ("--| «lable»: x", Code.unknownOption), ("--| label: «a-b»", .badLabel),
    ("--| label: «1a»", .badLabel),
    ("--| label: «sqlite_x»", .badLabel), ("--| label: «'tbl-'»", .badLabel),
    ("--| label:«» ", .badValue),
    ("--| echo: «yes»", .badValue), ("--| echo: «\"true\"»", .badValue),
    ("--| max-rows: «0»", .badValue),
    ("--| max-rows: «many»", .badValue), ("--| timeout: «-1» # why", .badValue),
    ("--| check: «exat»", .badValue),
    ("--| tol: «-1»", .badValue), ("--| rtol: «small»", .badValue), ("--| sort: «1»", .badValue),
    ("--| digits: «-1»", .badValue), ("--| digits: {a: «x»}", .badValue),
    ("--| total: «[]»", .badValue), ("--| max-width: «3»", .badValue),
    ("--| dependson: [«a»]", .unknownLabel), ("--| label: a\n--| depends: «a»", .usedAboveItsCell),
    ("--| «connection»: x", .notSupportedYet), ("--| «cache»: auto", .notSupportedYet),
    ("--| label: a\n--| «name»: b", .badValue),
    ("--| label: a\n--| «label»: b", .malformedYAML), ("--| é: «\"»ü", .malformedYAML),
    ("--| «label»", .malformedYAML), ("--| tbl-cap: a\u{2028}b«»", .malformedYAML),
    ("--| tbl-cap: é«\u{1}»", .malformedYAML), ("--| echo: «[a]»", .badValue),
    ("--| eval: «&»a true", .malformedYAML),
  ])
func faults(line: String, code: Code) {
  expectFindings(cell(line, "SELECT 1"), code)
}

@Test("faults stand at their line and column, in quotes and lists too")
func faultPlaces() {
  expectFindings(
    "> ```sql\n> --| «lable»: x\n> ```\n", .unknownOption, says: "unknown option lable",
    hints: "did you mean label?")
  expectFindings(
    "- ```sql\r\n  --| echo: true\r\n  --| tbl-cap: é\r\n  --| eval: «maybe»\r\n", .badValue,
    says: "eval is true or false")
  expectFindings(
    cell("--| check: «exat»"), .badValue, says: "check is exact, values, shape or none",
    hints: "did you mean exact?")
  expectFindings(
    cell("--| max-rows: «many»"), .badValue, says: "max-rows is a number of rows or all")
  expectFindings(cell("--| tbl-cap: é", "--| echo:   «'true'»  # comment"), .badValue)
  expectFindings(
    cell("--| «cache»: auto"), .notSupportedYet, says: "option cache is not supported yet")
  expectFindings(
    cell("--| label: a", "--| «name»: b"), .badValue, says: "name says again what label says")
  expectFindings(cell("--| tbl-cap: é«\u{1}»"), .malformedYAML)
  expectFindings(cell("--| «label»"), .malformedYAML)
}

@Test("each option's value is where its range says")
func ranges() {
  let text = "> ```sql\n> --| label: tbl-a\n> --| tbl-cap: 'it''s' # x\n> ```\n"
  let document = read(text)
  let ranges = document.cells[0].optionRanges.mapValues { range in
    String(decoding: document.source.bytes[range], as: UTF8.self)
  }
  #expect(ranges == ["label": "tbl-a", "tbl-cap": "'it''s'"])
}

@Test("defaults of the file hold until a cell says otherwise")
func defaults() {
  let matter = "---\ndefaults:\n  echo: false\n  max-rows: 5\n---\n"
  let document = read(matter + cell("--| max-rows: 9") + cell("--| echo: true"))
  #expect(document.diagnostics == [])
  #expect(document.cells.map(\.options.echo) == [false, true])
  #expect(document.cells.map(\.options.maxRows) == [9, 5])
  expectFindings(
    "---\ndefaults: {«label»: a}\n---\n", .badValue, says: "a label belongs to one cell")
  expectFindings("---\ndefaults: {«ehco»: false}\n---\n", .unknownOption)
}
