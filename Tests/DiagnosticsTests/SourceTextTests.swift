// Lines and places of a text.

import Diagnostics
import Testing

private func text(_ string: String) -> SourceText { SourceText(Array(string.utf8), file: "t") }

@Test("lines end at LF, CR LF and a lone CR")
func lineEndings() {
  let source = text("a\nb\r\nc\rd")
  #expect(source.lineStarts == [0, 2, 5, 7])
  #expect((0..<4).map(source.line) == ["a", "b", "c", "d"])
}

@Test("a final line ending starts no further line")
func finalLineEnding() {
  #expect(text("a\n").lineStarts == [0])
  #expect(text("").lineStarts == [0])
}

@Test("columns count scalars, tabs and accents as one")
func columns() {
  let source = text("é日\tx\ny")
  #expect(source.place(at: 6) == Place(file: "t", line: 1, column: 4))
  #expect(source.place(at: 8) == Place(file: "t", line: 2, column: 1))
  #expect(source.place(at: 9) == Place(file: "t", line: 2, column: 2))
}

@Test("a finding keeps its line and underlines within it")
func findings() {
  let finding = text("ab\ncdé\nx").diagnostic(.sqlError, "wrong", at: 4..<9)
  #expect(finding.place == Place(file: "t", line: 2, column: 2))
  #expect(finding.source == SourceLine("cdé", highlightCount: 2))
}
