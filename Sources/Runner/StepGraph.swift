// What each step of a notebook needs of the steps above it: one pass over empty tables. Level 3.

internal import Engine
internal import Files
internal import Notebook
internal import Plan
internal import Render
internal import SystemPackage
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

  /// Plans the steps of a notebook.
  ///
  /// - Parameter session: a session whose data is open and in which no step has run.
  init(_ steps: [Step], _ session: Session) {
    let shadow = ShadowSession(session)
    var labelled: [String: Int] = [:]
    var writers: Set<Int> = []
    var lastQuery: Int?
    for (index, step) in steps.enumerated() {
      let found = shadow.access(of: step)
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
      guard let cell = step.cell else { continue }
      if cell.kind == .sql, !cell.options.assert { lastQuery = index }
      guard cell.options.eval else { continue }
      if found?.writes ?? false || cell.options.binding == .view { writers.insert(index) }
      if let label = cell.label { labelled[label.asciiLowercased] = index }
    }
  }

  /// What must have run before a cell: all that write above it are among them.
  func needs(ofCell index: Int) -> Set<Int> { named[index].union(writersAbove[index]) }

  /// What must have run before a value in prose.
  func needs(ofValue index: Int) -> Set<Int> {
    readsWritten[index] ? named[index].union(writersAbove[index]) : named[index]
  }
}

/// A connection over empty tables, in which the cells of a notebook are prepared.
private final class ShadowSession {
  private let connection: Connection
  private let limit: TimeLimit
  private let parameters: [String: Value]

  init(_ session: Session) {
    let limit = TimeLimit(session.environment)
    self.limit = limit
    connection = Connection(shouldStop: { limit.check() })
    parameters = session.parameters
    for (name, table) in session.connection.mounted.sorted(by: { $0.key < $1.key }) {
      mount(table.columnNames, as: name)
    }
    for file in session.attachedFiles {
      guard let path = try? session.environment.files.canonical(file.path) else { continue }
      try? connection.attach(path.string, as: file.schema, checksPages: false)
    }
  }

  /// What a step reads and changes, or nil when SQLite cannot tell.
  func access(of step: Step) -> StatementAccess? {
    switch step {
    case .query(let cell): return cell.options.eval ? access(of: cell) : StatementAccess()
    case .drawing: return StatementAccess()
    case .inlineValue(_, let query):
      limit.start(seconds: 60)
      return prepare(query.sql)?.access
    }
  }

  private func access(of cell: Cell) -> StatementAccess? {
    limit.start(seconds: cell.options.timeout)
    guard let (access, last) = prepare(cell.body.text) else { return nil }
    if let label = cell.label, let last {
      switch cell.options.binding {
      case .table: mount(last.columnNames, as: label)
      case .view: _ = prepare("CREATE TEMP VIEW \(quoted(label)) AS \(last.text)")
      case .none: break
      }
    }
    return access
  }

  /// Prepares all statements of a text and executes those that change the schema.
  ///
  /// - Returns: what they access, and the last one that returns rows.
  private func prepare(_ text: String) -> (access: StatementAccess, last: Statement?)? {
    let sql = SQLText(text)
    return try? connection.inSavepoint {
      () throws(EngineError) -> (access: StatementAccess, last: Statement?) in
      var access = StatementAccess()
      var last: Statement?
      var offset = 0
      while let statement = try connection.nextStatement(in: sql, from: &offset) {
        access.formUnion(statement.access)
        if statement.returnsRows { last = statement }
        guard statement.access.changesSchema else { continue }
        try statement.bind(parameters)
        _ = try statement.run()
      }
      return (access, last)
    }
  }

  private func mount(_ columnNames: [String], as name: String) {
    try? connection.mount(Table(columnNames: columnNames, rows: []), as: name)
  }
}

extension Step {
  /// The cell, or nil for a value in prose.
  var cell: Cell? {
    switch self {
    case .query(let cell), .drawing(let cell, _): cell
    case .inlineValue: nil
    }
  }
}
