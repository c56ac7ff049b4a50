// Queries over a million rows: tables mounted as columns beside native ones, in one process.

import Engine
import Glibc
import Tabular

/// The same tables in two connections.
struct ColumnsBenchmark {
  private let tables: [(name: String, table: Table)]
  private let mounted = Connection()
  private let native = Connection()

  /// What is asked, and how many times faster than native it must be.
  static let queries: [(name: String, sql: String, bar: Double)] = [
    ("scan", "SELECT sum(n), max(price), count(letter) FROM facts", 0.9),
    ("GROUP BY 26 texts", "SELECT letter, sum(n) FROM facts GROUP BY letter", 3),
    ("GROUP BY 1,000 texts", "SELECT code, sum(n) FROM facts GROUP BY code", 3),
    ("GROUP BY two texts", "SELECT letter, code, count(*) FROM facts GROUP BY 1, 2", 3),
    ("DISTINCT 1,000 texts", "SELECT DISTINCT code FROM facts", 1),
    ("WHERE text =", "SELECT count(*), sum(n) FROM facts WHERE code = 'c17'", 3),
    ("WHERE text LIKE", "SELECT count(*), sum(n) FROM facts WHERE code LIKE 'c99%'", 3),
    ("WHERE integer BETWEEN", "SELECT sum(price) FROM facts WHERE n BETWEEN 5 AND 900", 3),
    ("WHERE integer IN", "SELECT sum(price) FROM facts WHERE n IN (5, 77, 900, 12345)", 3),
    ("ORDER BY integer LIMIT 10", "SELECT n, letter FROM facts ORDER BY n LIMIT 10", 1),
    ("ORDER BY real DESC LIMIT 10", "SELECT * FROM facts ORDER BY price DESC LIMIT 10", 1),
    (
      "JOIN 1,000,000 with 1,000",
      "SELECT sum(d.weight), count(*) FROM facts f JOIN dimension d ON f.key = d.key", 1
    ),
    (
      "JOIN 100,000 with 100,000",
      "SELECT sum(a.n + b.n) FROM small a JOIN other b ON a.id = b.id", 1
    ),
    (
      "JOIN 100,000 with 100,000 texts",
      "SELECT sum(a.n + b.n) FROM small a JOIN other b ON a.name = b.name", 1
    ),
    (
      "correlated subquery, 50 of 100,000",
      "SELECT sum((SELECT max(b.n) FROM other b WHERE b.id = a.id)) FROM small a WHERE rowid <= 50",
      3
    ),
    (
      "rank() over 1,000 partitions",
      "SELECT max(r) FROM (SELECT rank() OVER (PARTITION BY code ORDER BY n) AS r FROM facts)", 1
    ),
  ]

  /// Prints a line for every query.
  ///
  /// - Returns: whether one missed its bar.
  func report() throws -> Bool {
    print(
      "\nmedian of 5 runs over new mounts        mounted ms   CPU ms   native ms   CPU ms   times")
    var isMissed = false
    for (name, sql, bar) in ColumnsBenchmark.queries {
      let (mounted, native) = try measure(sql, runCount: 5)
      let times = native.cpu / mounted.cpu
      if times < bar { isMissed = true }
      let numbers = [mounted.wall, mounted.cpu, native.wall, native.cpu, times]
      let cells = zip(numbers, [10, 9, 12, 9, 8]).map {
        "\($0.rounded(to: 1))".padded(to: $1, left: true)
      }
      print(name.padded(to: 40) + cells.joined() + (times < bar ? "  bar \(bar)" : ""))
    }
    return isMissed
  }

  /// Makes the tables; the native copies take some seconds.
  init() throws {
    tables = [
      ("facts", facts(rowCount: 1_000_000)), ("dimension", dimension(rowCount: 1000)),
      ("small", keyed(rowCount: 100_000, step: 7919)),
      ("other", keyed(rowCount: 100_000, step: 104_729)),
    ]
    for (name, table) in tables {
      try native.mount(table, as: "source")
      let types = table.columns.map { "\($0.name) \(declaredType($0))" }
      _ = try milliseconds("CREATE TEMP TABLE \(name)(\(types.joined(separator: ", ")))", native)
      _ = try milliseconds("INSERT INTO \(name) SELECT * FROM source", native)
      native.unmount("source")
    }
  }

