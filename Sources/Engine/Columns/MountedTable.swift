// Shows a `Tabular.Table` to SQLite as a read-only virtual table, without copying a value. Level 1.

internal import CSQLite
internal import Tabular

/// A table as the module `columns` reads it: one flat view per column, and what was learned about
/// them for conditions, joins and orders, which is kept as long as the table is mounted.
///
/// - Source: https://www.sqlite.org/vtab.html
final class MountedTable {
  let table: Table
  /// Its name in lower case.
  let name: String
  /// One view a column, in order; lives as long as this object.
  let views: UnsafeMutableBufferPointer<ColumnView>
  /// What scans share with their connection.
  let settings: ScanSettings
  /// The plans that SQLite has been given, by number.
  private(set) var plans: [ScanPlan] = []
  private var planNumbers: [ScanPlan: Int32] = [:]
  private var keys: [Int: ColumnKeys?] = [:]
  private var distinctCounts: [Int: Double] = [:]
  private var indexes: [[Int]: KeyIndex] = [:]
  private var lookupCounts: [[Int]: Int] = [:]
  private var orders: [(keys: [OrderKey], rows: RowList)] = []

  init(_ table: Table, name: String, settings: ScanSettings) {
    self.table = table
    self.name = name
    self.settings = settings
    views = .allocate(capacity: table.columns.count)
    _ = views.initialize(from: table.columns.map(ColumnView.init))
  }

  deinit { views.deallocate() }

  /// The declaration that SQLite compiles statements against.
  var declaration: String {
    let columns = table.columns.map { "\(quoted($0.name)) \($0.declaredType)" }
    return "CREATE TABLE mounted(\(columns.joined(separator: ", ")))"
  }

  /// Whether row numbers fit the lists of scans; if not, a table is only read from end to end.
  var isAddressable: Bool { table.rowCount <= Int(UInt32.max) }

  /// A column by its position, or the rowids at -1.
  func view(of column: Int) -> ColumnView { column < 0 ? .rowNumbers : views[column] }

  /// The number of a plan, the same for equal plans.
  func number(of plan: ScanPlan) -> Int32 {
    if let number = planNumbers[plan] { return number }
    let number = Int32(plans.count)
    plans.append(plan)
    planNumbers[plan] = number
    return number
  }

  /// Whether rows can be sorted by a column.
  func isOrderable(_ column: Int) -> Bool {
    switch view(of: column).kind {
    case .mixed: false
    case .texts, .rowNumbers, .reals: true
    case .integers: (try? columnKeys(column, stopping: StopCheck { false })).flatMap { $0 } != nil
    }
  }

  /// The keys of a column, or nil when it has none.
  func columnKeys(_ column: Int, stopping: StopCheck) throws(Stopped) -> ColumnKeys? {
    if let known = keys[column] { return known }
    let made = try ColumnKeys(view(of: column), rowCount: table.rowCount, stopping: stopping)
    keys[column] = .some(made)
    return made
  }

  /// All rows in an order; the last few orders are remembered, in at most 64 MiB or so.
  func rows(inOrder order: [OrderKey], stopping: StopCheck) throws(Stopped) -> RowList {
    if let known = orders.first(where: { $0.keys == order }) { return known.rows }
    if order.count == 1, !order[0].isDescending, let index = indexes[[order[0].column]] {
      return index.list
    }
    let rows = RowList()
    rows.listAll(table.rowCount)
    try sort(rows, by: sortKeys(order, stopping), stopping: stopping)
    orders.append((order, rows))
    while orders.count > 1, orders.count > 8 || orders.count * table.rowCount > 16 << 20 {
      orders.removeFirst()
    }
    return rows
  }

  /// What an order sorts by.
  func sortKeys(_ order: [OrderKey], _ stopping: StopCheck) throws(Stopped) -> [SortKey] {
    var sortKeys: [SortKey] = []
    for key in order {
      guard let keys = try columnKeys(key.column, stopping: stopping) else { continue }
      sortKeys.append(SortKey(keys: keys, isDescending: key.isDescending))
    }
    return sortKeys
  }

