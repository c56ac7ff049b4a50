// A step that has run beside the replay, before its turn. Level 3.

internal import Engine
internal import Notebook
internal import Plan
internal import Tabular

/// What came of a step on another connection, and everything that it rests on.
struct StepAhead: Sendable {
  let outcome: Outcome
  /// What it has read and bound.
  let use: StepUse
  /// The tables it has read, as they were.
  let identities: [String: TableIdentity]
  /// What its own result is, when it has a label.
  let identity: TableIdentity?
  /// Slow results, to be kept for the next replay.
  let kept: [KeptResult]
  /// How outer joins were planned.
  let mayJoinOuterInViews: Bool

  /// Looks at the session in which a step has just run.
  ///
  /// - Returns: nil for a step that did not come to its end; it runs again in its turn, and fails there.
  init?(_ outcome: Outcome, _ session: Session) {
    kept = session.resultCache?.takePending() ?? []
    switch outcome {
    case .cell(let cell): guard case .ran = cell.state else { return nil }
    case .inlineValue(let value): guard case .success = value.result else { return nil }
    }
    self.outcome = outcome
    use = session.used
    identities = Dictionary(
      session.used.access.tables.compactMap { name in session.identities[name].map { (name, $0) } },
      uniquingKeysWith: { first, _ in first })
    identity = outcome.label.flatMap { session.identities[$0.asciiLowercased] }
    mayJoinOuterInViews = session.connection.mayJoinOuterInViews
  }
}

extension Session {
  /// Makes the result of a step that has run elsewhere that of this session, if it would be the same here.
  ///
  /// The statements are prepared here, so that what they read is told as if they ran here; the tables they
  /// read must be the very ones that were read there.
  ///
  /// - Returns: the outcome, or nil when the step must run here; then nothing is changed.
  func accept(_ ahead: StepAhead, of step: Step) -> Outcome? {
    guard let sql = step.sql, let (use, steady) = use(of: sql), use.access == ahead.use.access,
      use.access.readsOnlyTables,
      use.access.tables.allSatisfy({ name in
        identities[name].map { $0 === ahead.identities[name] } ?? false
      }),
      connection.mayJoinOuterInViews == ahead.mayJoinOuterInViews,
      changedDatabase == nil, damagedCache == nil
    else { return nil }
    if case .cell(let outcome) = ahead.outcome {
      guard failedDependency(of: outcome.cell) == nil, bind(outcome, ahead.identity) else {
        return nil
      }
      note(outcome.state, of: outcome.cell)
    }
    // What names a temporary table of this session is not kept.
    for result in ahead.kept where steady.contains(result.key.sql) {
      resultCache?.keep(result.table, under: result.key)
    }
    used = use
    return ahead.outcome
  }

  /// What a text reads and binds and which of its statements depend on mounted tables alone, or nil when
  /// it cannot be prepared.
  private func use(of text: String) -> (use: StepUse, steady: Set<String>)? {
    let sql = SQLText(text)
    var use = StepUse()
    var steady: Set<String> = []
    var offset = 0
    do throws(EngineError) {
      while let statement = try connection.nextStatement(in: sql, from: &offset) {
        use.note(statement)
        if statement.reads != nil { steady.insert(statement.text) }
      }
      return (use, steady)
    } catch {
      return nil
    }
  }

  /// Mounts the result of a cell under its label.
  ///
  /// - Returns: false when that cannot be, which the cell must fail of.
  private func bind(_ outcome: CellOutcome, _ identity: TableIdentity?) -> Bool {
    guard let label = outcome.cell.label, outcome.cell.options.binding == .table,
      let table = outcome.lastTable
    else { return true }
    do throws(EngineError) {
      try connection.mount(table, as: label)
    } catch {
      return false
    }
    identities[label.asciiLowercased] = identity ?? TableIdentity(of: table)
    return true
  }
}

extension Step {
  /// What runs, or nil for a chart.
  var sql: String? {
    switch self {
    case .query(let cell): cell.body.text
    case .inlineValue(_, let query): query.sql
    case .drawing: nil
    }
  }
}

extension StatementAccess {
  /// Whether nothing but mounted tables and attached files decides about the result.
  var readsOnlyTables: Bool { !readsWritten && !readsSchema && !writes && !changesSchema }
}

extension Outcome {
  /// The label of the cell whose result a table is, or nil.
  var label: String? {
    guard case .cell(let outcome) = self, outcome.cell.options.binding == .table else { return nil }
    return outcome.cell.label
  }
}
