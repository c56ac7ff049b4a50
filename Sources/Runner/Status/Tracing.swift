// Writes down what the cells of a replay depend on. Level 3.

internal import Diagnostics
internal import Digest
internal import Engine
internal import Notebook
internal import Render
internal import Tabular

/// What a step has read and bound.
struct StepUse: Sendable {
  var access = StatementAccess()
  /// The names of the parameters, without `:`.
  private(set) var parameterNames: Set<String> = []

  /// Adds a statement.
  mutating func note(_ statement: Statement) {
    access.formUnion(statement.access)
    parameterNames.formUnion(statement.parameterNames.map { String($0.dropFirst()) })
  }
}

/// Collects the traces of a replay.
struct Tracing {
  /// The traces by the number of their step.
  var traces: [Int: CellTrace] = [:]
  private let ids: CellNames
  private let matter: FrontMatter
  /// The step of each label in lower case.
  private var labelled: [String: Int] = [:]
  private var lastQuery: Int?

  init(_ document: Document) {
    ids = CellNames(document)
    matter = document.frontMatter
  }

  /// Begins above a cell, where the cells before it count as run; steps are the numbers of cells.
  init(_ document: Document, _ ids: CellNames, above index: Int) {
    self.ids = ids
    matter = document.frontMatter
    for number in document.cells.indices.prefix(index) { pass(document.cells[number], number) }
  }

  /// Goes past a cell without noting anything of it.
  mutating func pass(_ cell: Cell, _ index: Int) {
    if cell.kind == .sql, !cell.options.assert { lastQuery = index }
    if let label = cell.label, cell.options.eval { labelled[label.asciiLowercased] = index }
  }

  /// Adds what came of a step.
  mutating func note(_ outcome: Outcome, _ index: Int, _ session: Session) {
    guard case .cell(let outcome) = outcome else { return }
    let cell = outcome.cell
    if let trace = trace(of: outcome, session) { traces[index] = trace }
    pass(cell, index)
  }

  /// The trace of a cell, or nil when it was kept from running.
  private mutating func trace(of outcome: CellOutcome, _ session: Session) -> CellTrace? {
    let cell = outcome.cell
    let ending: CellTrace.Ending
    switch outcome.state {
    case .skipped, .off: return nil
    case .failed(let diagnostic) where diagnostic.code == .interrupted: return nil
    case .ran, .drew, .failed:
      ending = !outcome.succeeded ? .failed : outcome.unsteady.isEmpty ? .ran : .unsteady
    }
    return CellTrace(
      id: ids[cell], source: cell.sourceDigest, options: cell.options.resultWords,
      look: cell.options.lookWords(matter), scene: session.settings.scene,
      parameters: session.used.parameterNames.sorted().map { name in
        (name, session.parameters[name]?.shownText ?? "")
      }, reads: reads(of: outcome, session),
      isWriter: session.used.access.writes || cell.options.binding == .view, ending: ending)
  }

  private mutating func reads(of outcome: CellOutcome, _ session: Session) -> [TracedRead] {
    var access = session.used.access
    let depends = outcome.cell.options.depends.map(\.label.asciiLowercased)
    let hasFailed = if case .failed = outcome.state { true } else { false }
    if hasFailed || access.readsSchema {
      // What cannot be prepared tells nothing: anything may help it. And which tables there are follows from
      // all cells.
      for name in session.dataTableNames + Array(labelled.keys) { access.insert(table: name) }
    }
    var reads = access.tables.union(depends).sorted().map { name in
      let step = labelled[name]
      let identity = step == nil ? "" : session.identities[name]?.text ?? "no rows"
      if let step { traces[step]?.result = identity }
      return TracedRead(kind: step == nil ? .data : .cell, name: name, identity: identity)
    }
    if case .drew(let chart, let table) = outcome.state, chart.source == nil, let lastQuery {
      let identity = TableIdentity(of: table).text ?? ""
      traces[lastQuery]?.result = identity
      reads.append(TracedRead(kind: .above, name: "", identity: identity))
    }
    reads += access.schemas.sorted().map { TracedRead(kind: .database, name: $0, identity: "") }
    if access.readsSchema { reads.append(TracedRead(kind: .schema, name: "", identity: "")) }
    if access.readsWritten || access.readsSchema {
      reads.append(TracedRead(kind: .written, name: "", identity: ""))
    }
    return reads
  }
}

/// The names under which the cells of a notebook are remembered: the label, or the text and which of
/// equal ones it is.
struct CellNames {
  private var names: [Int: String] = [:]

  init(_ document: Document) {
    var counts: [String: Int] = [:]
    for cell in document.cells {
      if let label = cell.label {
        names[cell.line] = "label \(label)"
      } else {
        let source = cell.sourceDigest
        counts[source, default: 0] += 1
        names[cell.line] = "cell \(counts[source, default: 0]) \(source)"
      }
    }
  }

  subscript(cell: Cell) -> String { names[cell.line] ?? "" }
}

extension Cell {
  /// The digest of the words that run: SQL without space and comments, or the chart.
  var sourceDigest: String {
    guard kind == .sql else { return digest([kind.rawValue, body.text]) }
    let bytes = Array(body.text.utf8)
    var digest = DigestOfWords()
    digest.add(kind.rawValue)
    bytes.withUnsafeBufferPointer { buffer in
      for token in tokens(of: bytes) where token.isSignificant { digest.add(buffer[token.range]) }
    }
    return digest.finish()
  }

  /// The digest of the recorded block, or empty.
  var recordDigest: String { recorded.map { digest([$0.kind.rawValue, $0.text]) } ?? "none" }
}

extension CellOptions {
  /// The options that change what a cell gives.
  var resultWords: String {
    "as " + binding.rawValue + (error ? " error" : "") + (assert ? " assert" : "")
      + " depends " + depends.map(\.label).joined(separator: ",")
  }

  /// What changes how a result is shown and compared.
  func lookWords(_ matter: FrontMatter) -> String {
    let rows = maxRows.map(String.init) ?? "all"
    let line = maxWidth.map(String.init) ?? "any"
    let order = ignoresOrder ? "any order" : "in order"
    let chart = "\(matter.width ?? 72) \(matter.usesUnicode ? "unicode" : "ascii")"
    return [
      rows, line, check.rawValue, tolerance.description, relativeTolerance.description, order,
      digits.words, group.joined(separator: ","), total.words, chart,
    ].joined(separator: "; ")
  }
}

extension CellOptions.Digits {
  fileprivate var words: String {
    switch self {
    case .shortest: "shortest"
    case .fixed(let count): "\(count) decimals"
    case .byColumn(let counts):
      counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }
  }
}

extension CellOptions.Total {
  fileprivate var words: String {
    switch self {
    case .none: "no total"
    case .numbers: "total of all"
    case .columns(let names): "total of " + names.joined(separator: ",")
    }
  }
}

extension ReplaySettings {
  /// What every cell may depend on, by name.
  var scene: [(name: String, value: String)] {
    [
      ("SQLite", Connection.version), ("clock", clock.map { "\($0)" } ?? "none"),
      ("seed", seed.map { "\($0)" } ?? "none"), ("tz", timeZone?.text ?? "UTC"),
    ]
  }
}

extension Value {
  /// The value as an SQL literal, which tells storage classes apart.
  var shownText: String {
    switch self {
    case .null: "NULL"
    case .integer(let integer): "\(integer)"
    case .real(let real): "\(real)"
    case .text(let text): "'\(text)'"
    case .blob(let blob): "blob \(blob)"
    }
  }
}