  /// An index over as many of the columns as their keys fit one number, or nil while so few lookups
  /// were made that it is not worth its making.
  func index(for columns: [Int], stopping: StopCheck) throws(Stopped) -> KeyIndex? {
    if let known = indexes[columns] { return known }
    lookupCounts[columns, default: 0] += 1
    guard lookupCounts[columns, default: 0] > 2 else { return nil }
    var indexed: [ColumnKeys] = []
    var keyCount: UInt64 = 1
    for column in columns {
      guard let keys = try columnKeys(column, stopping: stopping) else { break }
      let (product, overflow) = keyCount.multipliedReportingOverflow(by: keys.largest &+ 1)
      guard !overflow, product < UInt64.max >> 1 || indexed.isEmpty else { break }
      keyCount = product
      indexed.append(keys)
    }
    guard !indexed.isEmpty else { return nil }
    let index = try KeyIndex(indexed, rowCount: table.rowCount, stopping: stopping)
    indexes[columns] = index
    return index
  }

  /// About how many distinct values a column has, at least 1; learned from a sample.
  func distinctCount(of column: Int) -> Double {
    if let known = distinctCounts[column] { return known }
    let count = column < 0 ? Double(table.rowCount) : estimateDistinctCount(views[column], table)
    distinctCounts[column] = max(count, 1)
    return max(count, 1)
  }

  /// The share of a column's rows that are NULL.
  func nullShare(of column: Int) -> Double {
    guard column >= 0, table.rowCount > 0 else { return 0 }
    return Double(table.columns[column].nullCount) / Double(table.rowCount)
  }
}

/// What a connection tells its scans.
final class ScanSettings {
  /// How many rows scans have visited, counted by their cursors; lives as long as this object.
  let visitedCount: UnsafeMutablePointer<Int64>
  /// Whether a person or a time limit wants the running statement to end.
  var shouldStop: () -> Bool = { false }
  /// Whether rows come in reverse wherever the statement leaves their order open.
  var reversesOpenOrder = false
  /// The names of the mounted tables that SQLite has planned to read for the statement at hand.
  var plannedNames: Set<String> = []
  /// The columns that SQLite has planned to read since somebody asked, as bits, by the name of their table.
  var plannedColumns: [String: UInt64] = [:]
  /// Whether the statement at hand may have an outer join.
  private(set) var mayJoinOuter = false
  /// Whether a view that was made may have one.
  private(set) var viewsMayJoinOuter = false

  init() {
    visitedCount = .allocate(capacity: 1)
    visitedCount.initialize(to: 0)
  }

  deinit { visitedCount.deallocate() }

  /// Notes that a text is prepared or run; SQLite asks for plans then.
  func begin(_ sql: SQLText) {
    // A view made here may be read by any later statement.
    if sql.mentionsOuterJoin { viewsMayJoinOuter = viewsMayJoinOuter || sql.mentionsView }
    mayJoinOuter = sql.mentionsOuterJoin || viewsMayJoinOuter
  }
}

/// How many distinct values a column has: from `sampleSize` rows, evenly spaced, the values seen
/// once stand for others that were not seen.
///
/// - Source: Charikar et al., Towards estimation error guarantees for distinct values, PODS 2000
private func estimateDistinctCount(_ view: ColumnView, _ table: Table) -> Double {
  let sampleSize = 1024
  let step = max(1, table.rowCount / sampleSize)
  var occurrences: [Int64: Int] = [:]
  var sampled = 0
  for row in stride(from: 0, to: table.rowCount, by: step) where !view.isNull(row) {
    let value = view.kind == .texts ? Int64(view.codes?[row] ?? 0) : view.bits?[row] ?? 0
    occurrences[value, default: 0] += 1
    sampled += 1
  }
  guard sampled > 0 else { return 1 }
  let once = Double(occurrences.values.count { $0 == 1 })
  let distinct = Double(occurrences.count)
  let estimate = distinct - once + once * (Double(table.rowCount) / Double(sampled)).squareRoot()
  let all = Double(table.rowCount)
  if once == Double(sampled) { return all }
  return view.kind == .texts ? min(estimate, Double(view.entryCount)) : min(estimate, all)
}

extension Column {
  /// The declared type that gives comparisons the affinity of the values.
  fileprivate var declaredType: String {
    switch values {
    case .integers: "INTEGER"
    case .reals: "REAL"
    case .texts: "TEXT"
    case .mixed: ""
    }
  }
}
