// What a replay leaves for `quire status`. Level 3.

internal import Diagnostics
internal import Files
public import Notebook
public import SystemPackage
internal import Tabular

extension Replay {
  /// Keeps what the cells depended on, so that the next `status` can tell what has changed.
  ///
  /// Nothing is kept of a replay of some cells only or under given values. Cells that did not run keep what was
  /// known of them.
  ///
  /// - Parameter path: where the notebook lies.
  /// - Parameter written: the notebook as it has been written since, with the same cells; nil when it was
  ///   not.
  public func keep(at path: FilePath, _ environment: Environment, as written: Document? = nil) {
    guard obstacles.isEmpty, !traces.isEmpty, let sources else { return }
    let ids = CellNames(document)
    let current = written ?? document
    guard current.cells.count == document.cells.count else { return }
    let verdicts = verdicts(in: current)
    var fresh: [String: CellTrace] = [:]
    for trace in traces.values { fresh[trace.id] = trace }
    let ranAll = document.cells.allSatisfy { !$0.options.eval || fresh[ids[$0]] != nil }
    let former = ranAll ? [:] : NotebookState(of: path, environment).traces
    let identities = sources.identities(of: Set(traces.values.flatMap(\.dataNames)))
    let schemaNames = sources.names
    var kept: [CellTrace] = []
    var chain = WriterChain()
    var labels: [String] = []
    for (index, cell) in document.cells.enumerated() {
      let aboveCount = labels.count
      if let label = cell.label { labels.append(label.asciiLowercased) }
      guard cell.options.eval else { continue }
      if var trace = fresh[ids[cell]] {
        trace.settle(identities, chain, schemaIdentity(labels.prefix(aboveCount), schemaNames))
        trace.record = verdicts[cell.line] == .same ? current.cells[index].recordDigest : ""
        chain.add(trace, cell)
        kept.append(trace)
      } else if let trace = former[ids[cell]] {
        chain.lose()
        kept.append(trace)
      }
    }
    NotebookState.write(kept, of: path, environment)
  }

  /// How the cells stand to the record in a version of the notebook, by their line in this one.
  private func verdicts(in version: Document) -> [Int: Verdict] {
    let places = Dictionary(
      zip(document.cells, version.cells).map { ($0.line, $1) },
      uniquingKeysWith: { first, _ in first })
    var verdicts: [Int: Verdict] = [:]
    for case .cell(let outcome) in outcomes {
      guard let cell = places[outcome.cell.line] else { continue }
      verdicts[outcome.cell.line] = outcome.moved(to: cell).verdict
    }
    return verdicts
  }
}

extension CellTrace {
  /// Fills in what could not be told while the cell ran.
  mutating func settle(
    _ identities: [String: String], _ chain: WriterChain,
    _ schema: @autoclosure () -> String
  ) {
    for index in reads.indices {
      switch reads[index].kind {
      case .data, .database: reads[index].identity = identities[reads[index].name] ?? ""
      case .written: reads[index].identity = chain.key ?? ""
      case .schema: reads[index].identity = schema()
      case .cell, .above: break
      }
    }
  }
}
