// Outcome -> the text of an output block. The same on every machine. Level 3.

internal import Diagnostics
internal import Engine
public import Notebook
public import Render
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
    case .rows(let table): recordedText(of: table, options)
    case .changes(let count): "\(counted(count, "row")) changed\n"
    case .done: "ok\n"
    }
  }

  private func recordedText(of table: Table, _ options: CellOptions) -> String {
    var style = TableStyle(options)
    let mayCut = options.maxWidth != nil || options.maxRows.map { table.rowCount > $0 } ?? false
    let needsDigest = options.check == .exact || options.check == .none
    if mayCut, needsDigest { style.digest = String(table.digest().prefix(8)) }
    return render(table, style)
  }
}

extension TableStyle {
  /// How the options of a cell want a table to be recorded.
  init(_ options: CellOptions) {
    self.init(.rule, maxRows: options.maxRows, width: options.maxWidth)
    present(options)
  }

  /// Takes over what concerns cells and rows, not the look.
  public mutating func present(_ options: CellOptions) {
    digits =
      switch options.digits {
      case .shortest: .shortest
      case .fixed(let count): .fixed(count)
      case .byColumn(let counts): .byColumn(counts)
      }
    group = options.group
    total =
      switch options.total {
      case .none: .none
      case .numbers: .numbers
      case .columns(let names): .columns(names)
      }
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
