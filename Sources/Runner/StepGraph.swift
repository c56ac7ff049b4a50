// What each step of a notebook needs of the steps above it: one pass over empty tables. Level 3.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Plan
internal import Render
internal import Tabular

/// The edges between the steps of a notebook. They always lead upwards.
///
/// SQLite tells them: each statement is prepared, in document order, on a connection over empty tables of the
/// same names and columns. Only statements that change the schema are executed there. A step that cannot
/// be prepared counts as needing everything above it.
struct StepGraph {
  /// The steps that a step names: by what it reads, by `depends`, or because its chart draws them.
  private var named: [Set<Int>] = []
  /// The steps above it that write, by step.
  private var writersAbove: [Set<Int>] = []
  /// Whether a step may read what others have written, by step.
  private var readsWritten: [Bool] = []
  /// Whether a step only reads, and only data and results of labelled cells, by step.
  private var readsOnlyTables: [Bool] = []

  /// Plans the steps of a notebook.
  ///
  /// - Parameter opening: the data of the notebook.
  init(_ steps: [Step], of document: Document, _ opening: SessionOpening) {
    let empty = EmptySession(opening)
    var labelled: [String: Int] = [:]
    var writers: Set<Int> = []
    var lastQuery: Int?
    for (index, step) in steps.enumerated() {
      let found = empty.access(of: step, document.source)
      var needs = Set((found?.tables ?? []).compactMap { labelled[$0] })
      if found?.readsSchema ?? true {
        needs.formUnion((0..<index).filter { steps[$0].cell != nil })
      }
      let depends = step.cell?.options.depends ?? []
      needs.formUnion(depends.compactMap { labelled[$0.label.asciiLowercased] })
      if case .drawing(_, let chart) = step {
        let source = chart.source.map { labelled[$0.asciiLowercased] } ?? lastQuery
        if let source { needs.insert(source) }
      }
      named.append(needs)
      writersAbove.append(writers)
      readsWritten.append(found?.readsWritten ?? true)
      readsOnlyTables.append(step.mayRunAhead && found?.readsOnlyTables ?? false)
      guard let cell = step.cell else { continue }
      if cell.kind == .sql, !cell.options.assert { lastQuery = index }
      guard cell.options.eval else { continue }
      if found?.writes ?? false || cell.options.binding == .view { writers.insert(index) }
      if let label = cell.label { labelled[label.asciiLowercased] = index }
    }
  }

  /// What must have run before a cell: all that write above it are among them.
  func needs(ofCell index: Int) -> Set<Int> { named[index].union(writersAbove[index]) }

  /// What must have run before a step that changes nothing and sees no changes, so that it may run before its
  /// turn; nil for any other step.
  func needs(ofStepAhead index: Int) -> Set<Int>? {
    readsOnlyTables[index] ? named[index] : nil
  }

  /// What must have run before a value in prose.
  func needs(ofValue index: Int) -> Set<Int> {
    readsWritten[index] ? named[index].union(writersAbove[index]) : named[index]
  }
}

extension EmptySession {
  /// What a step reads and changes, or nil when SQLite cannot tell.
  fileprivate func access(of step: Step, _ source: SourceText) -> StatementAccess? {
    switch step {
    case .query(let cell):
      guard cell.options.eval else { return StatementAccess() }
      begin(cell)
      return access(of: cell.body.text) { compiled throws(EngineError) in
        _ = try bind(compiled, to: cell, source)
      }
    case .drawing: return StatementAccess()
    case .inlineValue(_, let query):
      session.limit.start(seconds: 60)
      return access(of: query.sql)
    }
  }

  private func access(
    of text: String, leave: (Compiled) throws(EngineError) -> Void = { _ in }
  ) -> StatementAccess? {
    try? session.connection.inSavepoint { () throws(EngineError) -> StatementAccess? in
      var compiled = Compiled()
      try compile(text, into: &compiled)
      guard !compiled.isUncertain else { return nil }
      try leave(compiled)
      return compiled.access
    }
  }
}

extension Step {
  /// Whether it is worth a thread and leaves nothing but a table.
  fileprivate var mayRunAhead: Bool {
    switch self {
    case .query(let cell):
      cell.options.eval && !cell.options.error && cell.options.binding != .view
    case .drawing: false
    // A value of a result is there at once.
    case .inlineValue(_, let query): query.name == nil
    }
  }

  /// The cell, or nil for a value in prose.
  var cell: Cell? {
    switch self {
    case .query(let cell), .drawing(let cell, _): cell
    case .inlineValue: nil
    }
  }
}
