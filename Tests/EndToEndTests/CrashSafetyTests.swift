// What becomes of a notebook when promote cannot finish, or is not alone.

import Foundation
import Testing

private let cell = "```sql\n--| label: a\nSELECT 1 AS x;\n```\n"
private let recorded = cell + "\n```output\nx\n-\n1\n(1 row)\n```\n"

/// A notebook whose data is a pipe: who opens the pipe to write knows that the notebook has been read.
private let waiting = "---\ndata: [d.csv]\n---\n\n```sql\n--|\nSELECT * FROM d;\n```\n"

/// Promotes it, and runs a line of shell before its data comes.
private func promote(in scratch: Scratch, meanwhile line: String) throws -> ProgramResult {
  try scratch.write(waiting, to: "n.md")
  return try Program.shell(
    "mkfifo d.csv; $QUIRE promote n.md & { \(line); printf 'x\\n1\\n'; } > d.csv; wait $!",
    in: scratch)
}

/// Whether a folder of a size may be mounted here, in a namespace of the test's own.
private let canMount: Bool = {
  guard let scratch = try? Scratch() else { return false }
  let line = "unshare -rm bash -c 'mkdir m && mount -t tmpfs -o size=64k tmpfs m'"
  return (try? Program.shell(line, in: scratch).status) == 0
}()

/// Two hundred times in all.
@Test(
  "a promote that is killed leaves the old or the new notebook whole, and the next one nothing else",
  arguments: 1...4)
func killedPromote(round: Int) throws {
  let scratch = try Scratch()
  let cells = (0..<40).map { "```sql\n--| label: c\($0)\nSELECT \($0) AS n;\n```\n" }
  try scratch.write(cells.joined(separator: "\n"), to: "old.md")
  // Killed at any moment of the time that it takes, and a little after.
  let result = try Program.shell(
    """
    cp old.md n.md; start=$(date +%s%N); $QUIRE promote n.md > /dev/null
    took=$((($(date +%s%N) - start) / 1000 * 11 / 10)); cp n.md new.md
    cmp -s old.md new.md && echo unchanged
    for i in $(seq 50); do
      cp old.md n.md
      $QUIRE promote n.md > /dev/null & delay=$(((RANDOM * 32768 + RANDOM) % took))
      sleep $(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))
      kill -9 $! 2> /dev/null; wait $! 2> /dev/null
      if cmp -s n.md old.md; then echo old; elif cmp -s n.md new.md; then echo new; else echo broken; fi
    done | sort | uniq -c >&2
    cp old.md n.md; $QUIRE promote n.md > /dev/null; cmp n.md new.md && echo whole; ls -A
    """, in: scratch)
  #expect(result.output == "whole\nn.md\nnew.md\nold.md\n")
  #expect(!result.errors.contains("broken"))
}

@Test(
  "what a killed promote has left is taken away; a living one's file and those of others are not")
func abandonedFiles() throws {
  let scratch = try Scratch()
  try scratch.write(cell, to: "n.md")
  let others = [
    ".quire-123456", ".quire-backup", ".quire-toolong.unfinished", ".quire-a.b-cd.unfinished",
    "quire-abcdef.unfinished",
  ]
  for name in others + [".quire-living.unfinished", ".quire-killed.unfinished"] {
    try scratch.write("text", to: name)
  }
  let result = try Program.shell(
    "exec 9< .quire-living.unfinished; flock 9; $QUIRE promote n.md", in: scratch)
  #expect(result.status == 0)
  let names = Set(try scratch.contents().keys)
  #expect(names == Set(others + [".quire-living.unfinished", "n.md"]))
  #expect(try scratch.read("n.md") == recorded)
}

@Test("on a full disk the notebook stays as it is and nothing beside it", .enabled(if: canMount))
func fullDisk() throws {
  let scratch = try Scratch()
  try scratch.write(cell, to: "old.md")
  let result = try Program.shell(
    """
    mkdir m; exec unshare -rm bash -c '
      mount -t tmpfs -o size=64k tmpfs m; cp old.md m/n.md; cat /dev/zero > m/fill 2> /dev/null
      $QUIRE promote m/n.md; echo $?; cmp m/n.md old.md; ls -A m'
    """, in: scratch)
  #expect(
    result
      == ProgramResult(
        output: "3\nfill\nn.md\n",
        errors: "error[Q005]: cannot write m/n.md: no space left on device\n", status: 0))
}

@Test("where files may not become so large the notebook stays as it is and nothing beside it")
func limitedSize() throws {
  let scratch = try Scratch()
  let long = """
    ```sql
    --| max-rows: all
    WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 9000) SELECT x FROM c;
    ```

    """
  try scratch.write(long, to: "n.md")
  let result = try Program.shell("ulimit -f 8; $QUIRE promote --no-cache n.md", in: scratch)
  #expect(result.status == 3)
  #expect(result.errors == "error[Q005]: cannot write n.md: file too large\n")
  #expect(try scratch.contents() == ["n.md": Data(long.utf8)])
}

@Test("of a file with two names the one that is promoted is new, the other as it was")
func hardLink() throws {
  let scratch = try Scratch()
  try scratch.write(cell, to: "n.md")
  let result = try Program.shell("ln n.md other.md; $QUIRE promote n.md", in: scratch)
  #expect(result.status == 0)
  #expect(
    try scratch.contents() == ["n.md": Data(recorded.utf8), "other.md": Data(cell.utf8)])
}

@Test("what an editor saves while a notebook is replayed is not overwritten, however it saves")
func savedMeanwhile() throws {
  for save in ["echo edited > n.md", "echo edited > new; mv new n.md"] {
    let scratch = try Scratch()
    let result = try promote(in: scratch, meanwhile: save)
    #expect(
      result
        == ProgramResult(
          output: "",
          errors: "error[Q005]: n.md changed while it was replayed; not written\n"
            + "help: promote again\n", status: 3))
    #expect(try scratch.contents() == ["n.md": Data("edited\n".utf8)])
  }
}

@Test("a notebook that is taken away while it is replayed does not come back")
func removedMeanwhile() throws {
  let scratch = try Scratch()
  let result = try promote(in: scratch, meanwhile: "rm n.md")
  #expect(result.status == 3)
  #expect(result.errors == "error[Q005]: cannot write n.md: no such file\n")
  #expect(try scratch.contents().isEmpty)
}

@Test("eight promotes at once, of one notebook and of several, leave whole ones and nothing beside")
func manyAtOnce() throws {
  let scratch = try Scratch()
  for round in 1...10 {
    for name in ["a.md", "b.md"] { try scratch.write(cell, to: name) }
    let result = try Program.shell(
      "for i in 1 2 3 4; do $QUIRE promote a.md & $QUIRE promote b.md a.md & done; wait",
      in: scratch)
    let allowed = Set(["error[Q005]: a.md", "error[Q005]: b.md", "help: promote again"])
    for line in result.errors.split(separator: "\n") {
      #expect(allowed.contains { line.hasPrefix($0) }, "round \(round): \(line)")
    }
    #expect(
      try scratch.contents() == ["a.md": Data(recorded.utf8), "b.md": Data(recorded.utf8)])
  }
}