  /// The median wall and CPU times in milliseconds; what a mount learns is forgotten every time.
  private func measure(_ sql: String, runCount: Int) throws -> (mounted: Time, native: Time) {
    var times: (mounted: [Time], native: [Time]) = ([], [])
    for _ in 0..<runCount {
      for (name, table) in tables { try mounted.mount(table, as: name) }
      times.mounted.append(try milliseconds(sql, mounted))
      times.native.append(try milliseconds(sql, native))
    }
    return (medianTime(times.mounted), medianTime(times.native))
  }
}

/// Wall and CPU time in milliseconds.
struct Time {
  let wall: Double
  let cpu: Double
}

private func milliseconds(_ sql: String, _ connection: Connection) throws -> Time {
  let start = (clock(CLOCK_MONOTONIC), clock(CLOCK_PROCESS_CPUTIME_ID))
  let text = SQLText(sql)
  var offset = 0
  while let statement = try connection.nextStatement(in: text, from: &offset) {
    _ = try statement.run()
  }
  return Time(
    wall: clock(CLOCK_MONOTONIC) - start.0, cpu: clock(CLOCK_PROCESS_CPUTIME_ID) - start.1)
}

private func clock(_ kind: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(kind, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

private func medianTime(_ times: [Time]) -> Time {
  Time(
    wall: times.map(\.wall).sorted()[times.count / 2],
    cpu: times.map(\.cpu).sorted()[times.count / 2])
}

private func declaredType(_ column: Column) -> String {
  switch column.values {
  case .integers: "INTEGER"
  case .reals: "REAL"
  case .texts: "TEXT"
  case .mixed: ""
  }
}

// MARK: Data

/// The next of a fixed run of pseudo-random numbers.
private func scrambled(_ row: Int) -> UInt64 {
  var value = UInt64(row) &* 0x9e37_79b9_7f4a_7c15
  value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
  value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
  return value ^ (value >> 31)
}

private func texts(_ name: String, _ entries: [String], _ codes: [UInt32]) -> Column {
  var strings = ByteStringsBuilder()
  for entry in entries {
    var entry = entry
    entry.withUTF8 { _ = strings.append($0) }
  }
  return Column(
    name: name, values: .texts(codes: Buffer(codes), dictionary: strings.build()), nulls: nil)
}

private func integers(_ name: String, _ values: [Int64]) -> Column {
  Column(name: name, values: .integers(Buffer(values)), nulls: nil)
}

private func facts(rowCount: Int) -> Table {
  let random = (0..<rowCount).map(scrambled)
  let letters = (0..<26).map { String(UnicodeScalar(UInt8(122 - $0))) }
  return Table(
    columns: [
      integers("id", (1...rowCount).map(Int64.init)),
      texts("letter", letters, random.map { UInt32($0 % 26) }),
      texts(
        "code", (0..<1000).map { "c\(($0 * 7) % 1000)" }, random.map { UInt32(($0 >> 8) % 1000) }),
      integers("key", random.map { Int64(($0 >> 20) % 1000) }),
      integers("n", random.map { Int64(($0 >> 32) % 2_000_000) - 1_000_000 }),
      Column(
        name: "price", values: .reals(Buffer(random.map { Double($0 >> 40) / 100 })), nulls: nil),
    ], rowCount: rowCount)
}

private func dimension(rowCount: Int) -> Table {
  let keys = (0..<rowCount).map { Int64(($0 * 7) % rowCount) }
  return Table(
    columns: [integers("key", keys), integers("weight", keys.map { $0 % 10 })], rowCount: rowCount)
}

/// Rows whose ids and names are shuffled by steps through all numbers.
private func keyed(rowCount: Int, step: Int) -> Table {
  let order = (0..<rowCount).map { ($0 * step) % rowCount }
  return Table(
    columns: [
      integers("id", order.map { Int64($0) * 3 }),
      texts("name", order.map { "name \($0)" }, (0..<rowCount).map(UInt32.init)),
      integers("n", order.map { Int64($0 % 100) }),
    ], rowCount: rowCount)
}
