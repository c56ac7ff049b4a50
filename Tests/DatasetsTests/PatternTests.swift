// Patterns: what they match, what they refuse, how long they take.

import Testing

@testable import Datasets

private func matches(_ pattern: String, _ text: String) throws -> Bool {
  let pattern = try Pattern(pattern)
  return Array(text.utf8).withUnsafeBufferPointer { pattern.matches($0) }
}

@Test(
  "a pattern matches a text as a whole",
  arguments: [
    ("abc", ["abc"], ["ab", "abcd", "xabc", ""]), ("", [""], ["a"]),
    ("^[A-Z]{2}$", ["NO", "AT"], ["no", "NOR", "N", "N\n"]),
    ("a|bc|", ["a", "bc", ""], ["b", "abc"]), ("(ab)*c?", ["", "abab", "ababc", "c"], ["aba"]),
    ("a{2,3}", ["aa", "aaa"], ["a", "aaaa"]), ("a{2,}", ["aa", "aaaaa"], ["a"]),
    ("a{0}b", ["b"], ["ab"]), ("[^a-c]+", ["xyz"], ["xa", ""]), ("[a\\-\\]]+", ["-]a"], ["b"]),
    ("[-a]+", ["-a"], ["b"]), ("[a-]+", ["a-"], ["b"]), ("\\d{4}-\\d\\d", ["2024-01"], ["2024-1"]),
    ("\\w+\\s\\S", ["äb_1 x"], ["äb-1 x", "äb  "]), ("[\\d.]+", ["1.5"], ["1,5"]),
    (".", ["é", "日"], ["", "ab", "\n"]), ("é+", ["éé"], ["e"]),
    ("a(?:b|c)d", ["abd", "acd"], ["ad"]),
    (
      "(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?",
      ["2014", "2014-12", "2014-12-31"], ["2014-13", "2014-12-32", "214"]
    ),
    ("(a*)*", ["", "aaa"], ["b"]), ("(|a)+b", ["b", "aab"], ["a"]), ("\\.\\*", [".*"], ["ab"]),
    ("a+?b*?", ["ab", "a"], ["b"]), ("(^a|b$)", ["a", "b"], ["ab"]), ("a^b", [], ["ab", "a^b"]),
  ] as [(String, [String], [String])])
func wholeMatches(pattern: String, yes: [String], no: [String]) throws {
  for text in yes { #expect(try matches(pattern, text), "\(pattern) \(text)") }
  for text in no { #expect(try !matches(pattern, text), "\(pattern) \(text)") }
}

@Test(
  "what is not known is refused with its place",
  arguments: [
    ("(ab", 1), ("ab)", 3), ("[a", 1), ("[]", 1), ("*a", 1), ("a**", 3), ("a{2", 2), ("a{3,2}", 2),
    ("a{,2}", 2), ("(?=a)", 1), ("(?i)a", 1), ("\\1", 1), ("\\bx", 1), ("\\p{L}", 1), ("a\\", 3),
    ("[z-a]", 4), ("[a-z-[b]]", 6), ("a{1001}", 2), ("]", 1), ("((a{100}){100}){100}", 1),
  ])
func refused(pattern: String, position: Int) throws {
  do {
    _ = try Pattern(pattern)
    Issue.record("\(pattern) was taken")
  } catch {
    #expect(error.position == position, "\(pattern): \(error.message)")
  }
}

@Test("the time grows with the text, not beyond it", .timeLimit(.minutes(1)))
func linear() throws {
  let text = String(repeating: "a", count: 20_000)
  #expect(try !matches("(a*)*(a|aa)+b", text))
}
