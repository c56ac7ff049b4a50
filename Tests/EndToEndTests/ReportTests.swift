// Reports that other programs read, and notebooks replayed side by side.

import Foundation
import FoundationXML
import Testing

private let notebook = """
  The sum is <!--= total.s -->5<!--/-->.

  ```sql
  --| label: total
  SELECT 2 AS n, 4 AS s;
  ```

  ```output
  n  s
  -  -
  2  4
  (1 row)
  ```

  """

private let troubled = """
  ```sql
  --| label: bad
  SELECT x FROM nowhere;
  ```

  ```sql
  --| label: needs
  SELECT * FROM bad;
  ```

  ```sql
  --| label: fresh
  SELECT 'a<b & "c"' AS x;
  ```

  ```sql
  --| assert: true
  SELECT 1 AS wrong;
  ```

  ```sql
  --| label: off
  --| eval: false
  SELECT 1;
  ```

  ```sql
  --| label: old
  SELECT 1 AS one;
  ```

  ```output
  one
  ---
    2
  (1 row)
  ```

  """

private func scratch() throws -> Scratch {
  let scratch = try Scratch()
  try scratch.write(notebook.replacingOccurrences(of: "total.s", with: "4 + 0"), to: "good.md")
  try scratch.write(troubled, to: "b,a#d%.md")
  try scratch.write("---\nwidht: 3\n---\n", to: "invalid.md")
  return scratch
}

private let files = ["good.md", "b,a#d%.md", "invalid.md"]

@Test("json gives one object a line for each cell and value, with status, reason and place")
func jsonLines() throws {
  let result = try Program.run(["check", "--format", "json"] + files, in: scratch())
  #expect(result.status == 3)
  let records = try result.output.split(separator: "\n").map {
    try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
  }
  let states = records.map {
    "\($0["kind"] ?? "") \($0["label"] as? String ?? "-") \($0["status"] ?? "")"
  }
  #expect(
    states == [
      "value - differs", "sql total ok", "sql bad failed", "sql needs skipped", "sql fresh new",
      "assert - differs", "sql off skipped", "sql old differs", "notebook - failed",
    ])
  #expect(records[2]["place"] as? String == "b,a#d%.md:3:15")
  #expect(records[3]["reason"] as? String == "needs bad")
  #expect(records[1]["rows"] as? Int == 1 && records[1]["columns"] as? Int == 2)
  #expect(records.allSatisfy { $0["ms"] is Double || $0["ms"] is Int })
}

@Test("TAP counts every cell, skips with reasons, and escapes what would be a directive")
func tap() throws {
  let result = try Program.run(["check", "--tap"] + files, in: scratch())
  let lines = result.output.split(separator: "\n").map(String.init)
  #expect(lines.first == "TAP version 14")
  #expect(lines.last == "1..9")
  #expect(lines.contains("ok 2 - good.md:3 total"))
  #expect(lines.contains("not ok 3 - b,a\\#d%.md:1 bad"))
  #expect(lines.contains("ok 4 - b,a\\#d%.md:6 needs # SKIP needs bad"))
  #expect(lines.contains("ok 7 - b,a\\#d%.md:21 off # SKIP eval: false"))
  #expect(lines.filter { $0.hasPrefix("not ok") }.count == 5)
}

@Test("GitHub's annotations name file, line and column, and escape what ends a property")
func annotations() throws {
  let result = try Program.run(["check", "--github"] + files, in: scratch())
  let lines = result.output.split(separator: "\n").filter { $0.hasPrefix("::") }.map(String.init)
  #expect(lines.count == 5)
  #expect(
    lines.contains(
      "::error file=b%2Ca#d%25.md,line=3,col=15,title=Q301 bad::no such table: nowhere"))
  #expect(
    lines.last
      == "::error file=invalid.md,line=2,col=1,title=Q103 notebook on line 2::"
      + "unknown key widht%0Ahelp: did you mean width?")
}

@Test("under --github neither values nor names of columns are workflow commands")
func dataIsNoCommand() throws {
  let scratch = try Scratch()
  try scratch.write(
    """
    ```sql
    --| assert: true
    SELECT '::stop-commands::tok' AS "::error::a", '##[add-mask]x' AS b;
    ```

    ```sql
    --| label: a
    SELECT '::warning::b' AS "  ::add-mask::c", 1 AS "##[error]d";
    ```

    ```output
    ::error::old
    ```

    """, to: "n.md")
  for format in ["text", "json", "tap"] {
    let result = try Program.run(["check", "--github", "--format", format, "n.md"], in: scratch)
    #expect(result.status == 1)
    let lines = (result.output + result.errors).split(whereSeparator: \.isNewline).map {
      $0.drop(while: \.isWhitespace)
    }
    #expect(lines.filter { $0.hasPrefix("::") }.allSatisfy { $0.hasPrefix("::error file=n.md,") })
    #expect(lines.filter { $0.hasPrefix("::") }.count == 2)
    #expect(!lines.contains { !$0.hasPrefix("::") && $0.contains("##[") })
  }
}

