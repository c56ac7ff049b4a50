// Tables kept on a real disk: the same answers with and without, whatever happens to the folder.

import Foundation
import Testing

private let notebook = """
  ---
  data: [big.csv]
  ---

  ```sql
  --| label: total
  SELECT count(*) AS n, sum(a) AS a, count(DISTINCT b) AS b FROM big;
  ```

  """

/// A folder with a notebook over 200,000 rows, whose recorded output is right.
private func scratch() throws -> Scratch {
  let scratch = try Scratch()
  try scratch.write(notebook, to: "n.md")
  let made = try Program.shell(
    """
    awk 'BEGIN { print "a,b"; for (i = 0; i < 200000; i++) print i "," i % 1000 "x" }' > big.csv
    touch -d '1 hour ago' big.csv; sleep 1.1; $QUIRE promote --no-cache n.md
    """, in: scratch)
  #expect(made.status == 0, "\(made.errors)")
  #expect(try scratch.read("n.md").contains("200000  19999900000  1000"))
  return scratch
}

private let isRight = ProgramResult(output: "ok        n.md  1 cell\n", errors: "", status: 0)

@Test("a second replay says the same, and sees what has changed")
func replayTwice() throws {
  let scratch = try scratch()
  for _ in 0..<2 {
    #expect(try Program.run(["check", "--cache", "c", "n.md"], in: scratch) == isRight)
  }
  let shown = try Program.run(["cache", "show", "--cache", "c"], in: scratch)
  #expect(shown.output.hasPrefix("c\n1 table, 1 result, "))
  let changed = try Program.shell(
    """
    cp -p big.csv kept.csv; printf 'a,b\\n7' | dd of=big.csv conv=notrunc status=none
    touch -r kept.csv big.csv; $QUIRE check --cache c n.md
    """, in: scratch)
  #expect(changed.status == 1)
  #expect(changed.output.contains("+200000  19999900007  1000"))
  let cleared = try Program.shell("$QUIRE cache clear --cache c; ls c", in: scratch)
  #expect(cleared.output.hasPrefix("removed "))
  #expect(cleared.output.hasSuffix(" files\n"))
}

@Test(
  "a folder that cannot be used never breaks a replay",
  arguments: [
    "touch c", "ln -s /dev/full c", "mkdir c; chmod 500 c", "ln -s c c", "mkdir -p c; ulimit -f 8",
  ])
func unusableFolder(preparation: String) throws {
  let scratch = try scratch()
  let result = try Program.shell(
    "\(preparation); for run in 1 2; do $QUIRE check --cache c n.md; done", in: scratch)
  #expect(result.output == isRight.output + isRight.output)
  #expect(result.errors == "")
  #expect(result.status == 0)
}

@Test("replays that are killed while they keep a table do no harm")
func killed() throws {
  let scratch = try scratch()
  let result = try Program.shell(
    """
    for i in $(seq 40); do
      rm -rf c/table-* c/digest-*
      $QUIRE check --cache c n.md > out & sleep 0.0$((RANDOM % 90 + 10)); kill -9 $!; wait $! 2> /dev/null
      $QUIRE check --cache c n.md
    done | sort | uniq -c
    """, in: scratch)
  #expect(result.output == "     40 \(isRight.output)")
}

@Test("two replays at once share the folder")
func sharing() throws {
  let scratch = try scratch()
  let result = try Program.shell(
    """
    for i in $(seq 8); do
      rm -rf c
      $QUIRE check --cache c n.md & $QUIRE check --cache c n.md & wait
    done | sort | uniq -c
    ls c | grep -c unfinished
    """, in: scratch)
  #expect(result.output == "     16 \(isRight.output)0\n")
}

@Test("clearing touches nothing but what the program has kept")
func clearing() throws {
  let scratch = try scratch()
  let result = try Program.shell(
    """
    $QUIRE check --cache . n.md; touch table-1.csv result-final.csv digest- unfinished-notes
    $QUIRE cache clear --cache .; ls
    """, in: scratch)
  #expect(
    result.output
      == isRight.output + "removed 4 files\nbig.csv\ndigest-\nn.md\nresult-final.csv\n"
      + "table-1.csv\nunfinished-notes\n")
}

@Test("a kept table that is cut while it is in use ends in an error, never in wrong values")
func cutWhileInUse() throws {
  let scratch = try scratch()
  try scratch.write(
    """
    ---
    data: [big.csv]
    ---

    ```sql
    --| label: slow
    WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 20000000) SELECT max(i) AS i FROM c;
    ```

    ```sql
    --| label: total
    SELECT count(*) AS n, sum(a) AS a FROM big;
    ```

    """, to: "slow.md")
  let result = try Program.shell(
    """
    $QUIRE check --cache c n.md
    (while sleep 0.05; do truncate -s 100 c/table-*; done) & cutter=$!
    sleep 0.02; $QUIRE check --cache c slow.md; echo $?; kill $cutter
    """, in: scratch)
  // Cut before it was opened it is made again, and holds; cut in use it is an error.
  let isDamaged = result.errors.contains("a file of the cache was damaged while it was in use")
  #expect(isDamaged == result.output.hasSuffix("3\n"), "\(result)")
  #expect(isDamaged || result.output.hasSuffix("0\n"), "\(result)")
}
