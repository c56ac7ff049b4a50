// Values quoted in prose.

import Diagnostics
import Notebook
import Testing

private func values(_ document: Document) -> [InlineValue] {
  document.elements.compactMap { if case .inlineValue(let value) = $0 { value } else { nil } }
}

@Test(
  "values are found wherever prose is",
  arguments: [
    "a <!--= x -->1<!--/--> b", "# a <!--= x -->1<!--/-->", "a <!--= x -->1<!--/-->\n===\n",
    "- > 1. a <!--= x -->1<!--/-->", "t | u\n--|--\na | <!--= x -->1<!--/-->\n",
    "**a <!--= x -->1<!--/-->**",
    "[a <!--= x -->1<!--/-->](<!--=x-->)", "a\nb <!--= x -->1<!--/-->",
    "`<!--= x -->` <!--= x -->1<!--/-->",
    #"\<!--= x --> <!--= x -->1<!--/-->"#, "[a](<!--=x-->) <!--= x -->1<!--/-->",
    "a\t<!--=x-->1<!--/-->",
    "[d]: <!--=x-->\n\na <!--= x -->1<!--/-->", "    <!--= x -->\n\na <!--= x -->1<!--/-->",
    "```\n<!--= x -->1<!--/-->\n```\na <!--= x -->1<!--/-->", "a <!--= x -->**1**<!--/-->",
    "a\n| <!--= x -->1<!--/--> |\n|--|\n",
  ])
func found(text: String) throws {
  let document = read(text)
  #expect(document.diagnostics == [])
  let value = try #require(values(document).first)
  #expect(values(document).count == 1)
  #expect(value.expression == "x" && value.text.contains("1"))
  let bytes = document.source.bytes
  #expect(bytes[value.expressionRange].elementsEqual("x".utf8))
  #expect(bytes[value.textRange.upperBound...].starts(with: "<!--/-->".utf8))
  #expect(bytes[..<value.textRange.lowerBound].suffix(3).elementsEqual("-->".utf8))
}

@Test(
  "where no prose is, there is no value",
  arguments: [
    "`<!--= x -->1<!--/-->`", "    <!--= x -->1<!--/-->", "```\n<!--= x -->\n```",
    #"\<!--= x -->1\<!--/-->"#,
    "<!-- = x -->", "a <!-- x --> b", "[a](<!--=x-->)", "&lt;!--= x -->",
  ])
func notFound(text: String) {
  let document = read(text)
  #expect(values(document).isEmpty)
  #expect(document.diagnostics == [])
}

@Test(
  "a malformed value is reported at its place",
  arguments: [
    "«<!--= x -->»1<!--/-->", "a\n«<!--= x -->»1<!--/-->", "a «<!--= x --»y -->1<!--/-->",
    "a «<!--= x -->»1", "a «<!--= x -->»1 <!--= y -->2<!--/-->", "a «<!--= -->»1<!--/-->",
    "a «<!--=»",
    "a 1«<!--/-->»", "> a «<!--= x -->»1\n> <!--/-->", "> a «<!--= x\n»> -->1<!--/-->",
    "a **«<!--= x -->»1**<!--/-->", "t | u\n--|--\na | «<!--= x ||» y -->1<!--/--> | b\n",
    "<div>«<!--= x -->»1<!--/--></div>", "a <b title=\"«<!--= x -->»\">",
  ])
func malformed(text: String) {
  let input = MarkedText(text)
  let document = read(input.text)
  #expect(document.diagnostics.map(\.code) == [.malformedInlineValue])
  let source = SourceText(Array(input.text.utf8), file: "n.md")
  #expect(document.diagnostics.map(\.place) == input.ranges.map { source.place(at: $0.lowerBound) })
}

@Test("a value below the start of raw HTML is told where the HTML begins")
func insideHTML() {
  expectFindings(
    "text\n\n<div>\nfoo «<!--= 9 -->»0<!--/--> bar\n</div>\n", .malformedInlineValue,
    says: "an inline value inside raw HTML is not read",
    hints: "the HTML begins on line 3: put a blank line between it and the text")
  expectFindings(
    "<div>\n«<!--= 9 -->»0<!--/--> bar\n</div>\n", .malformedInlineValue,
    says: "an inline value inside raw HTML is not read")
  expectFindings(
    "- «<!--= 9 -->»0<!--/--> bar\n", .malformedInlineValue,
    says: "an inline value at the start of a line makes the line raw HTML")
}

@Test("in a plain paragraph a value may go over two lines")
func twoLines() {
  let document = read("a <!--= x +\r\n  y -->1\r\n2<!--/-->")
  #expect(document.diagnostics == [])
  #expect(values(document).map(\.expression) == ["x +\r\n  y"])
}

@Test("more markers in one paragraph than there are marks are told apart")
func manyMarkers() {
  let pair = "`<!--= x -->` <!--= y -->1<!--/--> "
  let document = read(String(repeating: pair, count: 100))
  #expect(document.diagnostics == [])
  #expect(values(document).map(\.expression) == Array(repeating: "y", count: 100))
  #expect(
    values(document).map(\.textRange.lowerBound) == (0..<100).map { 25 + $0 * pair.utf8.count })
}

@Test("a bar in a table is escaped in the notebook and not in the value")
func tableBars() throws {
  let document = read("t | u\n--|--\na | b <!--= x \\|\\| y -->1\\|2<!--/-->\n")
  let value = try #require(values(document).first)
  #expect(value.expression == "x || y" && value.text == "1|2")
  let text = print(document, edits: [document.recording("3|4", in: value)])
  #expect(values(parse(text, file: "n.md")).map(\.text) == ["3|4"])
}

@Test(
  "what is recorded in prose is read back, whatever it holds",
  arguments: [
    "12", "&#96;", "1,234.5", "a*b*c", "`x", "<!--/-->", "</b>", "a\\", "\\*", "[x](y)", "_a_",
    "by_region",
    "&amp;", "é", "", "a|b", "~~x~~",
  ])
func record(text: String) throws {
  for source in ["a <!--= x -->old<!--/--> `b` *c*", "|a|\n|--|\n|b <!--= x -->old<!--/--> `b`|\n"]
  {
    let document = read(source)
    let value = try #require(values(document).first)
    let fresh = parse(print(document, edits: [document.recording(text, in: value)]), file: "n.md")
    #expect(fresh.diagnostics == [])
    #expect(values(fresh).map(\.text) == [text])
    let again = try #require(values(fresh).first)
    #expect(print(fresh, edits: [fresh.recording(text, in: again)]) == fresh.source.bytes)
  }
}