@Test("a notebook that is not there, not readable or not UTF-8 is in every report")
func unreadableNotebooks() throws {
  let scratch = try scratch()
  let work = URL(fileURLWithPath: scratch.work)
  try FileManager.default.createDirectory(
    at: work.appendingPathComponent("empty"), withIntermediateDirectories: false)
  try Data([0x61, 0xFF, 0x0A]).write(to: work.appendingPathComponent("latin.md"))
  let names = ["nofile.md", "empty", "latin.md"]
  let json = try Program.run(["check", "--format", "json", "good.md"] + names, in: scratch)
  #expect(json.status == 2)
  for name in names {
    let line = json.output.split(separator: "\n").first { $0.hasPrefix("{\"file\": \"\(name)\"") }
    #expect(line?.contains("\"kind\": \"notebook\", \"status\": \"failed\"") == true, "\(name)")
  }
  let tap = try Program.run(["check", "--tap", "--junit", "j.xml", "good.md"] + names, in: scratch)
  #expect(tap.output.contains("not ok 1 - nofile.md:1 notebook on line 1\n"))
  #expect(tap.output.hasSuffix("1..5\n"))
  let xml = try String(contentsOf: work.appendingPathComponent("j.xml"), encoding: .utf8)
  #expect(xml.contains("<testsuite name=\"nofile.md\" tests=\"1\" failures=\"0\" errors=\"1\""))
  #expect(xml.contains("type=\"Q002\" message=\"no such file: nofile.md\""))
  let run = try Program.run(["run", "--format", "json", "nofile.md"], in: scratch)
  #expect(run.output.contains("\"reason\": \"no such file: nofile.md\""))
  let github = try Program.run(["check", "--github", "nofile.md"], in: scratch)
  #expect(github.output.contains("::error file=nofile.md,line=1,col=1,title=Q002 "))
}

/// Collects the cases of a JUnit report.
private final class Cases: NSObject, XMLParserDelegate {
  var suites: [[String: String]] = []
  var cases: [String] = []
  var isWhole = false

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    switch name {
    case "testsuite": suites.append(attributes)
    case "testcase": cases.append("\(attributes["classname"] ?? "") \(attributes["name"] ?? "")")
    case "failure", "error", "skipped": cases[cases.count - 1] += " \(name)"
    default: break
    }
  }

  func parserDidEndDocument(_ parser: XMLParser) { isWhole = true }
}

@Test("JUnit's report is XML with a suite a notebook and a case a cell")
func junit() throws {
  let scratch = try scratch()
  try scratch.write(
    "```sql\n--| label: a\nSELECT '\u{1}\u{FFFF}]]>' AS \"<&>\" FROM x;\n```\n", to: "<&>.md")
  _ = try Program.run(["check", "--junit", "r.xml"] + files + ["<&>.md"], in: scratch)
  let cases = Cases()
  let parser = XMLParser(data: Data(try scratch.read("r.xml").utf8))
  parser.delegate = cases
  #expect(parser.parse() && cases.isWhole)
  #expect(
    cases.suites.map {
      "\($0["name"] ?? "") \($0["tests"] ?? "") \($0["failures"] ?? "") \($0["errors"] ?? "")"
    }
      == ["good.md 2 1 0", "b,a#d%.md 6 2 1", "invalid.md 1 0 1", "<&>.md 1 0 1"])
  #expect(
    cases.cases == [
      "good.md value on line 1 failure", "good.md total", "b,a#d%.md bad error",
      "b,a#d%.md needs skipped", "b,a#d%.md fresh", "b,a#d%.md assert on line 16 failure",
      "b,a#d%.md off skipped", "b,a#d%.md old failure", "invalid.md notebook on line 2 error",
      "<&>.md a error",
    ])
}

@Test("what fails the check is in every report: open orders, computed defaults, stray outputs")
func faultsOfNoRecord() throws {
  let scratch = try Scratch()
  try scratch.write("x\n1\n2\n", to: "t.csv")
  try scratch.write(
    """
    ---
    data: [t.csv]
    params:
      now: {sql: "datetime('now')"}
    ---

    ```sql
    --| label: open
    SELECT x FROM t LIMIT 1;
    ```

    ```sql
    --| label: settled
    SELECT 1 AS one;
    ```

    Prose.

    ```output
    stray
    ```

    """, to: "n.md")
  let check = ["check", "--shuffle", "--strict", "n.md"]
  #expect(try Program.run(["promote", "n.md"], in: scratch).status == 0)
  let text = try Program.run(check, in: scratch)
  #expect(text.status == 1)
  #expect(
    text.output
      == "differs   n.md  2 cells, 1 not repeatable, 1 depends on row order, 1 stray output\n")
  let tap = try Program.run(check + ["--tap"], in: scratch)
  #expect(tap.status == 1)
  let lines = tap.output.split(separator: "\n").filter { $0.contains("ok ") }
  #expect(
    lines == [
      "not ok 1 - n.md:7 open", "ok 2 - n.md:19 settled", "not ok 3 - n.md:33 notebook on line 33",
      "not ok 4 - n.md:4 notebook on line 4",
    ], "\(tap.output)")
}

@Test("a report that cannot be written is an error, and the verdict is printed all the same")
func unwritable() throws {
  let result = try Program.run(["check", "--junit", "no/r.xml", "good.md"], in: scratch())
  #expect(result.status == 3)
  #expect(result.errors.contains("cannot write no/r.xml: no such folder"))
  #expect(result.output.contains("differs   good.md"))
}

@Test("many notebooks side by side say the same as one after the other")
func jobs() throws {
  let scratch = try scratch()
  for index in 0..<30 {
    try scratch.write(index % 3 == 0 ? troubled : notebook, to: "n\(index).md")
  }
  let alone = try Program.shell("$QUIRE check -j 1 . 2>&1", in: scratch)
  for count in [2, 3, 16] {
    let together = try Program.shell("$QUIRE check -j \(count) . 2>&1", in: scratch)
    #expect(together == alone)
  }
  let wrong = try Program.run(["check", "-j", "0", "good.md"], in: scratch)
  #expect(wrong.status == 2)
}
