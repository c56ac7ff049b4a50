// Cells that run beside each other: the same as one after the other, whatever the notebook.

import Diagnostics
import Engine
import Files
import Notebook
import Synchronization
import SystemPackage
import Tabular
import Testing

@testable import Runner

/// A small generator whose seed is printed with every failure.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private let table =
  "k,x\n" + (0..<400).map { "\(["a", "b", "c", "ä"][$0 % 4]),\($0 * 7 % 31)\n" }.joined()

/// A folder with a table, in which cells run beside each other at once where there are several cores.
private func folder() -> ReplayedFolder {
  let folder = ReplayedFolder()
  folder.write("t.csv", table)
  return folder
}

private func replay(
  _ text: String, in folder: ReplayedFolder, cores: Int, _ options: ReplayOptions,
  isInterrupted: @escaping @Sendable () -> Bool = { false }
) -> Replay {
  let environment = folder.environment.running(
    on: Cores(count: cores, patience: 0), isInterrupted: isInterrupted)
  let replay = Runner.replay(
    parse(Array(text.utf8), file: "n.md"), in: FilePath("."), environment, options)
  replay.keep(at: FilePath("n.md"), environment)
  return replay
}

extension Environment {
  fileprivate func running(
    on cores: Cores, isInterrupted: @escaping @Sendable () -> Bool
  ) -> Environment {
    // By this clock every statement is slow enough to be kept.
    let count = Counter()
    return Environment(
      files: files, now: { Double(count.next()) / 100 }, isInterrupted: isInterrupted,
      cache: cache, cores: cores)
  }
}

/// Everything that a replay tells, in words.
private func words(_ replay: Replay) -> [String] {
  let outcomes = replay.outcomes.map { outcome -> String in
    switch outcome {
    case .cell(let cell):
      "\(cell.cell.label ?? "-") \(words(cell.state)) \(cell.text ?? "") \(cell.unsteady)"
    case .inlineValue(let value): "\(value.value.expression) \(value.result) \(value.unsteady)"
    }
  }
  let traces = replay.traces.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
  return outcomes + traces + replay.diagnostics.map { "\($0)" } + replay.warnings.map { "\($0)" }
    + ["\(replay.runStatus) \(replay.wasInterrupted)"]
}

private func words(_ state: CellOutcome.State) -> String {
  switch state {
  case .ran(let results): results.map { words($0) }.joined(separator: "; ")
  case .drew(_, let table): "drew \(words(.rows(table)))"
  case .failed, .skipped, .off: "\(state)"
  }
}

private func words(_ result: StatementResult) -> String {
  guard let table = result.table else { return "\(result)" }
  let rows = (0..<table.rowCount).map { row in table.columns.map { $0[row] } }
  return "\(table.columnNames) \(rows)"
}

/// The first difference, or nil.
private func difference(_ one: [String], _ other: [String]) -> String? {
  let pairs = zip(one + Array(repeating: "nothing", count: max(0, other.count - one.count)), other)
  if let (left, right) = pairs.first(where: { $0 != $1 }) {
    return "\(left.prefix(800)) instead of \(right.prefix(800))"
  }
  return one.count == other.count ? nil : "\(one.count) words instead of \(other.count)"
}

/// A query that counts far without a table.
private func slow(_ count: Int) -> String {
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count)) "
    + "SELECT max(i) AS x, 'slow' AS k FROM n"
}

