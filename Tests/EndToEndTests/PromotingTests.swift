// How promote treats the file that it writes.

import Foundation
import Testing

private let cell = "```sql\n--| label: a\nSELECT 1 AS x;\n```\n"
private let recorded = cell + "\n```output\nx\n-\n1\n(1 row)\n```\n"

@Test("promote keeps a symbolic link, the file's mode and nothing beside it")
func linkAndMode() throws {
  let scratch = try Scratch()
  let files = FileManager.default
  try files.createDirectory(atPath: scratch.work + "/real", withIntermediateDirectories: true)
  try scratch.write(cell, to: "real/notebook.md")
  try files.setAttributes(
    [.posixPermissions: 0o640], ofItemAtPath: scratch.work + "/real/notebook.md")
  try files.createSymbolicLink(
    atPath: scratch.work + "/link.md", withDestinationPath: "real/notebook.md")
  #expect(try Program.run(["promote", "link.md"], in: scratch).status == 0)
  #expect(
    try files.destinationOfSymbolicLink(atPath: scratch.work + "/link.md") == "real/notebook.md")
  let mode = try files.attributesOfItem(atPath: scratch.work + "/real/notebook.md")[
    .posixPermissions]
  #expect(mode as? Int == 0o640)
  #expect(try scratch.contents() == ["real/notebook.md": Data(recorded.utf8)])
}

@Test("two promotes at once leave one whole notebook and nothing beside it")
func twoAtOnce() throws {
  let scratch = try Scratch()
  for _ in 1...5 {
    try scratch.write(cell, to: "notebook.md")
    let result = try Program.shell(
      "$QUIRE promote notebook.md & $QUIRE promote notebook.md; wait", in: scratch)
    #expect([0, 3].contains(result.status), "\(result.errors)")
    #expect(try scratch.contents() == ["notebook.md": Data(recorded.utf8)])
  }
}

@Test("promote does its work although nobody reads what it prints")
func closedPipeOfPromote() throws {
  let scratch = try Scratch()
  try scratch.write(cell, to: "a.md")
  try scratch.write("```sql\n--|\nSELECT nosuch;\n```\n", to: "b.md")
  try scratch.write(cell, to: "c.md")
  let result = try Program.shell(
    "{ sleep 0.3; $QUIRE promote a.md b.md c.md; echo $? > status; } | true; wait; cat status",
    in: scratch)
  #expect(result.output == "3\n")
  #expect(try scratch.read("a.md") == recorded)
  #expect(try scratch.read("c.md") == recorded)
}

@Test("a name as long as names can be is promoted")
func longName() throws {
  let scratch = try Scratch()
  let name = String(repeating: "n", count: 252) + ".md"
  try scratch.write(cell, to: name)
  #expect(try Program.run(["promote", name], in: scratch).status == 0)
  #expect(try scratch.read(name) == recorded)
}

@Test("control characters in a file's name do not reach the output")
func hostileName() throws {
  let scratch = try Scratch()
  let name = "a\u{1B}[31m\nb #x.md"
  try scratch.write(cell + "\n```output\nold\n```\n", to: name)
  for command in ["check", "list", "promote"] {
    let result = try Program.run([command, ".", name], in: scratch)
    #expect(result.status == (command == "check" ? 1 : 0))
    #expect(!(result.output + result.errors).contains("\u{1B}"))
    #expect(!(result.output + result.errors).contains("[31m\n"))
  }
  #expect(try scratch.read(name) == recorded)
}

/// As another user where the tests run as root, whom no mode keeps out; needs `setpriv` there.
@Test(
  "a notebook or folder that may not be written stays as it is",
  .enabled(if: geteuid() != 0 || FileManager.default.fileExists(atPath: "/usr/bin/setpriv")),
  arguments: ["chmod 444 notebook.md", "chmod 555 ."])
func notWritable(protection: String) throws {
  let scratch = try Scratch()
  try scratch.write(cell, to: "notebook.md")
  let user = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
  let result = try Program.shell(
    """
    cp $QUIRE ../quire; \(geteuid() == 0 ? "chown -R 65534:65534 ." : "")
    \(protection); \(user) ../quire promote notebook.md; status=$?; chmod 755 .; exit $status
    """, in: scratch)
  #expect(result.status == 3)
  #expect(
    result.errors == "error[Q005]: cannot write notebook.md: permission denied\n")
  #expect(try scratch.contents() == ["notebook.md": Data(cell.utf8)])
}

/// As another user where the tests run as root, whom no mode keeps out; needs `setpriv` there.
@Test(
  "a notebook that may not be read does not keep the others from being checked",
  .enabled(if: geteuid() != 0 || FileManager.default.fileExists(atPath: "/usr/bin/setpriv")))
func notReadable() throws {
  let scratch = try Scratch()
  try scratch.write(cell, to: "a.md")
  try scratch.write(cell, to: "b.md")
  let user = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
  let result = try Program.shell(
    "cp $QUIRE ../quire; chmod 000 a.md; \(user) ../quire check .", in: scratch)
  #expect(
    result
      == ProgramResult(
        output: "ok        ./b.md  1 cell, 1 new\n",
        errors: "error[Q004]: cannot read ./a.md: permission denied\n",
        status: 2))
}
