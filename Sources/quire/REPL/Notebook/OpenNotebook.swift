// A notebook that is open at the prompt: its text, and what its cells have given. Level 5.

internal import Diagnostics
internal import Notebook
internal import Plan
internal import Runner
internal import SystemPackage

/// The notebook as it is in the file and as it is here, with what has come of its cells.
struct OpenNotebook {
  /// The notebook as it is in the file.
  var saved: NotebookFile
  /// The notebook with the changes that are not in the file yet.
  var document: Document
  /// Those changes, in the order in which they were made.
  var edits: [CellEdit]
  /// How the cells stand.
  var status: LiveStatus
  /// The values that parameters have been given, of which later ones win.
  var given: [GivenValue]
  /// What came of each cell in this session, by its number from 0.
  var outcomes: [Int: CellOutcome] = [:]
  /// Which cells need which, once somebody has asked.
  var needs: CellNeeds?
  /// The number of the cell that `.next` shows; one more than there are once the end was shown.
  var position = 0
  /// The cell that ran last.
  var lastRun: Int?
  private(set) var steps: [Int: Step] = [:]
  private(set) var values: [Step] = []

  var path: FilePath { saved.path }
  var folder: FilePath { saved.folder }

  /// Takes up a version of the notebook.
  ///
  /// - Returns: what is wrong with its text.
  mutating func plan() -> [Diagnostic] {
    let (planned, diagnostics) = Plan.plan(document)
    var lines: [Int: Step] = [:]
    values = []
    for step in planned {
      if let line = step.cellLine { lines[line] = step } else { values.append(step) }
    }
    steps = [:]
    for (index, cell) in document.cells.enumerated() { steps[index] = lines[cell.line] }
    needs = nil
    return document.diagnostics + diagnostics
  }

  /// All steps in document order.
  var allSteps: [Step] { Plan.plan(document).steps }

  /// The cells that the file does not have as they are here, by number.
  var unsavedCells: Set<Int> {
    guard !edits.isEmpty else { return [] }
    return Set(document.cells.indices).subtracting(saved.document.moves(to: document).values)
  }

  /// How many cells would be lost without `.save`.
  var unsavedCount: Int {
    max(
      unsavedCells.count, saved.document.cells.count - document.cells.count, edits.isEmpty ? 0 : 1)
  }

  /// Goes on with another version of the text that has the same front matter: what unchanged cells gave is
  /// kept.
  ///
  /// - Returns: the labels whose results are no longer what their cells say.
  mutating func adopt(_ new: Document) -> [String] {
    let moves = document.moves(to: new)
    let lost = outcomes.keys.filter { moves[$0] == nil }.compactMap { document.cells[$0].label }
    var kept: [Int: CellOutcome] = [:]
    for (index, outcome) in outcomes {
      if let place = moves[index] { kept[place] = outcome.moved(to: new.cells[place]) }
    }
    outcomes = kept
    position = place(of: position, moves, count: new.cells.count)
    lastRun = lastRun.flatMap { moves[$0] }
    document = new
    status.adopt(new)
    for outcome in outcomes.values { status.note(outcome) }
    return lost
  }

  /// Where the reader goes on: below the cell that was read last, or where it was.
  private func place(of position: Int, _ moves: [Int: Int], count: Int) -> Int {
    guard position > 0 else { return 0 }
    guard position <= document.cells.count else { return count + 1 }
    return min((moves[position - 1] ?? position - 1) + 1, count)
  }
}

extension Step {
  /// The line of the step's cell, or nil for inline values.
  fileprivate var cellLine: Int? {
    switch self {
    case .query(let cell), .drawing(let cell, _): cell.line
    case .inlineValue: nil
    }
  }
}

extension Document {
  /// The text of the front matter, nothing when there is none.
  var frontMatterBytes: ArraySlice<UInt8> {
    let segment = segments.first { $0.kind == .frontMatter }
    return segment.map { source.bytes[$0.range] } ?? []
  }
}