/// A cell over those above it: chains, fans, barriers, views, errors, whatever comes.
private func randomCell(
  _ number: Int, _ random: inout SeededGenerator
) -> String {
  let above = number == 0 ? "t" : "c\(Int.random(in: 0..<number, using: &random))"
  let source = Int.random(in: 0..<3, using: &random) == 0 ? "t" : above
  let label = "label: c\(number)"
  return switch Int.random(in: 0..<26, using: &random) {
  case 0:
    cell(
      label,
      sql: "CREATE TEMP TABLE IF NOT EXISTS w AS SELECT k, x FROM \(source); SELECT k, x FROM w;")
  case 1:
    cell(label, sql: "INSERT INTO w SELECT k, x FROM \(source); SELECT 'i' AS k, changes() AS x;")
  case 2: cell(label, "as: view", sql: "SELECT k, x + 1 AS x FROM \(source);")
  case 3: cell(label, sql: "SELECT k, x, nosuch FROM \(source);")
  case 4:
    cell(
      label,
      sql:
        "SELECT 'e' AS k, abs(-9223372036854775807 - (SELECT min(1, count(*)) FROM \(source))) AS x;"
    )
  case 5: cell(label, "error: true", sql: "SELECT k, x FROM nowhere;")
  case 6: cell(label, sql: "SELECT k, random() % 100 AS x FROM \(source) ORDER BY x LIMIT 3;")
  case 7: cell(label, sql: "SELECT k, x FROM c\(number + 1);")
  case 8: cell(label, "assert: true", sql: "SELECT k, x FROM \(source) WHERE x < 0;")
  case 9: cell(label, "as: none", sql: "SELECT k, x FROM \(source) LIMIT 2;")
  case 10: cell(label, sql: "SELECT name AS k, 1 AS x FROM pragma_table_list WHERE name LIKE 'c%';")
  case 11: cell(label, "depends: c\(max(0, number - 1))", sql: "SELECT k, x FROM t LIMIT 5;")
  case 12: cell(label, sql: "WITH \(above) AS (SELECT 'w' AS k, 5 AS x) SELECT k, x FROM \(above);")
  case 13:
    cell(
      label,
      sql: "SELECT a.k, count(*) AS x FROM \(source) a LEFT JOIN t b ON a.x = b.x GROUP BY 1;")
  case 14: cell(label, sql: "SELECT k, x FROM w;")
  case 15: cell(label, sql: "SELECT strftime('%Y', 'now') AS k, :p AS x;")
  case 16: cell(sql: "SELECT count(*) AS n FROM \(source);")
  case 17:
    "Text <!--= SELECT sum(x) FROM t -->1<!--/--> and <!--= c0[1].k -->a<!--/-->.\n\n"
      + cell(label, "eval: false", sql: "SELECT 1 AS k, 1 AS x;")
  case 18: "```chart\n#| label: c\(number)\nbar from \(source) x=k y=x\n```\n\n"
  case 19: cell(label, sql: "DROP VIEW IF EXISTS \(above); SELECT 'd' AS k, 1 AS x;")
  case 20: cell(label, sql: "SELECT k, sum(x) AS x FROM \(source) GROUP BY k ORDER BY k;")
  case 21:
    cell(label, sql: "\(slow(5_000)), \(source);")
  default: cell(label, sql: slow(Int.random(in: 1...60_000, using: &random)) + ";")
  }
}

private func randomNotebook(_ random: inout SeededGenerator) -> String {
  let seed = Bool.random(using: &random) ? "seed: 3\nclock: 2024-12-31T00:00:00Z\n" : "seed: 4\n"
  let first =
    "---\ndata: [t.csv]\n\(seed)params:\n  p: 7\n---\n\n"
    + cell("label: c0", sql: "\(slow(40_000));")
  return first
    + (1..<Int.random(in: 3...14, using: &random)).map { randomCell($0, &random) }.joined()
}

@Test("beside each other or one after the other, a notebook comes to the same", arguments: 0..<10)
func sameAsInTurn(part: Int) {
  var takenCount = 0
  for round in 0..<20 {
    let seed = UInt64(part * 20 + round)
    var random = SeededGenerator(state: seed)
    let text = randomNotebook(&random)
    let labels = (0..<3).map { _ in "c\(Int.random(in: 0..<4, using: &random))" }
    let selection = Int.random(in: 0..<4, using: &random) == 0 ? CellSelection(only: labels) : nil
    let options = ReplayOptions(
      continuesAfterFailure: Bool.random(using: &random), selection: selection)
    let (alone, together) = (folder(), folder())
    let expected = words(replay(text, in: alone, cores: 1, options))
    let beside = replay(text, in: together, cores: 4, options)
    takenCount += beside.stepsAhead.count
    #expect(difference(words(beside), expected) == nil, "seed \(seed)")
    // From the cache that the first replay has left, and over it.
    let second = words(replay(text, in: together, cores: 2, options))
    #expect(difference(second, expected) == nil, "seed \(seed) again")
    #expect(together.keptNames == alone.keptNames, "seed \(seed) cache")
    #expect(together.status(text) == alone.status(text), "seed \(seed) status")
  }
  // Most notebooks fail somewhere; but in twenty of them, lanes have done something.
  #expect(takenCount > 0)
}

private var going: ReplayOptions { ReplayOptions(continuesAfterFailure: true) }

@Test("cells that need nothing of each other do run beside each other, values in prose too")
func runsBeside() {
  let text =
    (0..<6).map { cell("label: c\($0)", sql: slow(200_000) + ";") }.joined()
    + cell(sql: "SELECT c4.x + c5.x AS y FROM c4, c5;")
    + "Text <!--= SELECT max(x) FROM (\(slow(100_000))) -->1<!--/-->.\n"
  let replay = replay(text, in: folder(), cores: 4, going)
  #expect(replay.stepsAhead.count > 1)
  #expect(replay.failures.isEmpty)
}

