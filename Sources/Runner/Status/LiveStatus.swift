// How the cells of a notebook stand in a session that runs them one by one. Level 3.

internal import Diagnostics
internal import Engine
internal import Files
public import Notebook
public import Plan
public import SystemPackage
internal import Tabular

/// What is known of the cells: at first what the last whole replay has left, then what came here.
public struct LiveStatus {
  private let folder: FilePath
  private let environment: Environment
  private var document: Document
  private var ids: CellNames
  /// The number of each labelled cell, by its label in lower case.
  private var labels: [String: Int]
  private var sources: DataSources
  /// What the data was when it was opened, by name, as far as somebody has asked.
  private var identities: [String: String] = [:]
  private var traces: [String: CellTrace]
  /// Stands above the cell that would run next if cells ran in order.
  private var tracing: (value: Tracing, index: Int)?

  /// Begins with what is remembered of a notebook; nothing runs and no data is read.
  ///
  /// - Parameter path: where the notebook lies.
  public init(
    of document: Document, at path: FilePath, in folder: FilePath, _ environment: Environment
  ) {
    self.folder = folder
    self.environment = environment
    self.document = document
    ids = CellNames(document)
    labels = LiveStatus.labels(of: document)
    sources = DataSources(of: document, in: folder, environment, always: true)
    traces = NotebookState(of: path, environment).traces
  }

  private static func labels(of document: Document) -> [String: Int] {
    Dictionary(
      document.cells.enumerated().compactMap { index, cell in
        cell.label.map { ($0.asciiLowercased, index) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Goes on with another version of the notebook.
  public mutating func adopt(_ document: Document) {
    self.document = document
    ids = CellNames(document)
    labels = LiveStatus.labels(of: document)
    tracing = nil
  }

  /// Goes on with the data as it is now, which has been opened anew.
  public mutating func reopen(_ document: Document) {
    adopt(document)
    sources = DataSources(of: document, in: folder, environment, always: true)
    identities = [:]
  }

  /// Takes up what a whole replay has left meanwhile, of cells that have not run here.
  ///
  /// - Parameter path: where the notebook lies.
  /// - Parameter cells: the numbers of the cells that have run here.
  public mutating func recall(at path: FilePath, except cells: some Collection<Int>) {
    let own = Set(cells.map { ids[document.cells[$0]] })
    for (id, trace) in NotebookState(of: path, environment).traces where !own.contains(id) {
      traces[id] = trace
    }
  }

  /// The files of the data that are others than when it was opened, in order.
  public var changedFiles: [FilePath] { sources.changedFiles }

  /// Runs a cell and remembers what it depended on.
  public mutating func run(_ step: Step, cell index: Int, in session: Session) -> Outcome {
    session.used = StepUse()
    let outcome = session.run(step, of: document)
    guard document.cells.indices.contains(index) else { return outcome }
    var tracing = tracing?.index == index ? tracing?.value : nil
    tracing = tracing ?? Tracing(document, ids, above: index)
    tracing?.traces = [:]
    tracing?.note(outcome, index, session)
    let above = tracing?.traces ?? [:]
    self.tracing = tracing.map { ($0, index + 1) }
    let id = ids[document.cells[index]]
    guard case .cell(let result) = outcome, var trace = above[index] else {
      traces[id] = nil
      return outcome
    }
    noteResults(readBy: trace, index)
    settle(&trace, index)
    trace.record = result.verdict == .same ? result.cell.recordDigest : ""
    if let old = traces[id], !old.result.isEmpty {
      // Somebody has read it: what it is now tells whether they would read the same.
      trace.result =
        result.cell.label.flatMap { session.identities[$0.asciiLowercased]?.text } ?? ""
    }
    traces[id] = trace
    return outcome
  }

  /// Takes note of what the cells above gave that a cell has read.
  private mutating func noteResults(readBy trace: CellTrace, _ index: Int) {
    for read in trace.reads where read.kind == .cell {
      guard let place = labels[read.name] else { continue }
      traces[ids[document.cells[place]]]?.result = read.identity
    }
    guard let above = trace.reads.first(where: { $0.kind == .above }),
      let cell = document.cells[..<index].last(where: { $0.kind == .sql && !$0.options.assert })
    else { return }
    traces[ids[cell]]?.result = above.identity
  }

  private mutating func settle(_ trace: inout CellTrace, _ index: Int) {
    let unknown = Set(trace.dataNames).subtracting(identities.keys)
    identities.merge(sources.identities(of: unknown)) { first, _ in first }
    var chain = WriterChain()
    if trace.reads.contains(where: { $0.kind == .written }) {
      for cell in document.cells[..<index] where cell.options.eval {
        if let above = traces[ids[cell]] { chain.add(above, cell) } else { chain.lose() }
      }
    }
    let cells = document.cells[..<index]
    trace.settle(
      identities, chain,
      schemaIdentity(cells.compactMap { $0.label?.asciiLowercased }, sources.names))
  }

  /// How each cell stands, in document order, under the session's parameters.
  public func cells(in session: Session) -> [CellStatus] {
    var comparison = StatusComparison(document, session, sources, traces, ids)
    return document.cells.map { comparison.status(of: $0) }
  }

  /// Whether a cell leaves more behind than its result, as far as that is known.
  public func writes(_ index: Int) -> Bool { traces[ids[document.cells[index]]]?.isWriter ?? false }

  /// Compares a cell with its record anew, which is another now.
  public mutating func note(_ outcome: CellOutcome) {
    traces[ids[outcome.cell]]?.record =
      outcome.verdict == .same ? outcome.cell.recordDigest : ""
  }
}
