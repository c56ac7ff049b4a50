// Dot commands about data: what a file is read as, what a table holds and is declared to be. Level 5.

internal import Datasets
internal import Diagnostics
internal import Engine
internal import LineEditing
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

extension DotCommand {
  static var datasetCommands: [DotCommand] {
    [
      DotCommand(
        "describe [TABLE]", "columns, types, units, rules and descriptions", operand: .table,
        aliases: ["\\d"]
      ) { workbench, name in
        name.isEmpty ? workbench.showTables() : workbench.describe(name)
      },
      DotCommand(
        "rejects [TABLE]", "the records that bad: reject put aside", operand: .table
      ) { workbench, name in workbench.showRejects(name.unquoted) },
      DotCommand(
        "schema [TABLE]", "the equivalent CREATE TABLE", operand: .table
      ) { workbench, name in workbench.showSchema(name.unquoted) },
      DotCommand(
        "sniff FILE [option=value ...]",
        "what a data file would be read as, and its entry for data:", operand: .dataFile
      ) { workbench, text in workbench.sniff(text) },
      DotCommand(
        "summarize [TABLE | SELECT ...]", "NULLs, quartiles, histograms; of the last result alone",
        operand: .table
      ) { workbench, text in workbench.summarize(text) },
    ]
  }
}

extension Workbench {
  fileprivate func sniff(_ text: String) -> ExitStatus {
    let request = LoadRequest(text)
    guard !request.path.isEmpty else { return fail("which file?", hint: ".sniff FILE") }
    Interruption.clear()
    let path = FilePath(expandingHome(request.path))
    return withFile(path) {
      DataFile(path: path, host: host, color: color, options: request.options).sniff()
    }
  }

  fileprivate func showRejects(_ name: String) -> ExitStatus {
    if !name.isEmpty, session.origin(of: name) == nil { return failNoTable(name, isData: true) }
    let names = name.isEmpty ? session.tables.map(\.name) : [name]
    let rows: [[Value]] = names.flatMap { name in
      (session.origin(of: name)?.rejects ?? []).map { record in
        [
          .text(name), .integer(Int64(record.line)), .integer(Int64(record.column)),
          .text(record.reason), .text(record.text),
        ]
      }
    }
    guard !rows.isEmpty else {
      host.output.write("no record was put aside\n")
      return .success
    }
    show(Table(columnNames: ["table", "line", "column", "reason", "text"], rows: rows))
    return .success
  }

  // MARK: - What tables are

  fileprivate func describe(_ operand: String) -> ExitStatus {
    let name = operand.unquoted
    let known = session.tables.first { $0.name.asciiLowercased == name.asciiLowercased }
    let isLast = name == "last" && known == nil
    guard let table = isLast ? last : session.table(named: known?.name ?? name) else {
      if let attached = session.attachedTable(named: name) {
        show(attached.dictionary)
        return .success
      }
      guard let known else { return failNoTable(name) }
      show(Table(columnNames: ["column"], rows: known.columns.map { [.text($0)] }))
      return .success
    }
    guard !isLast, let resource = session.origin(of: name)?.resource else {
      show(table.columnList(written: written))
      return .success
    }
    for text in [resource.title, resource.description].compactMap(\.self) where !text.isEmpty {
      host.output.write("\(escaped(text))\n")
    }
    show(table.dictionary(of: resource))
    return .success
  }

  fileprivate func showSchema(_ name: String) -> ExitStatus {
    let wanted = session.tables.filter {
      name.isEmpty || $0.name.asciiLowercased == name.asciiLowercased
    }
    if wanted.isEmpty, !name.isEmpty { return failNoTable(name) }
    for known in wanted {
      if let table = session.table(named: known.name) {
        let schema = session.origin(of: known.name)?.resource?.schema
        write(sql: table.declaration(name: known.name, schema: schema))
      } else if let text = session.definition(of: known.name) {
        write(sql: withoutControls(text) + ";\n")
      }
    }
    return .success
  }

  private func write(sql: String) {
    host.output.write(style.usesColor ? coloredSQL(sql) : sql)
  }

  private func failNoTable(_ name: String, isData: Bool = false) -> ExitStatus {
    let isKnown = session.tables.contains { $0.name.asciiLowercased == name.asciiLowercased }
    if isData, isKnown { return fail("\(name) was not loaded from a file", .sqlError) }
    return fail(
      "no such table: \(name)", .sqlError,
      hint: didYouMean(
        name, among: session.tables.map(\.name) + session.attachedTables.map(\.qualifiedName))
        ?? ".tables lists them")
  }

  // MARK: - What tables hold

  fileprivate func summarize(_ text: String) -> ExitStatus {
    if text.isEmpty || text == "last" && session.table(named: text) == nil {
      guard let table = last else {
        return fail("there is no result yet", hint: ".summarize TABLE, or run a query first")
      }
      return show(TableProfile(name: "last result", table))
    }
    let name = text.unquoted
    if let table = session.table(named: name) { return show(TableProfile(name: name, table)) }
    let isName = session.tables.contains { $0.name.asciiLowercased == name.asciiLowercased }
    let isQuery = ["select", "with", "values"].contains(
      text.prefix { !" \t\n(".contains($0) }.lowercased())
    guard isName || isQuery else { return failNoTable(name) }
    return isName
      ? summarizeQuery("SELECT * FROM \(quotedName(name))", named: name, text)
      : summarizeQuery(nil, named: "result", text)
  }

  /// Runs a query whose rows are not shown; the last result stays what it was.
  private func summarizeQuery(
    _ statement: String?, named name: String, _ text: String
  ) -> ExitStatus {
    let line = commandLine
    let content = line.lineContentRange(0)
    let operand = Array(text.utf8)
    let start = content.first { line.bytes[$0..<content.upperBound].starts(with: operand) }
    let source = statement.map { SourceText(Array($0.utf8), file: line.file) } ?? line
    let range = statement == nil ? (start ?? 0)..<content.upperBound : 0..<source.bytes.count
    var found: Table?
    let failed = session.run(source, in: range) { result in
      if let table = result.table { found = table }
    }
    if let failed {
      report(failed.diagnostics)
      return failed.code.exitStatus
    }
    guard let found else { return fail("the statement has no rows to summarize", .sqlError) }
    return show(TableProfile(name: name, found))
  }

  private func quotedName(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  private func show(_ profile: TableProfile) -> ExitStatus {
    host.write(profile, as: .text, color)
    if profile.hasHistograms { host.writeLegend(as: .text, color) }
    return .success
  }
}
