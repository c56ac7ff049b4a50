// What a cell or an inline value has read and bound. Level 3.

internal import Engine
internal import Notebook
internal import Plan
internal import Render
internal import Tabular

/// The inputs of an outcome; of one that failed, those that were known until then.
public struct OutcomeUse: Sendable {
  /// The labels of cells above that it needed, in document order.
  public var dependencies: [String] = []
  /// What it read, in order: `table.column`, `schema.table.column` of an attached file, or a `table` of which no
  /// column was read by name.
  public var reads: [String] = []
  /// The parameters that it bound, in order of declaration.
  public var parameters: [ParameterValue] = []

  /// Nothing.
  public init() {}
}

extension Session {
  /// What the step that has just run used.
  func use(of step: Step, _ outcome: Outcome, in document: Document) -> OutcomeUse {
    var use = OutcomeUse()
    use.reads = reads(connection.takeColumnReads())
    use.parameters = parameterValues.filter {
      self.used.parameterNames.contains($0.parameter.name)
    }
    use.dependencies = neededLabels(step, outcome, in: document)
    return use
  }

  private func reads(_ columns: Set<ColumnRead>) -> [String] {
    var names = columns.map { read in
      let isPlain = ["main", "temp"].contains(read.schema)
      return "\(isPlain ? "" : read.schema + ".")\(read.table).\(read.column)"
    }
    let tables = Set(columns.map(\.table.asciiLowercased))
    for table in used.access.tables.subtracting(tables) {
      names.append(connection.mountedName(table) ?? table)
    }
    return Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The labels of cells above that a step needed, in document order.
  private func neededLabels(
    _ step: Step, _ outcome: Outcome, in document: Document
  ) -> [String] {
    var names = used.access.tables.union(step.dependencies.map(\.asciiLowercased))
    if used.access.readsWritten { names.formUnion(writerLabels) }
    if let missing = outcome.missingLabel { names.insert(missing.asciiLowercased) }
    if case .drawing(let cell, let chart) = step, chart.source == nil {
      let above = document.cells.last {
        $0.line < cell.line && $0.kind == .sql && !$0.options.assert
      }
      if let label = above?.label { names.insert(label.asciiLowercased) }
    }
    if let own = step.label { names.remove(own.asciiLowercased) }
    let known = names.filter { labelStates[$0] != nil }.compactMap { name in
      cellLines[name].map { (line: $0, label: cellLabels[name] ?? name) }
    }
    return known.sorted { $0.line < $1.line }.map(\.label)
  }

  /// Remembers the labels of cells that write, which cells below may need.
  func noteWriter(_ step: Step) {
    guard case .query(let cell) = step, let label = cell.label, cell.options.eval,
      used.access.writes || cell.options.binding == .view
    else { return }
    writerLabels.insert(label.asciiLowercased)
  }
}

extension Step {
  fileprivate var label: String? {
    switch self {
    case .query(let cell), .drawing(let cell, _): cell.label
    case .inlineValue: nil
    }
  }

  /// The labels that the cell's option `depends` names.
  fileprivate var dependencies: [String] {
    switch self {
    case .query(let cell), .drawing(let cell, _): cell.options.depends.map(\.label)
    case .inlineValue: []
    }
  }
}

extension Outcome {
  /// The label without which it was skipped, or nil.
  fileprivate var missingLabel: String? {
    switch self {
    case .cell(let outcome): if case .skipped(let label) = outcome.state { label } else { nil }
    case .inlineValue(let outcome):
      if case .failure(.skipped(let label)) = outcome.result { label } else { nil }
    }
  }

  /// The same outcome with what it used.
  func using(_ use: OutcomeUse) -> Outcome {
    switch self {
    case .cell(var outcome):
      outcome.use = use
      return .cell(outcome)
    case .inlineValue(var outcome):
      outcome.use = use
      return .inlineValue(outcome)
    }
  }

  /// What it has read and bound.
  public var use: OutcomeUse {
    switch self {
    case .cell(let outcome): outcome.use
    case .inlineValue(let outcome): outcome.use
    }
  }
}
