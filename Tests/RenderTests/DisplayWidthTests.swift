// Widths, escapes and cuts go by what people see.

import Testing

@testable import Render

@Test(
  "width goes by grapheme clusters",
  arguments: [
    ("", 0), ("abc", 3), ("日本語", 6), ("👩‍👩‍👧", 2), ("🇫🇷", 2), ("e\u{301}", 1), ("❤️", 2), ("❤", 1),
    ("🫠", 2),
    ("أهلا", 4), ("\u{200B}", 0), ("\u{301}", 0), ("1️⃣", 2), ("👍🏽", 2), ("한글", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("ＡＢ", 4), ("±αβ─", 4), ("🇫🇷🇩🇪", 4), ("\u{FE0F}", 0), ("a\nb", 4), ("❤‍🔥", 2),
  ] as [(String, Int)])
func width(text: String, expected: Int) {
  #expect(displayWidth(text) == expected)
}

@Test(
  "controls are shown, never sent",
  arguments: [
    ("a\nb\tc\rd\u{1B}e\u{7}", #"a\nb\tc\rd\ee\x07"#), ("\0\u{7F}", #"\x00\x7f"#),
    ("\u{85}\u{9B}", #"\u{85}\u{9b}"#), ("\u{2028}\u{2029}", #"\u{2028}\u{2029}"#),
    ("\u{202E}x\u{2066}\u{2069}", #"\u{202e}x\u{2066}\u{2069}"#), (#"C:\n é日"#, #"C:\n é日"#),
  ] as [(String, String)])
func escapes(text: String, expected: String) {
  #expect(escaped(text) == expected)
}

@Test(
  "bytes that are not UTF-8 are shown one by one",
  arguments: [
    ([0x61, 0xFF, 0x62], #"a\xffb"#), ([0xED, 0xA0, 0x80], #"\xed\xa0\x80"#),
    ([0xC0, 0x80], #"\xc0\x80"#), ([0xE6, 0x97], #"\xe6\x97"#),
  ] as [([UInt8], String)])
func invalid(bytes: [UInt8], expected: String) {
  bytes.withUnsafeBufferPointer {
    #expect(escaped(utf8: $0) == expected)
    #expect(displayWidth(utf8: $0) == expected.utf8.count)
  }
}

@Test("a cut never splits a cluster")
func cuts() {
  #expect(truncated("abcdef", to: 6) == "abcdef")
  #expect(truncated("abcdef", to: 5) == "abcd…")
  #expect(truncated("日本語", to: 4) == "日…")
  #expect(truncated("日本語", to: 5, mark: "..") == "日..")
  #expect(truncated("👩‍👩‍👧👩‍👩‍👧", to: 3) == "👩‍👩‍👧…")
  #expect(truncated("abc", to: 0) == "")
  #expect(truncatedInMiddle("Ministry of Health", to: 10, mark: "..") == "Mini..alth")
}

@Test("texts break after blanks, and between clusters where there are none")
func breaks() {
  #expect(wrapped("one two three", to: 7) == ["one two", "three"])
  #expect(wrapped("abcdefgh", to: 3) == ["abc", "def", "gh"])
  #expect(wrapped("日本語", to: 1) == ["日", "本", "語"])
  #expect(wrapped("", to: 3) == [""])
}

@Test(
  "reals are written shortest, exponents bare",
  arguments: [
    (191.1, "191.1"), (78, "78.0"), (1e21, "1e21"), (1e16, "1e16"), (1e15, "1000000000000000.0"),
    (-0.0, "-0.0"), (.infinity, "inf"), (-.infinity, "-inf"), (.leastNonzeroMagnitude, "5e-324"),
    (1e-5, "1e-5"), (1.0 / 3, "0.3333333333333333"),
    (1.7976931348623157e308, "1.7976931348623157e308"),
  ] as [(Double, String)])
func reals(value: Double, expected: String) {
  #expect(realText(value) == expected)
  #expect(Double(realText(value)) == value)
}

@Test("decimals are rounded from the decimal text, halves away from zero")
func decimals() {
  #expect(ExactDecimal(2.675).fixed(2) == "2.68")
  #expect(ExactDecimal(0.15).fixed(1) == "0.2")
  #expect(ExactDecimal(-9.995).fixed(2) == "-10.00")
  #expect(ExactDecimal(0.001).fixed(2) == "0.00")
  #expect(ExactDecimal(-0.001).fixed(2) == "0.00")
  #expect(ExactDecimal(99.5).fixed(0) == "100")
  #expect(ExactDecimal(0.5).fixed(0) == "1")
  #expect(ExactDecimal(1_234_567.5).fixed(1, isGrouped: true) == "1,234,567.5")
  #expect(ExactDecimal(Int64.min).fixed(0, isGrouped: true) == "-9,223,372,036,854,775,808")
  #expect(ExactDecimal(Double.leastNonzeroMagnitude).scientific(significant: 4) == "5e-324")
  #expect(ExactDecimal(123456.0).scientific(significant: 4) == "1.235e5")
  #expect(ExactDecimal(1e20).fixed(0) == "100000000000000000000")
}
