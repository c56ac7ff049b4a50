// Which cells of a notebook would give what is recorded, told without running them. Level 3.

public import Diagnostics
internal import Engine
internal import Files
public import Notebook
public import SystemPackage
internal import Tabular

/// How a cell stands to the last whole replay.
public struct CellStatus: Sendable {
  /// Whether a replay would give what is recorded.
  public enum State: String, Sendable {
    /// It would.
    case fresh
    /// It may not.
    case stale
    /// The cell failed, and nothing that it depends on has changed.
    case failed
    /// No replay is remembered.
    case neverRun = "never run"
    /// `eval: false`.
    case off
  }

  /// The cell.
  public let cell: Cell
  /// How it stands.
  public let state: State
  /// Why it is stale, the nearest reason first; empty for other states.
  public let reasons: [String]
  /// Whether it is stale only because of what is recorded: it gives what it gave.
  public var isAboutRecord = false
}

/// Tells how the cells of a notebook stand. Nothing runs but computed defaults of parameters; data is read
/// only for the digests of files that have changed.
///
/// - Parameter path: where the notebook lies.
/// - Returns: a status a cell in document order, or what is wrong with the notebook.
public func status(
  of document: Document, at path: FilePath, in folder: FilePath, _ environment: Environment,
  given: [GivenValue] = []
) -> (cells: [CellStatus], diagnostics: [Diagnostic]) {
  let session = Session(environment)
  let found = document.diagnostics.filter { $0.severity == .error } + session.bind(document, given)
  guard found.isEmpty else { return ([], found) }
  var comparison = StatusComparison(
    document, session, DataSources(of: document, in: folder, environment),
    NotebookState(of: path, environment).traces, CellNames(document))
  return (document.cells.map { comparison.status(of: $0) }, [])
}

/// Goes through the cells from the top and compares each with its trace.
struct StatusComparison {
  private let matter: FrontMatter
  private let session: Session
  /// What the data is now, by name.
  private let identities: [String: String]
  private let dataNames: [String]
  private let traces: [String: CellTrace]
  private let ids: CellNames
  /// The cells above: what is known of each that gives what it gave, by label in lower case.
  private var results: [String: Upstream] = [:]
  private var last: Upstream?
  private var chain = WriterChain()

  /// A cell above.
  private enum Upstream {
    /// It gives what it gave.
    case known(result: String)
    /// It does not, or nobody knows: how it stands.
    case open(String)
  }

  init(
    _ document: Document, _ session: Session, _ sources: DataSources,
    _ traces: [String: CellTrace], _ ids: CellNames
  ) {
    matter = document.frontMatter
    self.session = session
    identities = sources.identities(of: Set(traces.values.flatMap(\.dataNames)))
    dataNames = sources.names
    self.traces = traces
    self.ids = ids
  }

  mutating func status(of cell: Cell) -> CellStatus {
    guard cell.options.eval else {
      note(cell, .open("does not run"))
      return CellStatus(cell: cell, state: .off, reasons: [])
    }
    guard let trace = traces[ids[cell]] else {
      note(cell, .open("has never run"))
      chain.lose()
      return CellStatus(cell: cell, state: .neverRun, reasons: [])
    }
    let changes = changes(of: cell, trace)
    let isSame = changes.isEmpty
    if !isSame, trace.isWriter || trace.source != cell.sourceDigest { chain.lose() }
    chain.add(trace, cell)
    switch trace.ending {
    case _ where !isSame:
      note(cell, .open("is stale"))
      return CellStatus(cell: cell, state: .stale, reasons: changes)
    case .failed:
      note(cell, .open("failed"))
      return CellStatus(cell: cell, state: .failed, reasons: [])
    case .unsteady:
      note(cell, .open("differs at every replay"))
      if trace.isWriter { chain.lose() }
      let reasons =
        cell.options.check == .none
        ? recordChanges(of: cell, trace) : ["it asks for the time or for random numbers"]
      return CellStatus(cell: cell, state: reasons.isEmpty ? .fresh : .stale, reasons: reasons)
    case .ran:
      note(cell, .known(result: trace.result))
      let reasons = recordChanges(of: cell, trace)
      return CellStatus(
        cell: cell, state: reasons.isEmpty ? .fresh : .stale, reasons: reasons, isAboutRecord: true)
    }
  }

  private mutating func note(_ cell: Cell, _ upstream: Upstream) {
    if let label = cell.label { results[label.asciiLowercased] = upstream }
    if cell.kind == .sql, !cell.options.assert { last = upstream }
  }

  // MARK: Reasons

  private func changes(of cell: Cell, _ trace: CellTrace) -> [String] {
    var changes: [String] = []
    if trace.source != cell.sourceDigest {
      changes.append(cell.kind == .sql ? "its SQL changed" : "its chart changed")
    }
    if trace.options != cell.options.resultWords { changes.append("its options changed") }
    changes += trace.reads.compactMap(change)
    for (name, old) in trace.parameters {
      let new = session.parameters[name]?.shownText
      if let new, new != old { changes.append("parameter \(name) \(old) -> \(new)") }
      if new == nil { changes.append("parameter \(name) is gone") }
    }
    for (old, new) in zip(trace.scene, session.settings.scene) where old.value != new.value {
      let isMoment = new.name == "clock"
      changes.append(isMoment ? "clock changed" : "\(new.name) \(old.value) -> \(new.value)")
    }
    return changes
  }

  private func change(_ read: TracedRead) -> String? {
    switch read.kind {
    case .cell: return change(results[read.name], read, "reads \(read.name)")
    case .above: return change(last, read, "draws the cell above")
    case .data, .database:
      guard let identity = identities[read.name] else {
        return "reads \(read.name), which is not among the files of data:"
      }
      if identity.isEmpty { return "reads \(read.name), which cannot be told from its file" }
      return identity == read.identity ? nil : "reads \(read.name), which changed"
    case .written:
      return chain.key == read.identity ? nil : "reads what cells above write, which changed"
    case .schema:
      return read.identity == schemaIdentity(results.keys, dataNames)
        ? nil : "asks which tables there are, which changed"
    }
  }

  private func change(_ upstream: Upstream?, _ read: TracedRead, _ what: String) -> String? {
    switch upstream {
    case nil: "\(what), which is gone"
    case .open(let how): "\(what), which \(how)"
    case .known(let result) where result == read.identity && !result.isEmpty: nil
    case .known: "\(what), whose result changed"
    }
  }

  private func recordChanges(of cell: Cell, _ trace: CellTrace) -> [String] {
    if trace.look != cell.options.lookWords(matter) {
      return ["it is shown or compared in another way"]
    }
    if trace.record.isEmpty {
      return [cell.recorded == nil ? "it has no record" : "its record differs from what came"]
    }
    return trace.record == cell.recordDigest ? [] : ["its record was edited"]
  }
}

/// What the cells so far have written, in a word.
struct WriterChain {
  /// Nil when it cannot be told.
  private(set) var key: String? = digest([])

  /// Adds a cell; one that does not write changes nothing.
  mutating func add(_ trace: CellTrace, _ cell: Cell) {
    guard trace.isWriter, let key else { return }
    self.key = digest([key, trace.key])
  }

  /// Says that a cell may have written anything.
  mutating func lose() { key = nil }
}

/// Which tables there are, in a word.
func schemaIdentity(_ labels: some Sequence<String>, _ dataNames: [String]) -> String {
  digest(labels.sorted() + ["/"] + dataNames)
}
