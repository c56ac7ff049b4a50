// Dot commands about tables and results. Level 5.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Output
internal import Plan
internal import Render
internal import Runner
internal import Tabular

extension DotCommand {
  static var tableCommands: [DotCommand] {
    [
      DotCommand(
        "chart TYPE ...", "a chart of the last result, or from NAME", operand: .chart
      ) { workbench, text in workbench.chart(text) },
      DotCommand(
        "describe TABLE", "columns, types, NULLs and examples", operand: .table, aliases: ["\\d"]
      ) { workbench, name in
        name.isEmpty ? workbench.showTables() : workbench.describe(name)
      },
      DotCommand("last", "the last result in full") { workbench, _ in workbench.showLast() },
      DotCommand("params", "the notebook's parameters") { workbench, _ in workbench.showParameters()
      },
      DotCommand("tables", "data, results and temporary tables", aliases: ["\\dt"]) {
        workbench, _ in
        workbench.showTables()
      },
    ]
  }
}

extension Workbench {
  fileprivate func chart(_ text: String) -> ExitStatus {
    do throws(ChartError) {
      let chart = try parseChart(text)
      guard let table = try chartTable(chart) else {
        return fail(
          "there is no result to draw", .chartError, hint: "run a query first, or from NAME")
      }
      let style = style
      host.output.write(
        try render(
          chart, of: table, width: style.width.map { min($0, 500) } ?? 72, charset: style.charset))
      return .success
    } catch {
      report([chartDiagnostic(error, ".chart \(text)")])
      return Code.chartError.exitStatus
    }
  }

  private func chartTable(_ chart: ChartSpecification) throws(ChartError) -> Table? {
    guard let name = chart.source else { return last?.table }
    guard let table = session.table(named: name) else {
      let known = session.tables.map(\.name)
      throw ChartError(
        message: "no such table: \(name)", range: chart.sourceRange,
        hint: didYouMean(name, among: known) ?? ".tables lists them")
    }
    return table
  }

  private func chartDiagnostic(_ error: ChartError, _ line: String) -> Diagnostic {
    let offset = ".chart ".utf8.count
    let range = error.range.map { $0.lowerBound + offset..<$0.upperBound + offset }
    return SourceText(Array(line.utf8), file: "input").diagnostic(
      .chartError, error.message, at: range ?? 0..<line.utf8.count, hint: error.hint)
  }

  fileprivate func showTables() -> ExitStatus {
    let data = Set(session.dataTableNames)
    let rows: [[Value]] = session.tables.map { table in
      let mounted = session.table(named: table.name)
      let origin = data.contains(table.name) ? "data" : mounted == nil ? "temp" : "cell"
      return [
        .text(table.name), mounted.map { .integer(Int64($0.rowCount)) } ?? .text(""),
        .integer(Int64(table.columns.count)), .text(origin),
      ]
    }
    show(Table(columnNames: ["table", "rows", "columns", "from"], rows: rows))
    return .success
  }

  fileprivate func describe(_ name: String) -> ExitStatus {
    let isLast = name == "last"
    guard let table = isLast ? last?.table : session.table(named: name) else {
      if let columns = session.tables.first(where: { $0.name == name })?.columns {
        show(Table(columnNames: ["column"], rows: columns.map { [.text($0)] }))
        return .success
      }
      return fail(
        "no such table: \(name)", .sqlError,
        hint: didYouMean(name, among: session.tables.map(\.name)) ?? ".tables lists them")
    }
    let rows: [[Value]] = table.columns.map { column in
      [
        .text(column.name), .text(column.typeName), .integer(Int64(column.nullCount)),
        .text(column.examples),
      ]
    }
    show(Table(columnNames: ["column", "type", "nulls", "examples"], rows: rows))
    return .success
  }

  fileprivate func showLast() -> ExitStatus {
    guard let table = last?.table else { return fail("there is no result yet") }
    let style = style
    host.output.write(
      render(table, TableStyle(style.look, usesColor: style.usesColor, endRows: nil)))
    return .success
  }

  fileprivate func showParameters() -> ExitStatus {
    let parameters = notebook?.document.frontMatter.parameters ?? []
    let rows: [[Value]] = parameters.map { parameter in
      [
        .text(parameter.name), .text(parameter.kind.rawValue),
        session.parameters[parameter.name] ?? .null, .text(parameter.help ?? ""),
      ]
    }
    show(Table(columnNames: ["parameter", "type", "value", "help"], rows: rows))
    return .success
  }
}

extension Column {
  /// The storage class of the values, or `mixed`.
  fileprivate var typeName: String {
    switch values {
    case .integers: "integer"
    case .reals: "real"
    case .texts: nullCount == rowCount && rowCount > 0 ? "NULL only" : "text"
    case .mixed: "mixed"
    }
  }

  /// The first three distinct values.
  fileprivate var examples: String {
    var texts: [String] = []
    for row in 0..<min(rowCount, 1000) where texts.count < 3 {
      guard storageClass(at: row) != .null else { continue }
      let text = cellText(self, row: row)
      if !texts.contains(text) { texts.append(text) }
    }
    return texts.joined(separator: ", ")
  }
}
