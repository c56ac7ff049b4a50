// Prose as a reader sees it.

import Diagnostics
import Notebook
import Output
import Testing

@Suite struct ProseTextTests {
  private func shown(_ markdown: String, width: Int = 40, color: Bool = false) -> String {
    let document = parse(Array(markdown.utf8), file: "n.md")
    let lines = document.source.lineStarts.count
    return proseText(document.prose(on: 0..<lines), width: width, usesColor: color)
  }

  @Test("paragraphs are wrapped, also where characters are wide")
  func wrapping() {
    #expect(
      shown("One two three four five six seven eight nine ten\neleven.")
        == "One two three four five six seven eight\nnine ten eleven.\n")
    #expect(shown("日本語 日本語 日本語 日本語", width: 14) == "日本語 日本語\n日本語 日本語\n")
    #expect(shown("a\\\nb") == "a\nb\n")
    #expect(shown(String(repeating: "x", count: 60)) == String(repeating: "x", count: 60) + "\n")
  }

  @Test("headings, emphasis, code and links are told apart without colour, and by it")
  func marks() {
    #expect(shown("# Top\n\n## Part\n\n### Small") == "Top\n===\n\nPart\n----\n\nSmall\n")
    #expect(shown("*so* **it is** `x`") == "*so* **it is** `x`\n")
    #expect(
      shown("*so* **it is**", color: true)
        == "\u{1B}[3mso\u{1B}[0m \u{1B}[1mit\u{1B}[0m \u{1B}[1mis\u{1B}[0m\n")
    #expect(
      shown("[here](https://e.org) <https://e.org>") == "here (https://e.org) https://e.org\n")
    #expect(shown("![A plot](p.png)") == "image: A plot (p.png)\n")
  }

  @Test("lists, quotations, code and tables keep their form")
  func blocks() {
    #expect(shown("9. nine\n10. ten\n    - in") == " 9. nine\n10. ten\n    - in\n")
    #expect(shown("- a\n\n- b\n\n  c") == "- a\n\n- b\n\n  c\n")
    #expect(shown("> quoted words", width: 10) == "> quoted\n> words\n")
    #expect(shown("```\nx  y\n```") == "    x  y\n")
    #expect(shown("| a | bb |\n|---|---|\n| 日本 | 1 |") == "a     bb\n----  --\n日本  1\n")
    #expect(shown("a\n\n***\n\nb") == "a\n\n--------------------\n\nb\n")
  }

  @Test("cells, records, comments and control characters do not show")
  func hidden() {
    #expect(
      shown("A <!-- x -->b.\n\n```sql\n--| label: a\nSELECT 1;\n```\n\n```output\n1\n```\n\nC")
        == "A b.\n\nC\n")
    #expect(shown("a\u{1B}[31mb") == "a\\e[31mb\n")
    #expect(shown("") == "")
  }

  @Test("fresh values stand in place of the recorded ones")
  func values() throws {
    let document = parse(
      Array("There are <!--= 1 + 1 -->3<!--/--> of *them*.\n".utf8), file: "n.md")
    guard case .inlineValue(let value) = try #require(document.elements.first) else { return }
    let prose = document.prose(on: 0..<1, with: [document.recording("2*", in: value)])
    #expect(proseText(prose, width: 80, usesColor: false) == "There are 2* of *them*.\n")
  }
}
