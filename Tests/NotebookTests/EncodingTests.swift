// Texts that are not UTF-8, and the copy that C parsers get.

import Diagnostics
import Testing

@testable import Notebook

@Test("the first byte that is not UTF-8 is reported once, where it stands")
func notUTF8() {
  let document = parse(
    Array("é\nab".utf8) + [0xFF, 0xFE, 0x0A] + Array("é".utf8) + [0xC3], file: "n")
  #expect(document.diagnostics.map(\.code) == [.notUTF8])
  #expect(document.diagnostics[0].place == Place(file: "n", line: 2, column: 3))
}

@Test("a NUL is reported where it stands")
func zero() {
  let document = parse(Array("a\n\u{0}\u{0}".utf8), file: "n")
  #expect(document.diagnostics.map(\.code) == [.notUTF8])
  #expect(document.diagnostics[0].place == Place(file: "n", line: 2, column: 1))
}

@Test(
  "the clean copy is what Swift's own decoder calls valid",
  arguments: [
    [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
    [0xF0, 0x80, 0x80, 0x80],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
    [0xEF, 0xBF, 0xBF],
    [0xF0, 0x9F, 0x98, 0x80], [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0x61, 0xC3, 0x61],
  ] as [[UInt8]])
func clean(bytes: [UInt8]) {
  let copy = CleanText(bytes)
  #expect(copy.bytes.count == bytes.count)
  #expect(String(validating: copy.bytes, as: UTF8.self) != nil)
  #expect((copy.firstInvalid == nil) == (String(validating: bytes, as: UTF8.self) != nil))
}

@Test("a broken byte in a cell leaves its other bytes in their places")
func brokenCell() throws {
  let bytes = Array("```sql\n--|\na".utf8) + [0xFF, 0x00] + Array("b\n```\n".utf8)
  let document = parse(bytes, file: "n")
  #expect(document.cells.map(\.body.text) == ["axxb"])
  #expect(document.cells[0].body.sourceOffset(of: 3) == 14)
}
