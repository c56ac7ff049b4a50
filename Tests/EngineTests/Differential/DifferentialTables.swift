// Tables full of what goes wrong: the same rows mounted and in native tables.

import Engine
import Tabular

/// Three tables of one layout: `t`, the smaller `u`, and `e`, which is empty.
struct DifferentialTables {
  static let columnNames = ["i", "k", "r", "x", "y", "d", "m"]
  let tables: [(name: String, table: Table)]

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let size = generator.pick([1, 5, 40, 40, 70, 70, 200, 1500])
    tables = [
      ("t", DifferentialTables.table(rowCount: size, &generator)),
      ("u", DifferentialTables.table(rowCount: min(size, 30) + 1, &generator)),
      ("e", DifferentialTables.table(rowCount: 0, &generator)),
    ]
  }

  private static func table(rowCount: Int, _ generator: inout SeededGenerator) -> Table {
    let nullPercent = generator.pick([0, 10, 60])
    // The first row settles each column's type.
    var rows: [[Value]] = rowCount == 0 ? [] : [typicalRow]
    while rows.count < rowCount {
      if rows.count > 1, generator.chance(10) {
        rows.append(generator.pick(rows))
      } else {
        rows.append((0..<columnNames.count).map { value($0, nullPercent, &generator) })
      }
    }
    return Table(columnNames: columnNames, rows: rows)
  }

  private static let typicalRow: [Value] = [
    .integer(1), .integer(9_007_199_254_740_993), .real(1.5), .text("5"), .text("beta"),
    .text("2020-02-29"), .blob([1]),
  ]

  private static func value(
    _ column: Int, _ nullPercent: Int, _ generator: inout SeededGenerator
  ) -> Value {
    if generator.chance(nullPercent) { return .null }
    let storageClass = column == 6 ? generator.pick([0, 1, 2, 3, 4, 7]) : column
    switch storageClass {
    case 0: return .integer(Int64(generator.number(below: 9)) - 2)
    case 1: return .integer(generator.pick(nullPercent == 60 ? integers + [.min, .max] : integers))
    case 2: return .real(generator.pick(reals))
    case 3: return .text(generator.pick(texts))
    case 4: return .text(generator.pick(words))
    case 5:
      let (month, day) = (generator.number(below: 12), generator.number(below: 28))
      return .text("20\(10 + generator.number(below: 15))-\(month + 10)-\(day + 10)")
    default: return generator.pick([.blob([]), .blob([0x35]), .blob([1, 0, 2])])
    }
  }

  static let integers: [Int64] = [
    0, 1, 2, 5, -5, 9_007_199_254_740_991, 9_007_199_254_740_992, 9_007_199_254_740_993,
    -9_007_199_254_740_993, 4_611_686_018_427_387_903, -4_000_000_000_000_000_000, 1 << 40,
  ]
  static let reals: [Double] = [
    0.0, -0.0, 0.5, 1, 1.5, 2, 5, -5, -2.5, 9_007_199_254_740_992, 9_007_199_254_740_994, 1e300,
    .infinity, -.infinity, .leastNonzeroMagnitude, 9.223372036854775807e18,
    -9.223372036854775808e18, 1e19,
  ]
  static let texts = [
    "5", "05", "5.0", " 5", "5 ", "5e0", "-5", "1", "2", "", " ", "a", "A", "ab", "aB", "abc", "b",
    "é", "日本", "1e400", "nan", "inf", "0x5", "a%b", "a_b", "9007199254740993",
    "9007199254740992", "1.5", "+5", "5x",
  ]
  static let words = ["alpha", "Alpha", "ALPHA", "beta", "Beta", "gamma", "gamma ray", "delta", ""]

  /// A connection in which the named tables are mounted and the others native.
  func connection(mounting mounted: Set<String>) throws -> Connection {
    let connection = Connection()
    for (name, table) in tables {
      if mounted.contains(name) {
        try connection.mount(table, as: name)
      } else {
        try copy(table, to: name, in: connection)
      }
    }
    _ = try results(DifferentialTables.misfits, connection)
    return connection
  }

  /// `g`, native everywhere, whose columns hold what their types do not say.
  private static let misfits = """
    CREATE TEMP TABLE g(i INTEGER, k INTEGER, r REAL, x TEXT, y NUMERIC, d BLOB, m TEXT);
    INSERT INTO g SELECT x, x, m, k, x, r, i FROM u ORDER BY rowid;
    """

  private func copy(_ table: Table, to name: String, in connection: Connection) throws {
    let columns = table.columns.map { "\($0.name) \(declaredType($0))" }
    _ = try results("CREATE TEMP TABLE \(name)(\(columns.joined(separator: ", ")))", connection)
    try connection.mount(table, as: "source")
    _ = try results("INSERT INTO \(name) SELECT * FROM source ORDER BY rowid", connection)
    connection.unmount("source")
  }

  private func declaredType(_ column: Column) -> String {
    switch column.values {
    case .integers: "INTEGER"
    case .reals: "REAL"
    case .texts: "TEXT"
    case .mixed: ""
    }
  }
}

/// The rows of the last statement, or what SQLite says instead.
func results(_ sql: String, _ connection: Connection) throws(EngineError) -> [[Value]] {
  let text = SQLText(sql)
  var offset = 0
  var rows: [[Value]] = []
  while let statement = try connection.nextStatement(in: text, from: &offset) {
    guard case .rows(let table) = try statement.run() else { continue }
    rows = (0..<table.rowCount).map { row in table.columns.map { comparable($0[row]) } }
  }
  return rows
}

/// A value in the form in which equal numbers are equal, whatever represents them.
private func comparable(_ value: Value) -> Value {
  guard case .real(let real) = value, let integer = Int64(exactly: real) else { return value }
  return .integer(integer)
}
