// Over generated notebooks: a cell that is called fresh gives what it gave.

import Notebook
import SystemPackage
import Testing

@testable import Runner

/// Small numbers that follow from a seed.
private struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A notebook whose parts can be changed one by one.
private struct Generated {
  var low = 1
  var bodies: [(label: String, sql: String)]

  init(_ numbers: inout Numbers) {
    bodies = [("c0", "CREATE TEMP TABLE m(x); INSERT INTO m SELECT sum(a) FROM u;")]
    for index in 1...9 {
      bodies.append(("c\(index)", Generated.sql(index, bodies.map(\.label), &numbers)))
    }
  }

  static func sql(_ index: Int, _ labels: [String], _ numbers: inout Numbers) -> String {
    let tables = ["t", "u"] + labels.dropFirst().filter { $0 != "c\(index)" }.prefix(index - 1)
    let table = tables.randomElement(using: &numbers) ?? "t"
    let constant = Int.random(in: 0...2, using: &numbers)
    return switch Int.random(in: 0...7, using: &numbers) {
    case 0: "SELECT sum(a) + \(constant) AS a FROM \(table);"
    case 1: "SELECT count(*) AS a FROM \(table) WHERE a > :low;"
    case 2: "INSERT INTO m SELECT a FROM \(table); SELECT \(constant) AS a;"
    case 3: "SELECT sum(x) AS a FROM m;"
    case 4: "WITH t AS (SELECT \(constant) AS a) SELECT a FROM t;"
    case 5:
      "CREATE TEMP TABLE k\(index) AS SELECT x FROM m; INSERT INTO m SELECT x FROM k\(index); SELECT 1 AS a;"
    case 6: "SELECT max(a) AS a FROM t JOIN \(table == "t" ? "u" : table) USING (a);"
    default: "SELECT count(*) AS a FROM pragma_table_list;"
    }
  }

  mutating func edit(_ disk: ReplayedFolder, _ numbers: inout Numbers) {
    let index = Int.random(in: 1..<bodies.count, using: &numbers)
    switch Int.random(in: 0...4, using: &numbers) {
    case 0: low += 1
    case 1: disk.write("t.csv", "a\n\(Int.random(in: 0...3, using: &numbers))\n2\n")
    case 2: disk.write("u.csv", "a\n\(Int.random(in: 0...3, using: &numbers))\n2\n")
    case 3:
      bodies[index].sql = Generated.sql(index, bodies.prefix(index).map(\.label), &numbers)
    default:
      bodies.insert(
        ("n\(Int.random(in: 0...999_999, using: &numbers))", "INSERT INTO m VALUES (5);"), at: index
      )
    }
  }

  var text: String {
    "---\ndata: [t.csv, u.csv]\nparams: {low: \(low)}\ndefaults: {check: none}\n---\n\n"
      + bodies.map { cell("label: \($0.label)", sql: $0.sql) }.joined()
  }
}

@Test("what is called fresh after an edit gives what it gave, and something is", arguments: 0..<24)
func soundness(seed: UInt64) {
  var numbers = Numbers(state: seed)
  var notebook = Generated(&numbers)
  let disk = ReplayedFolder()
  disk.write("t.csv", "a\n1\n2\n")
  disk.write("u.csv", "a\n1\n")
  var former = disk.replay(notebook.text)
  for _ in 0..<6 {
    notebook.edit(disk, &numbers)
    let states = disk.states(notebook.text)
    let fresh = disk.replay(notebook.text)
    for (label, state) in states where state == .fresh {
      #expect(former[label] == fresh[label], "seed \(seed), \(label):\n\(notebook.text)")
    }
    for (label, state) in disk.states(notebook.text) {
      let isWhole = !disk.hasFailed
      #expect(state == .fresh || !isWhole, "seed \(seed), \(label) after a replay")
    }
    former = fresh
  }
}
