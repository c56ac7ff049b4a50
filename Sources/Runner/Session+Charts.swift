// Draws a chart cell from a result. Level 3.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Render
internal import Tabular

extension Session {
  func draw(
    _ cell: Cell, _ chart: ChartSpecification, _ source: SourceText
  ) -> CellOutcome {
    guard cell.options.eval else {
      return CellOutcome(cell: cell, state: .off, text: nil, seconds: 0)
    }
    let start = environment.now()
    limit.start(seconds: cell.options.timeout)
    var text: String?
    let state = drawing(cell, chart, source, &text)
    return CellOutcome(
      cell: cell, state: state, text: text ?? recordedText(of: state, cell),
      seconds: environment.now() - start)
  }

  private func drawing(
    _ cell: Cell, _ chart: ChartSpecification, _ source: SourceText, _ text: inout String?
  ) -> CellOutcome.State {
    do throws(EngineError) {
      guard let table = try chartTable(chart, cell, source) else {
        return lastCellFailed
          ? .skipped(needs: "the cell above")
          : .failed(
            source.diagnostic(
              .chartError, "there is no result above to draw", at: wholeBody(of: cell),
              hint: "name one: \(cell.body.text.prefix { !$0.isWhitespace }) from NAME"))
      }
      do throws(ChartError) {
        text = try render(chart, of: table, width: width, charset: charset)
        return .drew(chart, of: table)
      } catch {
        return .failed(diagnostic(error, in: cell, source))
      }
    } catch {
      if let label = missingLabel(error) { return .skipped(needs: label) }
      let place = chart.sourceRange.map(cell.body.sourceRange(of:)) ?? wholeBody(of: cell)
      return .failed(diagnostic(error, in: source, at: place))
    }
  }

  /// The table that a chart draws, or nil when it names none and there is none above.
  private func chartTable(
    _ chart: ChartSpecification, _ cell: Cell, _ source: SourceText
  ) throws(EngineError) -> Table? {
    guard let name = chart.source else { return lastCellFailed ? nil : lastTable }
    if let table = connection.mounted[name] { return table }
    return try results(of: SQLText("SELECT * FROM \(quoted(name))")).last?.table
  }

  private func diagnostic(
    _ error: ChartError, in cell: Cell, _ source: SourceText
  ) -> Diagnostic {
    let range = error.range.map(cell.body.sourceRange(of:)) ?? wholeBody(of: cell)
    return source.diagnostic(.chartError, error.message, at: range, hint: error.hint)
  }

  private func wholeBody(of cell: Cell) -> Range<Int> {
    let firstLine = cell.body.text.utf8.prefix { $0 != UInt8(ascii: "\n") }
    return cell.body.sourceRange(of: 0..<firstLine.count)
  }
}
