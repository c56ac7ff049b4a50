// Reports hold to the rules of their formats, whatever names, labels and messages are like.

import Foundation
import Testing

/// A name with everything that formats give a meaning to.
private let file = "a<b>&\"'%,:#\\ é日🎉\u{1}\u{7F}.md"

/// Cells of every outcome, whose messages hold controls, markup, line ends, and a hundred thousand characters.
private let notebook: String = {
  let long = String(repeating: "x<&>\"\"'%,:#\\日🎉", count: 8000)
  let names = [
    "<>&\"\"'", "\u{1}\u{8}\u{B}\u{1B}[31m", "]]>", "%0A%25::error::", "# SKIP\\",
    "é日🎉👨‍👩‍👧\u{FFFD}\u{202E}", long,
  ]
  let failing = names.map { "```sql\n--|\nSELECT * FROM \"\($0)\";\n```\n" }
  return failing.joined(separator: "\n") + """

    ```sql
    --| label: off
    --| eval: false
    SELECT 1;
    ```

    ```sql
    --| label: needed
    SELECT nosuch;
    ```

    ```sql
    --| label: needs
    SELECT * FROM needed;
    ```

    ```sql
    --| label: old
    SELECT 'a<b & "c" ]]>' || char(10, 13, 1, 27) AS "<&>";
    ```

    ```output
    old
    ```

    ```sql
    --| assert: true
    SELECT '# SKIP' AS x;
    ```

    Prose <!--= 1 + 1 -->\u{1}2 <!--/--> and <!--= ']]>' -->]]><!--/-->.

    """
}()

private func report(_ options: [String], _ files: [String] = [file]) throws -> (String, Scratch) {
  let scratch = try Scratch()
  try scratch.write(notebook, to: file)
  try Data("```sql\n--|\nSELECT '\u{80}'".utf8 + [0xFF, 0xFE]).write(
    to: URL(fileURLWithPath: scratch.work + "/bytes.md"))
  try scratch.write("only prose\n", to: "prose.md")
  let result = try Program.run(["check"] + options + files, in: scratch)
  #expect((0...3).contains(result.status))
  return (result.output, scratch)
}

private let xmllint = ["/usr/bin/xmllint", "/usr/local/bin/xmllint", "/bin/xmllint"]
  .first { FileManager.default.isExecutableFile(atPath: $0) }

/// `make setup-tests` installs xmllint (Debian's libxml2-utils); where `CI` is set it must be there.
@Test(
  "JUnit's report is valid under its schema",
  .enabled(
    if: xmllint != nil || ProcessInfo.processInfo.environment["CI"] != nil,
    "xmllint (libxml2-utils) is not installed"),
  arguments: [[file], ["prose.md"], ["bytes.md", "prose.md", file]])
func validJUnit(files: [String]) throws {
  let xmllint = try #require(xmllint, "CI needs xmllint (libxml2-utils)")
  let (_, scratch) = try report(["--junit", "r.xml"], files)
  let schema =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Schemas/junit.xsd"
  let result = try Program.shell(
    "\(xmllint) --huge --noout --schema '\(schema)' r.xml", in: scratch)
  #expect(result.status == 0, "\(result.errors.prefix(2000))")
}

@Test(
  "TAP has its version, numbers in a row, a plan at the end, and directives only where they are meant"
)
func validTAP() throws {
  let (text, _) = try report(["--tap"], ["bytes.md", file, "prose.md"])
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  #expect(lines.removeLast().isEmpty)
  #expect(lines.removeFirst() == "TAP version 14")
  let plan = lines.removeLast()
  var (count, isOpen, skips) = (0, false, 0)
  for line in lines {
    #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
    if isOpen {
      isOpen = line != "  ..."
      guard isOpen else { continue }
      let parts = line.dropFirst(2).split(separator: ":", maxSplits: 1)
      #expect(line.hasPrefix("  ") && parts.count == 2)
      #expect(["message", "severity", "code", "at", "help"].contains(parts[0]))
      let value = Data(parts[1].dropFirst().utf8)
      if parts[1].hasPrefix(" \"") {
        #expect(throws: Never.self) {
          try JSONSerialization.jsonObject(with: value, options: .fragmentsAllowed)
        }
      }
    } else if line == "  ---" {
      isOpen = true
    } else {
      count += 1
      let isOK = line.hasPrefix("ok \(count) - ")
      #expect(isOK || line.hasPrefix("not ok \(count) - "), "\(line.prefix(80))")
      // A mark without a backslash before it begins a directive.
      let bare = line.replacingOccurrences(of: "\\\\", with: "").replacingOccurrences(
        of: "\\#", with: "")
      if bare.contains("#") {
        #expect(isOK && bare.contains(" # SKIP "))
        skips += 1
      }
    }
  }
  #expect(!isOpen && skips == 2)
  #expect(plan == "1..\(count)")
}

@Test("JSON has an object a line with the same keys, and nothing is lost of a long message")
func validJSON() throws {
  let (text, _) = try report(["--format", "json"], ["bytes.md", file])
  let records = try text.split(separator: "\n").map {
    try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
  }
  #expect(Set(records.map { $0.keys.sorted() }).count == 1)
  #expect(records.contains { ($0["reason"] as? String ?? "").count > 80_000 })
  #expect(records.filter { $0["file"] as? String == file }.count == records.count - 1)
}

@Test("GitHub's commands are one line each, and read back they are what JSON reports")
func validAnnotations() throws {
  let records = try report(["--format", "json"]).0.split(separator: "\n").map {
    try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
  }
  let lines = try report(["--github"]).0.split(separator: "\n").filter { $0.hasPrefix("::") }
  let messages = try lines.map { line in
    let inside = line.dropFirst(2)
    let body = try #require(inside.range(of: "::"))
    let head = inside[..<body.lowerBound]
    let command = head.split(separator: " ", maxSplits: 1)
    #expect(["error", "warning", "notice"].contains(command[0]))
    let properties = command[1].split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
    #expect(properties.map { $0[0] } == ["file", "line", "col", "title"])
    #expect(unescaped(String(properties[0][1])) == file)
    return unescaped(String(inside[body.upperBound...])).components(separatedBy: "\nhelp: ")[0]
  }
  let wrong = records.filter { ["failed", "differs"].contains($0["status"] as? String ?? "") }
  #expect(messages == wrong.map { $0["reason"] as? String ?? "" })
}

/// What GitHub's runner makes of a value.
private func unescaped(_ text: String) -> String {
  [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")].reduce(text) {
    $0.replacingOccurrences(of: $1.0, with: $1.1)
  }
}
