// Outcome -> the text of an output block. The same on every machine. Level 3.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Render
internal import Tabular

extension Session {
  /// What an output block says of a cell that ended so, or nil when it says nothing.
  ///
  /// Failures carry no line numbers, so that prose above a cell does not change its record.
  func recordedText(of state: CellOutcome.State, _ cell: Cell) -> String? {
    switch state {
    case .ran(let results):
      results.map { recordedText(of: $0, cell.options) }.joined(separator: "\n")
    case .failed(let diagnostic): diagnostic.unplacedText
    case .drew, .skipped, .off: nil
    }
  }

  private func recordedText(of result: StatementResult, _ options: CellOptions) -> String {
    switch result {
    case .rows(let table): recordedText(of: table, maxRows: options.maxRows)
    case .changes(let count): "\(counted(count, "row")) changed\n"
    case .done: "ok\n"
    }
  }

  private func recordedText(of table: Table, maxRows: Int?) -> String {
    let isCut = maxRows.map { table.rowCount > $0 } ?? false
    let digest = isCut ? String(table.digest().prefix(8)) : nil
    return render(table, TableStyle(.rule, maxRows: maxRows, digest: digest))
  }
}

extension Diagnostic {
  /// The finding without its place: the message, the source line, the caret, the hint.
  fileprivate var unplacedText: String {
    var text = "\(severity.rawValue)[\(code.rawValue)]: \(escaped(message))\n"
    if let source, let place { text += source.excerpt(column: place.column, margins: ("  ", "  ")) }
    if let hint { text += "help: \(escaped(hint))\n" }
    return text
  }
}
