// Dot commands about tables and results. Level 5.

internal import Datasets
internal import Diagnostics
internal import Engine
internal import Glibc
internal import LineEditing
internal import Notebook
internal import Output
internal import Plan
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

extension DotCommand {
  static var tableCommands: [DotCommand] {
    [
      DotCommand(
        "chart TYPE ...", "a chart of the last result, or from NAME", operand: .chart
      ) { workbench, text in workbench.chart(text) },
      DotCommand(
        "load FILE [as NAME] [option=value ...]", "a CSV, TSV, JSON or SQLite file as tables",
        operand: .dataFile
      ) { workbench, text in workbench.load(text) },
      DotCommand(
        "tables [PATTERN]", "data, results and temporary tables; * and ? stand for any letters",
        operand: .table, aliases: ["\\dt"]
      ) { workbench, pattern in workbench.showTables(pattern.unquoted) },
    ]
  }
}

extension Workbench {
  fileprivate func load(_ text: String) -> ExitStatus {
    let request = LoadRequest(text)
    guard !request.path.isEmpty else {
      return fail("which file?", hint: ".load FILE [as NAME] [option=value ...]")
    }
    Interruption.clear()
    let path = FilePath(expandingHome(request.path))
    return withFile(path) { load(path, request) }
  }

  private func load(_ path: FilePath, _ request: LoadRequest) -> ExitStatus {
    let start = environment.now()
    do throws(DiagnosticList) {
      let loaded = try session.loadFile(path, as: request.name, options: request.options)
      switch loaded {
      case .table(let name, let table): host.output.write(table.report(name: name))
      case .database(let schema):
        host.output.write(databaseReport(schema, session.attachedTables))
      }
      if isTimed { host.output.write("\(secondsText(environment.now() - start))\n") }
      return .success
    } catch {
      report(error.diagnostics)
      return error.diagnostics.map(\.code.exitStatus).max() ?? .failure
    }
  }

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
      keepable = .chart(text, isOfLast: chart.source == nil)
      return .success
    } catch {
      report([chartDiagnostic(error, text)])
      return Code.chartError.exitStatus
    }
  }

  private func chartTable(_ chart: ChartSpecification) throws(ChartError) -> Table? {
    guard let name = chart.source else { return last }
    do throws(EngineError) {
      return try session.result(named: name)
    } catch {
      throw ChartError(
        message: error.message, range: chart.sourceRange, hint: error.hint ?? ".tables lists them")
    }
  }

  private func chartDiagnostic(_ error: ChartError, _ text: String) -> Diagnostic {
    let line = commandLine
    let content = line.lineContentRange(0)
    let operand = Array(text.utf8)
    let start =
      content.first { line.bytes[$0..<content.upperBound].starts(with: operand) }
      ?? content.lowerBound
    let range = error.range.map { $0.lowerBound + start..<$0.upperBound + start }
    return line.diagnostic(.chartError, error.message, at: range ?? content, hint: error.hint)
  }

  /// Lists the tables whose names match a shell's pattern, or hold a part without `*` and `?`.
  func showTables(_ pattern: String = "") -> ExitStatus {
    let isWanted = { (name: String) in pattern.isEmpty || isMatch(name, pattern) }
    let data = Set(session.dataTableNames)
    let rows: [[Value]] = session.tables.filter { isWanted($0.name) }.map { table in
      let mounted = session.table(named: table.name)
      let origin =
        data.contains(table.name)
        ? "data" : mounted == nil ? "temp" : session.isLoadedFile(table.name) ? "file" : "cell"
      return [
        .text(table.name), mounted.map { .integer(Int64($0.rowCount)) } ?? .text(""),
        .integer(Int64(table.columns.count)), .text(origin),
      ]
    }
    let attachedTables = session.attachedTables.filter { isWanted($0.qualifiedName) }
    let attached: [[Value]] = attachedTables.map { table in
      [
        .text(table.qualifiedName), .text(""), .integer(Int64(table.columns.count)), .text("file"),
      ]
    }
    show(Table(columnNames: ["table", "rows", "columns", "from"], rows: rows + attached))
    return .success
  }
}

/// Whether a name matches a shell's pattern in any case; `%` is read as `*`, as LIKE has it.
private func isMatch(_ name: String, _ pattern: String) -> Bool {
  let glob = String(pattern.map { $0 == "%" ? "*" : $0 })
  let isPart = !glob.contains { "*?[".contains($0) }
  return fnmatch((isPart ? "*\(glob)*" : glob).lowercased(), name.lowercased(), 0) == 0
}
