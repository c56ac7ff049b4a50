// One cursor over a mounted table: plan and arguments -> the rows to visit, in their order. Level 1.

internal import CSQLite
internal import Tabular

/// What a cursor owns: the list of its rows and the batch that is gathered from them.
final class Scan {
  private let mounted: MountedTable
  private let stopping: StopCheck
  /// Rows chosen by conditions, or sorted among them.
  private let own = RowList()
  /// Rows that the mounted table keeps in order, while this scan visits them.
  private var shared: AnyObject?
  private var batch: RowBatch?
  private var planNumber: Int32 = -1
  private var plan = ScanPlan()
  private var lookups: [Condition] = []
  private var index: KeyIndex?

  init(_ mounted: MountedTable) {
    self.mounted = mounted
    let settings = mounted.settings
    stopping = StopCheck { settings.shouldStop() }
  }

  private var reverses: Bool { mounted.settings.reversesOpenOrder }

  /// Begins a walk.
  ///
  /// - Parameter values: the plan's arguments.
  func start(
    _ cursor: UnsafeMutablePointer<quire_cursor>, plan number: Int32,
    _ values: UnsafeMutablePointer<OpaquePointer?>?
  ) throws(Stopped) {
    if number != planNumber { adopt(number) }
    shared = nil
    if !lookups.isEmpty, let range = try lookUp(values) {
      return try visitLookedUp(range, cursor, values)
    }
    try visitScanned(cursor, values)
  }

  private func adopt(_ number: Int32) {
    planNumber = number
    plan = mounted.plans[Int(number)]
    var columns: Set<Int> = []
    lookups = plan.conditions.filter {
      $0.comparison.isLookup && columns.insert($0.column).inserted
    }
    // The columns that tell most rows apart come first, in case not all fit an index.
    lookups.sort { mounted.distinctCount(of: $0.column) > mounted.distinctCount(of: $1.column) }
    index = nil
    batch = nil
  }

  // MARK: Lookups

  /// The rows of the index that the plan's equalities choose; nil when a scan must do.
  private func lookUp(
    _ values: UnsafeMutablePointer<OpaquePointer?>?
  ) throws(Stopped) -> Range<Int>? {
    if index == nil {
      index = try mounted.index(for: lookups.map(\.column), stopping: stopping)
    }
    guard let index, let values else { return nil }
    var combined: UInt64 = 0
    for (column, condition) in zip(index.columns, lookups) {
      guard let value = values[condition.argument] else { return nil }
      switch column.lookUp(value, matchesNull: condition.comparison == .identical) {
      case .key(let key): combined = combined * (column.largest + 1) + key
      case .nothing: return 0..<0
      case .several: return nil
      }
    }
    return index.range(of: combined)
  }

  private func visitLookedUp(
    _ range: Range<Int>, _ cursor: UnsafeMutablePointer<quire_cursor>,
    _ values: UnsafeMutablePointer<OpaquePointer?>?
  ) throws(Stopped) {
    guard let index, !range.isEmpty else { return visit(own.rows, count: 0, cursor) }
    let rows = UnsafePointer(index.list.rows + range.lowerBound)
    let isSettled = plan.conditions.count == lookups.count && index.columns.count == lookups.count
    if isSettled, range.count == 1 || plan.order.isEmpty && !reverses {
      return visit(rows, count: range.count, cursor)
    }
    own.copy(rows, count: range.count)
    // For a few rows it costs less to let SQLite check them, which it does anyway.
    if !isSettled, range.count > 32 {
      for condition in plan.conditions {
        let test = self.test(condition, values)
        if !test.passesAll { try test.keep(in: own, stopping: stopping) }
      }
    }
    try visitOwn(cursor)
  }

  // MARK: Scans

  private func visitScanned(
    _ cursor: UnsafeMutablePointer<quire_cursor>, _ values: UnsafeMutablePointer<OpaquePointer?>?
  ) throws(Stopped) {
    let tests = plan.conditions.map { test($0, values) }.filter { !$0.passesAll }
    if tests.contains(where: \.passesNone) { return visit(own.rows, count: 0, cursor) }
    guard let first = tests.first else { return try visitAll(cursor) }
    try first.list(into: own, rowCount: mounted.table.rowCount, stopping: stopping)
    for test in tests.dropFirst() { try test.keep(in: own, stopping: stopping) }
    try visitOwn(cursor)
  }

  private func test(
    _ condition: Condition, _ values: UnsafeMutablePointer<OpaquePointer?>?
  ) -> RowTest {
    RowTest(
      condition, mounted.view(of: condition.column),
      values?[condition.argument])
  }

  private func visitAll(_ cursor: UnsafeMutablePointer<quire_cursor>) throws(Stopped) {
    let count = mounted.table.rowCount
    if plan.order.isEmpty {
      cursor.pointee.rows = nil
      cursor.pointee.views = UnsafeRawPointer(mounted.views.baseAddress)
      cursor.pointee.position = 0
      cursor.pointee.count = Int64(count)
      cursor.pointee.batch_end = 0
      cursor.pointee.row = reverses ? Int64(count) - 1 : 0
      cursor.pointee.step = reverses ? -1 : 1
      return
    }
    if reverses {
      own.listAll(count)
      return try visitOwn(cursor)
    }
    let rows = try mounted.rows(inOrder: plan.order, stopping: stopping)
    shared = rows
    visit(rows.rows, count: rows.count, cursor)
  }

  /// Visits the chosen rows, sorted as the plan asks.
  private func visitOwn(_ cursor: UnsafeMutablePointer<quire_cursor>) throws(Stopped) {
    if reverses { own.reverse() }
    if !plan.order.isEmpty, own.count > 1 {
      try sort(own, by: mounted.sortKeys(plan.order, stopping), stopping: stopping)
    }
    visit(own.rows, count: own.count, cursor)
  }

  // MARK: The walk

  private func visit(
    _ rows: UnsafePointer<UInt32>, count: Int, _ cursor: UnsafeMutablePointer<quire_cursor>
  ) {
    cursor.pointee.rows = rows
    cursor.pointee.position = 0
    cursor.pointee.count = Int64(count)
    cursor.pointee.batch_end = 0
    if count > 64, !plan.order.isEmpty { return gather(cursor) }
    cursor.pointee.views = UnsafeRawPointer(mounted.views.baseAddress)
    cursor.pointee.row = count > 0 ? Int64(rows[0]) : 0
  }

  /// Gathers the rows from the cursor's position on.
  func gather(_ cursor: UnsafeMutablePointer<quire_cursor>) {
    guard let rows = cursor.pointee.rows else { return }
    let batch = batch ?? RowBatch(mounted.views, usedColumns: plan.usedColumns)
    self.batch = batch
    let position = Int(cursor.pointee.position)
    // The first batch is small: a LIMIT often asks for no more.
    let wanted = position == 0 ? 64 : RowBatch.capacity
    let count = min(Int(cursor.pointee.count) - position, wanted)
    batch.gather(UnsafeBufferPointer(start: rows + position, count: count))
    cursor.pointee.views = UnsafeRawPointer(batch.views.baseAddress)
    cursor.pointee.row = 0
    cursor.pointee.batch_end = Int64(position + count)
  }
}
