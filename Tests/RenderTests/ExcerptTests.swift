// The line under a finding: carets at the right place, whatever stands before them.

import Diagnostics
import Render
import Testing

private func excerpt(_ text: String, _ column: Int, _ count: Int = 1, width: Int = 200) -> [String]
{
  SourceLine(text, highlightCount: count).excerpt(
    column: column, margins: ("| ", "| "), width: width
  ).split(separator: "\n").map(String.init)
}

@Test("carets stand under the word after wide characters, combining marks, emoji and tabs")
func caretPlaces() {
  #expect(excerpt("é日 nme", 4, 3) == ["| é日 nme", "|     ^^^"])
  #expect(excerpt("e\u{301} x", 4) == ["| e\u{301} x", "|   ^"])
  #expect(excerpt("🎉👨‍👩‍👧 x", 8) == ["| 🎉👨‍👩‍👧 x", "|      ^"])
  #expect(excerpt("a\tb\tx", 5) == ["| a\tb\tx", "|  \t \t^"])
  #expect(excerpt("\u{1B}x", 2) == ["| \\ex", "|   ^"])
  #expect(excerpt("日本", 1, 2) == ["| 日本", "| ^^^^"])
  #expect(excerpt("end", 4) == ["| end", "|    ^"])
  #expect(excerpt("", 1).first == "| ")
}

@Test(
  "a long line is cut around the carets, by the columns that it takes",
  arguments: ["x", "日", "\t", "\u{1}"])
func longLines(piece: String) {
  let text = String(repeating: piece, count: 5000)
  let widths = ["x": 1, "日": 2, "\t": 8, "\u{1}": 4]
  for column in [1, 2, 2500, 4999, 5000, 5001] {
    let lines = excerpt(text, column, 5000, width: 40)
    let shown = lines[0].unicodeScalars.count { piece != "\u{1}" && String($0) == piece }
    #expect(shown * (widths[piece] ?? 0) <= 40)
    #expect(lines[0].unicodeScalars.count <= 44 && lines[1].unicodeScalars.count <= 44)
    #expect(lines[1].contains("^"))
    #expect(lines[0].contains("…"))
  }
}
