// SQLite's question "what can you do about these conditions?" -> a plan and its cost. Level 1.

internal import CSQLite
internal import Tabular

/// Fills in SQLite's answer sheet for a mounted table.
///
/// `omit` stays 0 for every condition: SQLite checks again, so a scan may give too many rows and
/// never too few.
///
/// - Source: https://www.sqlite.org/vtab.html#xbestindex
struct ScanPlanner {
  private let mounted: MountedTable
  private let question: UnsafeMutablePointer<sqlite3_index_info>
  private var plan = ScanPlan()
  private var argumentCount: Int32 = 0
  /// How many rows the conditions let through, about.
  private var rows: Double
  private var isLookup = false

  init(_ mounted: MountedTable, _ question: UnsafeMutablePointer<sqlite3_index_info>) {
    self.mounted = mounted
    self.question = question
    rows = Double(mounted.table.rowCount)
  }

  /// Answers, and gives the plan.
  mutating func answer() -> ScanPlan {
    for index in 0..<Int(question.pointee.nConstraint) { consider(index) }
    plan.usedColumns = question.pointee.colUsed
    if let order = order() {
      plan.order = order
      question.pointee.orderByConsumed = 1
    }
    rows = max(rows, 1)
    // A lookup costs about as much as visiting a few rows, a condition far less than a visit.
    let scanned =
      isLookup ? 5 : Double(mounted.table.rowCount) * (plan.conditions.isEmpty ? 0 : 0.1)
    question.pointee.estimatedCost = scanned + rows + 1
    question.pointee.estimatedRows = Int64(rows)
    return plan
  }

  private mutating func consider(_ index: Int) {
    let constraint = question.pointee.aConstraint[index]
    let column = Int(constraint.iColumn)
    let kind = mounted.view(of: column).kind
    guard constraint.usable != 0, mounted.isAddressable,
      let comparison = comparison(constraint.op, index, on: kind)
    else { return }
    // IS NULL has no operand, but only conditions with an argument are kept from tables to which
    // they do not apply: in `a LEFT JOIN b ON a.x IS NULL` all rows of `a` are wanted.
    question.pointee.aConstraintUsage[index].argvIndex = argumentCount + 1
    plan.conditions.append(
      Condition(column: column, comparison: comparison, argument: Int(argumentCount)))
    argumentCount += 1
    estimate(comparison, column)
  }

  /// The comparison that a constraint is, if a scan can make it.
  private func comparison(
    _ code: UInt8, _ index: Int, on kind: ColumnView.Kind
  ) -> Comparison? {
    switch Int32(code) {
    case SQLITE_INDEX_CONSTRAINT_ISNULL: return .isNull
    // SQLite 3.40 passes these on from `a LEFT JOIN b ON a.x LIKE …` as if they chose rows of `a`.
    case SQLITE_INDEX_CONSTRAINT_ISNOTNULL: return mayJoinOuter ? nil : .isNotNull
    case SQLITE_INDEX_CONSTRAINT_LIKE: return mayJoinOuter || kind != .texts ? nil : .like
    case SQLITE_INDEX_CONSTRAINT_GLOB: return mayJoinOuter || kind != .texts ? nil : .glob
    default: break
    }
    guard kind != .mixed, isBinary(index) else { return nil }
    switch Int32(code) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
      return sqlite3_vtab_in(question, Int32(index), 1) != 0 ? .oneOf : .equal
    case SQLITE_INDEX_CONSTRAINT_IS: return .identical
    case SQLITE_INDEX_CONSTRAINT_LT: return .less
    case SQLITE_INDEX_CONSTRAINT_LE: return .lessOrEqual
    case SQLITE_INDEX_CONSTRAINT_GT: return .greater
    case SQLITE_INDEX_CONSTRAINT_GE: return .greaterOrEqual
    default: return nil
    }
  }

  private var mayJoinOuter: Bool { mounted.settings.mayJoinOuter }

  private func isBinary(_ index: Int) -> Bool {
    guard let collation = sqlite3_vtab_collation(question, Int32(index)) else { return false }
    return sqlite3_stricmp(collation, "BINARY") == 0
  }

  private mutating func estimate(_ comparison: Comparison, _ column: Int) {
    let distinct = mounted.distinctCount(of: column)
    switch comparison {
    case .equal, .identical:
      rows /= distinct
      isLookup = true
    case .oneOf: rows *= min(1, 10 / distinct)
    case .isNull: rows *= mounted.nullShare(of: column)
    case .isNotNull: rows *= 1 - mounted.nullShare(of: column)
    case .like, .glob: rows /= 8
    case .less, .lessOrEqual, .greater, .greaterOrEqual: rows /= 4
    }
  }

  /// The order that SQLite asks for, when all its columns have keys to sort by.
  ///
  /// Where SQLite only wants equal rows side by side (`sqlite3_vtab_distinct` 1 or 2), it is given
  /// them sorted all the same: it relies on that for an ORDER BY of the same columns. No duplicate is
  /// dropped, even where it may be: whether the rowid is read as well is not told.
  private func order() -> [OrderKey]? {
    let count = Int(question.pointee.nOrderBy)
    guard count > 0, mounted.isAddressable else { return nil }
    var keys: [OrderKey] = []
    for index in 0..<count {
      let term = question.pointee.aOrderBy[index]
      guard mounted.isOrderable(Int(term.iColumn)) else { return nil }
      // What follows a rowid decides nothing, nor does a column that was named before.
      let isDecided = keys.contains { $0.column == Int(term.iColumn) || $0.column == -1 }
      if isDecided { continue }
      keys.append(OrderKey(column: Int(term.iColumn), isDescending: term.desc != 0))
    }
    return keys
  }
}
