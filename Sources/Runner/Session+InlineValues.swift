// Computes the values quoted in prose. Level 3.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Plan
internal import Render
internal import Tabular

extension Session {
  func compute(
    _ value: InlineValue, _ query: InlineQuery, _ source: SourceText
  ) -> InlineOutcome {
    limit.start(seconds: 60)
    defer { limit.end() }
    setScene(for: settings.key(of: value))
    var (outcome, used) = connection.surroundings { self.outcome(of: value, query, source) }
    outcome.unsteady = used.subtracting(settings.settled)
    return outcome
  }

  private func outcome(
    of value: InlineValue, _ query: InlineQuery, _ source: SourceText
  ) -> InlineOutcome {
    let asked = reversal
    defer { reversal = asked }
    if query.name != nil {
      // `name[i].column` is a row of the result as it is stored: no order is open.
      reversal = nil
      if connection.reversesOpenOrder { connection.reversesOpenOrder = false }
    }
    do throws(EngineError) {
      let results = try connection.inSavepoint { () throws(EngineError) -> [StatementResult] in
        try self.results(of: SQLText(query.sql))
      }
      guard results.count == 1 else {
        return InlineOutcome(
          value: value, result: .failure(.failed(severalStatements(value, source))))
      }
      return InlineOutcome(value: value, result: text(of: results[0].table, value, query, source))
    } catch {
      if let label = missingLabel(error) {
        return InlineOutcome(value: value, result: .failure(.skipped(needs: label)))
      }
      let failure = diagnostic(error, in: source, at: place(of: error, in: value, query))
      return InlineOutcome(value: value, result: .failure(.failed(failure)))
    }
  }

  func severalStatements(_ value: InlineValue, _ source: SourceText) -> Diagnostic {
    source.diagnostic(
      .inlineValueRows, "an inline value is one expression, not several statements",
      at: value.expressionRange, hint: "put the statements into a cell")
  }

  func place(
    of error: EngineError, in value: InlineValue, _ query: InlineQuery
  ) -> Range<Int> {
    let whole = value.expressionRange
    if let name = query.name, let dot = value.expression.lastIndex(of: ".") {
      let columnByteCount = value.expression[dot...].utf8.count - 1
      return error.missingName == nil
        ? whole.upperBound - columnByteCount..<whole.upperBound
        : whole.lowerBound..<whole.lowerBound + name.utf8.count
    }
    guard let prefix = query.prefixByteCount, error.range.lowerBound >= prefix else {
      return whole
    }
    let start = value.expressionRange.lowerBound + error.range.lowerBound - prefix
    return start..<start + error.range.count
  }

  /// The one value of the one row, or what is wrong with what came.
  private func text(
    of table: Table?, _ value: InlineValue, _ query: InlineQuery, _ source: SourceText
  ) -> Result<String, InlineFailure> {
    func failure(_ message: String, _ hint: String?) -> Result<String, InlineFailure> {
      .failure(
        .failed(source.diagnostic(.inlineValueRows, message, at: value.expressionRange, hint: hint))
      )
    }
    guard let table, table.columns.count == 1 else {
      return failure("an inline value is one column, not \(table?.columns.count ?? 0)", nil)
    }
    guard table.rowCount == 1 else {
      if let name = query.name, let row = query.row {
        let number = row == .max ? "of that number" : "\(row)"
        return failure("\(name) has no row \(number)", row == 0 ? "rows count from 1" : nil)
      }
      let owner = query.name ?? "the expression"
      let hint = query.name.map { "\($0)[1].… takes its first row" }
      return failure(
        "\(owner) has \(table.rowCount) rows, an inline value needs one",
        table.rowCount > 1 ? hint : nil)
    }
    guard table.columns[0].storageClass(at: 0) != .null else {
      return failure("the value is NULL", "coalesce(…, 0) gives NULL a text")
    }
    // Prose quotes a text as it is; in a table, ambiguous ones stand in quotes.
    let column = table.columns[0]
    let isText = column.storageClass(at: 0) == .text
    let text = isText ? column.bytes(at: 0).map { escaped(utf8: $0) } : nil
    return .success(text ?? cellText(column, row: 0))
  }
}