@Test("on one core nothing runs beside a replay")
func oneCore() {
  let text = (0..<3).map { cell("label: c\($0)", sql: slow(50_000) + ";") }.joined()
  #expect(replay(text, in: folder(), cores: 1, going).stepsAhead.isEmpty)
}

@Test("a notebook whose cells are quick starts no thread")
func quickCells() {
  let environment = folder().environment
  let patient = Environment(
    files: environment.files, now: { 0 }, isInterrupted: { false }, cores: Cores(count: 4))
  let text = (0..<3).map { cell("label: c\($0)", sql: slow(50_000) + ";") }.joined()
  let replay = Runner.replay(
    parse(Array(text.utf8), file: "n.md"), in: FilePath("."), patient, going)
  #expect(replay.stepsAhead.isEmpty)
}

@Test(
  "what reads or does more than tables runs in its turn",
  arguments: [
    cell(sql: "SELECT * FROM made;"), cell(sql: "SELECT * FROM seen;"),
    cell(sql: "SELECT changes();"), cell(sql: "SELECT count(*) FROM pragma_module_list;"),
    cell("label: v", "as: view", sql: "SELECT 1 AS a;"), cell("error: true", sql: "SELECT 1;"),
    cell(sql: "INSERT INTO made VALUES (3);"), "Text <!--= first[1].x -->1<!--/-->.\n\n",
    "```chart\n#|\nbar from first x=x y=x\n```\n\n",
  ])
func inTurn(last: String) {
  let text =
    cell(sql: "CREATE TEMP TABLE made(a);") + cell("label: first", sql: slow(10_000) + ";")
    + cell("label: seen", "as: view", sql: "SELECT 1 AS a;")
    + cell(sql: slow(300_000) + ";") + last
  let replay = replay(text, in: folder(), cores: 4, going)
  #expect(replay.outcomes.count == 5)
  #expect(!replay.stepsAhead.contains(4))
}

/// A query without end.
private let endless =
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

@Test("when a replay ends at a failure, so does what runs beside it")
func endsWithTheReplay() {
  let text =
    cell(sql: slow(100_000) + ";") + cell(sql: "SELECT nosuch;")
    + cell(sql: "\(endless);") + cell(sql: "\(endless) WHERE i > 0;")
  let replay = replay(
    text, in: folder(), cores: 4, ReplayOptions(continuesAfterFailure: false))
  #expect(replay.states == ["ran", "failed"])
}

private final class Counter: Sendable {
  private let count = Atomic<Int>(0)

  func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}

@Test("Ctrl-C stops the lanes with the replay, which reports as if there were none")
func interrupted() {
  // The looks of the lanes count too: the first cell must be done before there are any.
  let text = cell(sql: "SELECT 1;") + (0..<3).map { _ in cell(sql: "\(endless);") }.joined()
  func stopped(cores: Int) -> [String] {
    // The thread sanitizer knows atomics and no Mutex.
    let count = Counter()
    return words(
      replay(text, in: folder(), cores: cores, going) { count.next() > 3000 })
  }
  #expect(difference(stopped(cores: 4), stopped(cores: 1)) == nil)
}

@Test("a cell that reaches its time limit beside the others does so in its turn, too")
func timeLimits() {
  let text =
    cell("label: a", sql: slow(100_000) + ";") + cell("timeout: 1", sql: "\(endless);")
    + cell("label: b", sql: "SELECT 2 AS b;")
  func ended(cores: Int) -> [String] {
    let environment = folder().environment
    // Each look at this clock is a hundredth of a second after the last one.
    let count = Counter()
    let clocked = Environment(
      files: environment.files, now: { Double(count.next()) / 100 }, isInterrupted: { false },
      cores: Cores(count: cores, patience: 0))
    return words(
      Runner.replay(parse(Array(text.utf8), file: "n.md"), in: FilePath("."), clocked, going))
  }
  #expect(difference(ended(cores: 3), ended(cores: 1)) == nil)
}

@Test("a core is taken only where one is free")
func freeCores() {
  let cores = Cores(count: 2)
  cores.change { cores.occupy() }
  #expect(cores.change { cores.occupyFree() })
  #expect(!cores.change { cores.occupyFree() })
  cores.change { cores.release() }
  #expect(cores.change { cores.occupyFree() })
}
