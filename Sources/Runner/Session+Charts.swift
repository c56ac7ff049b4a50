// Draws a chart cell from a result. Level 3.

internal import Diagnostics
public import Engine
internal import Notebook
internal import Render
public import Tabular

extension Session {
  func draw(
    _ cell: Cell, _ chart: ChartSpecification, _ document: Document
  ) -> CellOutcome {
    guard cell.options.eval else {
      return CellOutcome(cell: cell, state: .off, text: nil, seconds: 0)
    }
    let start = environment.now()
    limit.start(seconds: cell.options.timeout)
    defer { limit.end() }
    var text: String?
    let state = drawing(cell, chart, document, &text)
    return CellOutcome(
      cell: cell, state: state, text: text ?? recordedText(of: state, cell),
      seconds: environment.now() - start)
  }

  private func drawing(
    _ cell: Cell, _ chart: ChartSpecification, _ document: Document, _ text: inout String?
  ) -> CellOutcome.State {
    if let label = failedDependency(of: cell) { return .skipped(needs: label) }
    let source = document.source
    do throws(EngineError) {
      let table: Table
      if let name = chart.source {
        table = try result(named: name)
      } else {
        switch tableAbove(cell, chart, document) {
        case .success(let found): table = found
        case .failure(let state): return state.state
        }
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

  /// A labelled result, a table of the data, or a temporary table, whole.
  public func result(named name: String) throws(EngineError) -> Table {
    if let table = connection.mounted[name] {
      used.access.insert(table: name)
      return table
    }
    let attached = attachedTable(named: name)
    let written = attached.map { "\(quoted($0.schema)).\(quoted($0.name))" } ?? quoted(name)
    let rows = try results(of: SQLText("SELECT * FROM \(written)")).last?.table
    return rows ?? Table(columns: [], rowCount: 0)
  }

  /// Why there is no table above a chart.
  struct NoTableAbove: Error {
    let state: CellOutcome.State
  }

  /// The rows of the SQL cell just above a chart, assertions passed over.
  func tableAbove(
    _ cell: Cell, _ chart: ChartSpecification, _ document: Document
  ) -> Result<Table, NoTableAbove> {
    let above = document.cells.last {
      $0.line < cell.line && $0.kind == .sql && !$0.options.assert
    }
    if let resultAbove, resultAbove.line == above?.line {
      if let table = resultAbove.table { return .success(table) }
      if resultAbove.hasFailed { return .failure(.init(state: .skipped(needs: "the cell above"))) }
    }
    let hasRun = resultAbove != nil && resultAbove?.line == above?.line
    let type = cell.body.text.prefix { !$0.isWhitespace }
    return .failure(
      .init(
        state: .failed(
          document.source.diagnostic(
            .chartError,
            above != nil && !hasRun
              ? "the cell above has not run" : "there is no result above to draw",
            at: wholeBody(of: cell), hint: "name one: \(type) from NAME"))))
  }

  func diagnostic(
    _ error: ChartError, in cell: Cell, _ source: SourceText
  ) -> Diagnostic {
    let range = error.range.map(cell.body.sourceRange(of:)) ?? wholeBody(of: cell)
    return source.diagnostic(.chartError, error.message, at: range, hint: error.hint)
  }

  func wholeBody(of cell: Cell) -> Range<Int> {
    let firstLine = cell.body.text.utf8.prefix { $0 != UInt8(ascii: "\n") }
    return cell.body.sourceRange(of: 0..<firstLine.count)
  }
}
