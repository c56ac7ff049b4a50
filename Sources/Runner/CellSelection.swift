// The cells that a person asks for, and the steps that run for them. Level 3.

public import Diagnostics
public import Notebook
internal import Plan

/// A part of a notebook that runs, together with all that it needs.
public struct CellSelection: Sendable {
  /// The labels of cells, or empty for a stretch of the notebook.
  public let only: [String]
  /// The label of the first cell of the stretch, or nil for the first of the notebook.
  public let first: String?
  /// The label of its last cell, or nil for the last of the notebook.
  public let last: String?

  /// Some cells.
  public init(only: [String]) { (self.only, first, last) = (only, nil, nil) }

  /// All cells from one to another, both among them.
  public init(from first: String?, to last: String?) {
    (only, self.first, self.last) = ([], first, last)
  }

  /// What is wrong with it for a notebook: labels that no cell has, an end above the beginning.
  public func diagnostics(for document: Document) -> [Diagnostic] {
    let unknown = (only + [first, last].compactMap { $0 }).compactMap {
      document.unknownLabel($0)
    }
    guard unknown.isEmpty, let first, let last,
      let start = document.cells.firstIndex(where: { $0.label == first }),
      let end = document.cells.firstIndex(where: { $0.label == last }), end < start
    else { return unknown }
    return [
      Diagnostic(
        .badUsage, "\(document.source.file): the cell \(last) stands above \(first)",
        hint: "--from \(last) --to \(first)")
    ]
  }

  /// The indexes of the steps that run: the cells that are asked for, everything they need, and the
  /// values in prose that need nothing else.
  ///
  /// - Parameter session: a session whose data is open and in which no step has run.
  func steps(of steps: [Step], in document: Document, _ session: Session) -> Set<Int> {
    let graph = StepGraph(steps, of: document, SessionOpening(session))
    var waiting = steps.indices.filter { steps[$0].cell.map(isWanted(in: document)) ?? false }
    var chosen: Set<Int> = []
    while let index = waiting.popLast() {
      if chosen.insert(index).inserted { waiting += graph.needs(ofCell: index) }
    }
    let values = steps.indices.filter { index in
      steps[index].cell == nil && graph.needs(ofValue: index).isSubset(of: chosen)
    }
    return chosen.union(values)
  }

  private func isWanted(in document: Document) -> (Cell) -> Bool {
    if !only.isEmpty { return { cell in cell.label.map(only.contains) ?? false } }
    let cells = document.cells
    let start = first.flatMap { label in cells.first { $0.label == label } }?.line ?? 0
    let end = last.flatMap { label in cells.first { $0.label == label } }?.line ?? .max
    return { (start...max(start, end)).contains($0.line) }
  }
}

extension Document {
  /// The error for a label that no cell has, or nil.
  public func unknownLabel(_ label: String) -> Diagnostic? {
    let labels = cells.compactMap(\.label)
    guard !labels.contains(label) else { return nil }
    return Diagnostic(
      .unknownLabel,
      label.isEmpty ? "which cell of \(source.file)?" : "\(source.file) has no cell \(label)",
      hint: didYouMean(label, among: labels)
        ?? (labels.isEmpty ? nil : "its cells are \(labels.joined(separator: ", "))"))
  }
}
