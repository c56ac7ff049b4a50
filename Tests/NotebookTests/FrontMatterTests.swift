// The YAML at the top.

import Diagnostics
import Notebook
import Testing
import YAML

private func matter(_ lines: String) -> String { "---\n\(lines)\n---\n" }

@Test(
  "front matter stands on the first line and is closed",
  arguments: [
    ("---\ntitle: a\n---\n", "a"), ("\u{FEFF}---\ntitle: a\n...\nx", "a"),
    ("---  \r\ntitle: a\r\n--- \r\n", "a"),
    ("---\rtitle: a\r---", "a"), ("\n---\ntitle: a\n---\n", nil), ("----\ntitle: a\n---\n", nil),
    ("---\n---\n", nil), ("---\n\nprose\n", nil), ("", nil), ("---", nil),
  ])
func detection(text: String, title: String?) {
  let document = read(text)
  #expect(document.frontMatter.title == title)
  #expect(document.diagnostics == [])
}

@Test("an unclosed front matter is reported when a key follows")
func unclosedFrontMatter() {
  expectFindings(
    "«---»\ntitle: a\n\ntext\n", .malformedYAML, says: "the front matter is not closed")
}

@Test("all keys are read")
func keys() {
  let document = read(
    matter(
      """
      title: "Orders: all"
      subtitle: 1.50
      author: [A, B]
      date: 2024-12-31
      abstract: |
        One.
      width: 100
      charset: unicode
      x-note: {a: 1}
      data:
        - ../datasets/orders
        - survey: ../datasets/example-survey
        - sales: data/sales.csv
        - ref: {file: data/ref.sqlite, sha256: \(String(repeating: "0", count: 63))A}
      """))
  #expect(document.diagnostics == [])
  let front = document.frontMatter
  #expect(front.title == "Orders: all" && front.subtitle == "1.50" && front.authors == ["A", "B"])
  #expect(front.date == "2024-12-31" && front.abstract == "One.\n")
  #expect(front.width == 100 && front.usesUnicode)
  #expect(front.data.map(\.name) == [nil, "survey", "sales", "ref"])
  #expect(front.data[3].sha256 == String(repeating: "0", count: 63) + "a")
  let paths = front.data.map {
    String(decoding: document.source.bytes[$0.pathRange], as: UTF8.self)
  }
  #expect(paths == front.data.map(\.path))
  #expect(paths[2] == "data/sales.csv")
}

@Test("the value of a parameter gives its type, or the type is said")
func parameters() throws {
  let document = read(
    matter(
      """
      params:
        a: 10
        b: 2.5
        c: NO
        d: true
        e: 2024-12-31
        f: [1, "x", null]
        g: ~
        as_of: {value: 2024-02-29, type: date, help: "cut-off day"}
        i: {value: 007, type: text}
        j: {value: 3, type: real}
        k: {value: [], type: list}
        l: {value: null, type: integer}
      """))
  #expect(document.diagnostics == [])
  let parameters = document.frontMatter.parameters
  #expect(
    parameters.map(\.kind)
      == [.integer, .real, .text, .bool, .text, .list, .null, .date, .text, .real, .list, .integer])
  #expect(parameters[2].value == .scalar(.text("NO")))
  #expect(parameters[5].value == .list([.integer(1), .text("x"), .null]))
  #expect(parameters[7].help == "cut-off day")
  #expect(parameters[8].value == .scalar(.text("007")))
  #expect(parameters[9].value == .scalar(.real(3)))
  let name = document.source.bytes[parameters[7].nameRange]
  #expect(String(decoding: name, as: UTF8.self) == "as_of")
}

