// Notebooks put together at random of sound, broken and hostile pieces.

import Foundation

/// A small generator whose seed names what it makes.
/// - Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// The text of a notebook that follows from a number.
struct RandomNotebook {
  private var random: SeededGenerator
  private(set) var bytes: [UInt8] = []
  /// Every other one is of sound pieces only, so that its cells run.
  private let isSound: Bool
  private var cellCount = 0

  init(seed: UInt64) {
    random = SeededGenerator(state: seed)
    isSound = seed % 2 == 0
    var text = isSound ? RandomNotebook.soundMatter : chance(2) ? frontMatter() : ""
    for _ in 0..<Int.random(in: 1...12, using: &random) { text += piece() }
    if chance(60) { text += String(repeating: cell(), count: 2000) }
    if chance(20) {
      text += String(repeating: pick(["x", "日", "`", "<!--", "> ", "- "]), count: 100_000)
    }
    if chance(4) { text = text.replacingOccurrences(of: "\n", with: pick(["\r\n", "\r"])) }
    bytes = Array(text.utf8)
    if chance(10) { bytes = [0xEF, 0xBB, 0xBF] + bytes }
    for _ in 0..<(!isSound && chance(3) ? Int.random(in: 1...6, using: &random) : 0) { mutate() }
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  private mutating func pick(_ choices: [String]) -> String {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  /// Changes, takes away or doubles a few bytes somewhere.
  private mutating func mutate() {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...9, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 3: bytes.insert([0, 0xFF, 0x0D, 0x0A, 0x60, 0x7C, 0x2D][place % 7], at: place)
    default: bytes.removeSubrange(end...)
    }
  }

  private static let soundMatter = """
    ---
    data: [t.csv]
    params: {p: 1, q: {sql: ":p + 1"}}
    seed: 7
    clock: 2024-12-31
    ---


    """

  /// A cell that runs, mostly, with the label `a1`, `a2` and so on; a chart or a value of one above it.
  private mutating func soundPiece() -> String {
    let above = cellCount > 0 ? "a\(Int.random(in: 1...cellCount, using: &random))" : "t"
    if chance(4) {
      return pick([
        "There are <!--= count(*) FROM \(above) --><!--/--> rows of <!--= :q -->?<!--/-->.\n",
        "```chart\n#|\nbar from \(above) x=x y=x\n```\n",
      ])
    }
    cellCount += 1
    let options = [
      "check: values", "check: shape", "sort: true", "tol: 0.5", "max-rows: 3", "max-rows: all",
      "digits: 2",
      "total: true", "group: x", "max-width: 30", "echo: false", "timeout: 5", "assert: true",
      "error: true",
      "tbl-cap: A caption", "as: view", "check: none", "eval: false",
    ].shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random))
    let sql = pick([
      "SELECT 1 AS x, 'a|`b' AS y;", "SELECT x, y FROM \(above);",
      "SELECT count(*) AS x, 1 AS y FROM \(above);",
      "SELECT x + :p AS x, NULL AS y FROM t;", "SELECT 1 AS x; SELECT x, y FROM t ORDER BY x DESC;",
      "CREATE TEMP TABLE w\(cellCount) AS SELECT * FROM t; SELECT x, y FROM w\(cellCount);",
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 300) SELECT x, x * 0.1 AS y FROM c;",
      "SELECT random() AS x, datetime('now') AS y;", "SELECT char(10, 27, 8238) AS x, '```' AS y;",
      "SELECT 1 AS x, 2 AS y WHERE 0;", "SELECT nosuch FROM \(above);",
      "SELECT * FROM a1 JOIN t USING (x);",
    ])
    let lines = (["label: a\(cellCount)"] + options).map { "--| \($0)\n" }.joined()
    return "```sql\n\(lines)\(sql)\n```\n" + (chance(3) ? "\n" + output() : "")
  }

  private mutating func frontMatter() -> String {
    var text = "---\n"
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      text += pick([
        "title: A title\n", "title: \"open\n", "title: [a\n", "titel: x\n", "data: [t.csv]\n",
        "data:\n  - t: t.csv\n", "data:\n  - u: {file: t.csv, types: {x: integer}}\n",
        "data: [no.csv]\n",
        "params:\n  a: 1\n  b: {sql: \":a + 1\"}\n", "params:\n  a: {value: x, type: integer}\n",
        "params:\n  c: {sql: \"(SELECT\"}\n", "seed: 7\n", "clock: 2024-12-31\n", "clock: soon\n",
        "tz: Europe/Brussels\n", "tz: Nowhere\n", "width: 40\n", "charset: unicode\n",
        "defaults: {max-rows: 2}\n", "defaults: {label: x}\n", "requires: \">=99\"\n",
        "x-mine: {a: [1]}\n",
        "\tx: 1\n", "a: &b 1\nc: *b\n", "? [a]\n: 1\n", "\u{0}\n", "é日🎉: 1\n",
      ])
    }
    return text + pick(["---\n\n", "---\n\n", "...\n", "", "----\n"])
  }

  private mutating func piece() -> String {
    if isSound { return (chance(3) ? contained(soundPiece()) : soundPiece()) + "\n" }
    let text =
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<4: cell()
      case 4: chart()
      case 5: output()
      case 6, 7: prose()
      default: broken()
      }
    return chance(5) ? contained(text) : text + "\n"
  }

  /// The same in a list or a quote.
  private mutating func contained(_ text: String) -> String {
    let (first, rest) = chance(2) ? ("- ", "  ") : ("> ", chance(4) ? "" : "> ")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { ($0.offset == 0 ? first : rest) + $0.element }
      .joined(separator: "\n") + "\n\n"
  }

  private mutating func cell() -> String {
    let fence = pick(["```", "```", "```", "`````", "~~~", "``"])
    let head = pick([
      "sql", "sql", "sql", "{sql}", "{sql, output.var=\"k\", max.print=3}", "sql {#p max-rows=2}",
      "sql id=o", "SQL", "{sql",
    ])
    var text = fence + head + "\n"
    for _ in 0..<Int.random(in: 0...3, using: &random) { text += option() }
    text += sql() + "\n"
    return text + (chance(9) ? "" : fence + "\n") + (chance(2) ? "\n" + output() : "")
  }

  private mutating func option() -> String {
    "--|"
      + pick([
        "\n", " label: \(pick(["a", "b", "c", "t", "1x", "日", "tbl-d"]))\n", " label:\n",
        " max-rows: all\n",
        " max-rows: 1\n", " check: values\n", " check: shape\n", " check: none\n", " sort: true\n",
        " tol: 0.5\n",
        " error: true\n", " assert: true\n", " eval: false\n", " as: view\n", " as: none\n",
        " depends: [a]\n",
        " depends: [nosuch]\n", " timeout: 0.1\n", " digits: 2\n", " digits: {x: 1}\n",
        " group: x\n",
        " total: true\n", " max-width: 20\n", " tbl-cap: \"open\n", " tbl-cap: A caption # why\n",
        " lable: a\n",
        " {a: 1\n", " x-y: 1\n", "label: a\n", " \u{1}\n", "| label: a\n",
      ])
  }

  private mutating func sql() -> String {
    pick([
      "SELECT 1 AS x;", "SELECT 1 AS x UNION SELECT 2;", "SELECT * FROM a;", "SELECT * FROM t;",
      "SELECT * FROM b, c",
      "SELECT x FROM a WHERE x > :a;", "SELECT 'é日🎉' AS \"|`\", NULL, x'00ff', 1e999;",
      "SELECT nosuch;", "SELEC 1;",
      "SELECT 'open", "SELECT (1", "", ";", "-- only a comment", "/* open",
      "SELECT 1; SELECT 2; SELECT nosuch",
      "CREATE TEMP TABLE IF NOT EXISTS w (x); INSERT INTO w VALUES (1); SELECT * FROM w;",
      "DROP TABLE t;",
      "SELECT datetime('now'), random();", "ATTACH 'x.db' AS y;", "PRAGMA journal_mode = wal;",
      "BEGIN; SELECT 1; COMMIT;",
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 300) SELECT x, x * 0.1 AS y FROM c;",
      "SELECT replace(hex(zeroblob(20000)), '0', '`') AS long;",
      "SELECT char(0, 10, 13, 27, 8238) AS controls;",
      "<<<<<<< HEAD\nSELECT 1;\n=======\nSELECT 2;\n>>>>>>> other", "SELECT '\u{0}\u{1B}[31m';",
      "SELECT 1 AS x, 2 AS x;",
      "VALUES (1), (2);", "EXPLAIN SELECT 1;", "SELECT abs(-9223372036854775808);",
      "SELECT * FROM 'data/t.csv';",
    ])
  }

  private mutating func chart() -> String {
    "```chart\n#|" + pick(["\n", " label: d\n", " fig-cap: x\n", " nosuch: x\n"])
      + pick([
        "bar from a x=x y=x", "bar x=x y=y", "bar from t x=x y=x width=30", "baar from a x=x",
        "bar from a x=\"open",
        "bar from a x=x y=x,x sort=-y", "gantt from a start=x end=x", "",
        "bar from a\n  x=x\n  y=x",
      ]) + "\n```\n"
  }

  private mutating func output() -> String {
    "```" + pick(["output", "output", "error", "output extra"]) + "\n"
      + pick([
        "x\n-\n1\n(1 row)\n", "x\n-\n2\n(1 row)\n", "...\n", "x\n-\n[..]\n(1 row)\n", "",
        "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> o\n",
        "x\n-\n1\n(1 of 3 rows, sha256 1a2b3c4d)\n", "error[Q301]: no such column: nosuch\n",
        "\u{0}\n",
      ]) + pick(["```\n", "```\n", "```\n", "", "````\n"])
  }

  private mutating func prose() -> String {
    pick([
      "Prose with a value <!--= 1 + 1 -->2<!--/--> in it.\n",
      "One <!--= a.x -->1<!--/--> two <!--= a[1].x -->?<!--/-->.\n",
      "<!--= 1 -->1<!--/-->\n", "Open <!--= 1 --> never closed.\n", "No <!--=  -->value<!--/-->.\n",
      "| a | b |\n|---|---|\n| <!--= 1 -->1<!--/--> | `<!--= 2 -->` |\n",
      "*emph <!--= 1 -->1*<!--/-->\n",
      "See @tbl-a and @fig-nosuch.\n", "`{sql} 1 + 1` of Quarto.\n",
      "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> x\n",
      "<div>\n<!--= 1 -->1<!--/-->\n</div>\n", "a <!--= x -- y -->1<!--/-->\n",
      "line\rline\u{2028}line\u{85}line\n",
    ])
  }

  private mutating func broken() -> String {
    pick([
      "```sql\n--|", "```", "~~~~", "```output\n", "--| label: a\n", "---\n", "<!--", "-->",
      "<!--/-->\n", "<!--=",
      "\u{0}\n", "\u{FEFF}\n", "\r", "    ```sql\n    --|\n    SELECT 1;\n    ```\n",
      "\t```sql\n\t--|\n",
      "> > > ", "1. ", "[a]: <", "\\\n", "&#0;\n", String(repeating: ">", count: 200) + "\n",
      String(repeating: "- ", count: 200) + "\n", String(repeating: "[", count: 300) + "\n",
    ])
  }
}
