// Which cells a cell needs, for sessions that run them one by one. Level 3.

public import Notebook
public import Plan

/// The edges between the cells of a notebook, cells counted from 0 in document order.
public struct CellNeeds: Sendable {
  private let needs: [Int: Set<Int>]

  /// Compiles the cells on tables without rows; nothing of the session changes.
  ///
  /// - Parameter session: a session whose data is open.
  public init(_ steps: [Step], of document: Document, _ session: Session) {
    let numbers = Dictionary(
      document.cells.enumerated().map { ($1.line, $0) }, uniquingKeysWith: { first, _ in first })
    let graph = StepGraph(steps, of: document, SessionOpening(session))
    func cell(_ step: Int) -> Int? { steps[step].cell.flatMap { numbers[$0.line] } }
    var needs: [Int: Set<Int>] = [:]
    for step in steps.indices {
      guard let number = cell(step) else { continue }
      needs[number] = Set(graph.needs(ofCell: step).compactMap(cell))
    }
    self.needs = needs
  }

  /// The cells that a cell names or whose writing it may see, all above it.
  public func direct(_ cell: Int) -> Set<Int> { needs[cell] ?? [] }

  /// All cells that some cells need, and they themselves, in document order.
  public func all(of cells: some Sequence<Int>) -> [Int] {
    var waiting = Array(cells)
    var found: Set<Int> = []
    while let cell = waiting.popLast() {
      if found.insert(cell).inserted { waiting += direct(cell) }
    }
    return found.sorted()
  }
}
