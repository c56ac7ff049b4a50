// Runs the SQL of a cell and keeps its result under its label. Level 3.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Tabular

extension Session {
  func query(_ cell: Cell, _ source: SourceText) -> CellOutcome {
    guard cell.options.eval else {
      note(.off, of: cell)
      return CellOutcome(cell: cell, state: .off, text: nil, seconds: 0)
    }
    let start = environment.now()
    limit.start(seconds: cell.options.timeout)
    defer { limit.end() }
    setScene(for: settings.key(of: cell))
    let (state, used) = connection.surroundings { self.state(of: cell, source) }
    note(state, of: cell)
    return CellOutcome(
      cell: cell, state: state, text: recordedText(of: state, cell),
      seconds: environment.now() - start, unsteady: used.subtracting(settings.settled))
  }

  private func state(of cell: Cell, _ source: SourceText) -> CellOutcome.State {
    if let label = failedDependency(of: cell) { return .skipped(needs: label) }
    var fault: Diagnostic?
    do throws(EngineError) {
      let results = try connection.inSavepoint { () throws(EngineError) -> [StatementResult] in
        var queries: [Query] = []
        let isView = cell.options.binding == .view
        let results = try self.results(of: SQLText(cell.body.text)) {
          if isView { queries.append(Query($0)) }
        }
        fault = cell.unknownColumn(in: results.compactMap(\.table), source)
        if fault == nil { fault = try bind(results, queries, to: cell, source) }
        if let fault { throw EngineError(.refused, fault.message, at: 0..<0) }
        return results
      }
      if let change = changedDatabase ?? damagedCache {
        if let label = cell.label { connection.unmount(label) }
        return .failed(
          source.diagnostic(
            change.code, change.message, at: cell.labelRange, hint: change.hint))
      }
      return .ran(results)
    } catch {
      if let fault { return .failed(fault) }
      if let label = missingLabel(error) { return .skipped(needs: label) }
      let isAboutLabel = error.kind == .nameClash
      let range = isAboutLabel ? cell.labelRange : cell.body.sourceRange(of: error.range)
      return .failed(diagnostic(error, in: source, at: range))
    }
  }

  /// The label that an option `depends` names and whose cell failed, or nil.
  func failedDependency(of cell: Cell) -> String? {
    cell.options.depends.first { labelStates[$0.label.asciiLowercased] == .failed }?.label
  }

  /// Runs all statements of a text.
  ///
  /// - Parameter note: is handed each statement before it runs.
  func results(
    of sql: SQLText, note: (Statement) -> Void = { _ in }
  ) throws(EngineError) -> [StatementResult] {
    var offset = 0
    var results: [StatementResult] = []
    while let statement = try connection.nextStatement(in: sql, from: &offset) {
      try statement.bind(parameters)
      note(statement)
      used.note(statement)
      show(statement)
      reverse(statement)
      results.append(try result(of: statement))
    }
    return results
  }

  /// Reverses open orders for the statements for which that is asked; SQLite prepares them anew.
  private func reverse(_ statement: Statement) {
    guard let reversal else { return }
    let reverses = statement.returnsRows == (reversal == .reading)
    if connection.reversesOpenOrder != reverses { connection.reversesOpenOrder = reverses }
  }

  /// The kept result of a statement, or else what comes when it runs, which is kept if that was slow.
  private func result(of statement: Statement) throws(EngineError) -> StatementResult {
    let limit = environment.resultByteLimit
    guard resultCache != nil, let key = key(of: statement) else {
      return try statement.run(byteLimit: limit)
    }
    if let kept = resultCache?.table(under: key) { return .rows(kept) }
    let start = environment.now()
    let (result, used) = try connection.surroundings { () throws(EngineError) in
      try statement.run(byteLimit: limit)
    }
    // What the time gave is kept only where the clock stands, as then it is a part of the key.
    let isSteady = used.isSubset(of: settings.settled)
    if let table = result.table, isSteady, environment.now() - start > ResultCache.shortestTime {
      resultCache?.keep(table, under: key)
    }
    return result
  }

  /// What a statement depends on, or nil when that is not worth or not possible to tell.
  private func key(of statement: Statement) -> ResultKey? {
    guard statement.returnsRows, let reads = statement.reads,
      !reads.usesDates || settings.timeZone?.kind != .region
    else { return nil }
    let tables = reads.tables.sorted().compactMap { name in
      identities[name].map { (name: name, identity: $0) }
    }
    let rowCount = tables.reduce(0) { $0 + $1.identity.rowCount }
    guard tables.count == reads.tables.count,
      reads.isRecursive || rowCount >= ResultCache.smallestRowCount
    else { return nil }
    return ResultKey(
      sql: statement.text,
      parameters: statement.parameterNames.map { name in
        (name, parameters[String(name.dropFirst())] ?? .null)
      }, tables: tables, reversesOpenOrder: connection.reversesOpenOrder,
      dates: reads.usesDates ? settings.datesKey : nil)
  }

  /// Mounts the last rows under a label; nothing happens where there are none.
  func mount(_ results: [StatementResult], as label: String) throws(EngineError) {
    guard let table = results.reversed().lazy.compactMap(\.table).first else { return }
    try connection.mount(table, as: label)
    identities[label.asciiLowercased] = TableIdentity(of: table)
  }

  /// Makes the cell's label what its option `as` says.
  ///
  /// - Returns: why the result cannot be that.
  private func bind(
    _ results: [StatementResult], _ queries: [Query], to cell: Cell, _ source: SourceText
  ) throws(EngineError) -> Diagnostic? {
    guard let label = cell.label else { return nil }
    try dropView(of: label)
    switch cell.options.binding {
    case .none: return nil
    case .view: return try define(queries, as: label, cell, source)
    case .table:
      try mount(results, as: label)
      return nil
    }
  }

  /// Keeps what the cells below need to know. A cell that failed as it was asked to is no failure: it
  /// only leaves no table.
  func note(_ state: CellOutcome.State, of cell: Cell) {
    let table: Table?
    var hasFailed = false
    switch state {
    case .ran(let results): table = results.reversed().lazy.compactMap(\.table).first
    case .failed(let diagnostic):
      hasFailed = !cell.options.error || diagnostic.code == .interrupted
      table = nil
    case .skipped:
      hasFailed = true
      table = nil
    case .drew, .off: table = nil
    }
    if !cell.options.assert {
      resultAbove = ResultAbove(line: cell.line, table: table, hasFailed: hasFailed)
    }
    if let label = cell.label, cell.options.eval {
      labelStates[label.asciiLowercased] = hasFailed ? .failed : .finished
    }
  }

  /// The failed cell whose missing table is all that is wrong, or nil.
  func missingLabel(_ error: EngineError) -> String? {
    guard let name = error.missingTable, labelStates[name.asciiLowercased] == .failed else {
      return nil
    }
    return name
  }
}