@Test(
  "a faulty key is reported at its place",
  arguments: [
    ("«titel»: a", Code.unknownKey), ("title: a\n«appendix»: 7", .notSupportedYet),
    ("clock: «x»", .badValue), ("clock: «2024-12-31T10:00»", .badValue),
    ("clock: «2024-02-30»", .badValue), ("clock: «2024-12-31T24:00Z»", .badValue),
    ("clock: «2024-12-31T10:00:00+15:00»", .badValue), ("clock: «20241231»", .badValue),
    ("seed: «1.5»", .badValue), ("seed: «\"7\"»", .badValue),
    ("seed: «9223372036854775808»", .badValue), ("tz: «1»", .badValue),
    ("tz: «/etc/passwd»", .badValue), ("tz: «Europe/../x»", .badValue),
    ("tz: «\":UTC\"»", .badValue),
    ("tz: «+1:00»", .badValue), ("tz: «Europe//Paris»", .badValue),
    ("requires: «new»", .badValue),
    ("requires: «'>=1.2, <'»", .badValue), ("requires: «[1]»", .badValue),
    ("title: [«»", .malformedYAML), ("«just text»", .malformedYAML), ("width: «wide»", .badValue),
    ("charset: «utf8»", .badValue), ("charset: «braille»", .notSupportedYet),
    ("title: «[a]»", .badValue),
    ("author: «[a, [b]]»", .badValue), ("data:\n  - x: {file: y, sha256: «12ab»}", .badValue),
    ("data:\n  - «1x»: y", .badValue),
    ("data:\n  - a: x\n  - «a: y»", .nameClash), ("data: «{a: x}»", .badValue),
    ("params:\n  «é»: 1", .badValue),
    ("params:\n  n: {value: «abc», type: integer}", .badParameterValue),
    ("params:\n  n: {value: «\"1\"», type: integer}", .badParameterValue),
    ("params:\n  d: {value: «2023-02-29», type: date}", .badParameterValue),
    ("params:\n  h: {«sql»: \" \"}", .badValue),
    ("params:\n  h: {value: 1, «sql»: \":a / 2\"}", .badValue),
    ("params:\n  h: {sql: «[1]}»", .badValue), ("params:\n  h: {sql: «null»}", .badValue),
    ("params:\n  h: {value: 1, type: «int»}", .badValue),
    ("params:\n  «h»: {type: integer}", .badValue),
    ("params:\n  h: {value: 1, «hepl»: x}", .unknownKey),
    ("params:\n  h: «1e999»", .badParameterValue),
    ("params:\n  h: [1, «-1e999»]", .badParameterValue),
    ("params:\n  h: «[[1]]»", .badParameterValue), ("params: «[a]»", .badValue),
    ("title: a\u{2028}width: «wide»", .badValue), ("title: é\u{85}width: «wide»", .badValue),
    ("title: «\u{C}»x", .malformedYAML),
  ])
func frontMatterFaults(lines: String, code: Code) {
  expectFindings(matter(lines), code)
}

@Test("a data entry carries its options as they are written, each with its place")
func dataOptions() throws {
  let document = read(
    matter(
      """
      data:
        - t: {file: t.csv, sep: ";", null: [NA, "-"], types: {zip: text}, header: true, skip: 2}
      """))
  #expect(document.diagnostics == [])
  let options = document.frontMatter.data[0].options
  #expect(options.map(\.name) == ["sep", "null", "types", "header", "skip"])
  #expect(
    options.map { $0.values.map(\.text) } == [[";"], ["NA", "-"], ["text"], ["true"], ["2"]])
  #expect(options.map(\.isCollection) == [false, true, true, false, false])
  #expect(options[2].values[0].key == "zip")
  let written = document.source.bytes[options[1].values[1].range]
  #expect(String(decoding: written, as: UTF8.self) == "\"-\"")
  expectFindings(matter("data:\n  - t: {file: t.csv, «seperator»: x}"), .unknownKey)
  expectFindings(matter("data:\n  - t: {file: t.csv, null: [«[a]]}»"), .badValue)
}

@Test("a data entry of a wrong key is told its key and what it lacks")
func wrongDataKey() {
  expectFindings(matter("data:\n  - x: «»{«fil»: y}"), .badValue, .unknownKey)
}

@Test("everything counts the same lines, whatever else breaks them elsewhere")
func lineNumbers() {
  for ending in ["\n", "\r\n", "\r"] {
    let text = [
      "\u{FEFF}---", "title: a\u{2028}  b", "---", "form\u{C}feed \u{2028} \u{85} \u{B}", "```sql",
      "--|", "--| «ech»: 1",
      "```", "",
    ].joined(separator: ending)
    let document = expectFindings(text, .unknownOption)
    #expect(document.diagnostics[0].place?.line == 7)
    #expect(document.cells[0].line == 5)
  }
}

@Test("versions are compared number by number, missing ones count as zero")
func versions() {
  func allows(_ written: String, _ version: String) -> Bool {
    let bounds = read("---\nrequires: \"\(written)\"\n---\n").frontMatter.requires
    #expect(!bounds.isEmpty)
    return bounds.allSatisfy { $0.allows(version) }
  }
  #expect(allows(">=1.2", "1.2.0") && allows("1.2", "1.10") && !allows(">=1.2", "1.1.9"))
  #expect(allows(">= 1.2, <2", "1.99") && !allows(">=1.2,<2", "2.0.0") && allows("==1", "1.0"))
  #expect(allows("> 0.9", "1.0-beta") && !allows(">1", "1.0") && allows("<=1.0.0", "1"))
}
