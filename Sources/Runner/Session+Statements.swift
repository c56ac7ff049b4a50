// Runs SQL that stands in no notebook: at the prompt. Level 3.

public import Datasets
public import Diagnostics
public import Engine
internal import Tabular

/// Why statements were not run to the end.
public struct StatementFailure: Sendable {
  /// What is wrong; several findings where a data file is wrong.
  public let diagnostics: [Diagnostic]
  /// How many statements after the failing one were left unrun.
  public let unrunCount: Int

  /// What the failure is about, for the exit status.
  public var code: Code { diagnostics.first?.code ?? .sqlError }
}

/// A statement, or a file that it names, that failed.
enum StatementFault: Error {
  case sql(EngineError)
  case data([Diagnostic])
}

extension Session {
  /// Runs SQL, each statement by itself.
  ///
  /// A table that is not there and whose name is that of a data file is loaded, relative to the folder where
  /// the program runs.
  ///
  /// - Parameter range: the bytes of the text that are run.
  /// - Parameter didLoad: is handed the name and content of each file that a statement names.
  /// - Parameter report: is handed each result as soon as it is there.
  /// - Returns: the failure, or nil when all ran.
  public func run(
    _ text: SourceText, in range: Range<Int>,
    didLoad: (String, LoadedTable) -> Void = { _, _ in }, report: (StatementResult) -> Void
  ) -> StatementFailure? {
    limit.start(seconds: .infinity)
    defer { limit.end() }
    defer { connection.unmount(lastResultName) }
    settings.typedCount += 1
    setScene(for: "typed \(settings.typedCount)")
    let sql = SQLText(text.bytes[range])
    var offset = 0
    var start = offset
    do throws(StatementFault) {
      try refuseAmbiguousFiles(in: text, range)
      forgetChangedFiles(in: text, range)
      while let result = try nextResult(of: sql, in: text, from: &offset, range, didLoad) {
        report(result)
        start = offset
        limit.start(seconds: .infinity)
        if let stop = stopRequested(before: sql, offset, in: text, range) { throw .sql(stop) }
      }
      return nil
    } catch {
      let diagnostics: [Diagnostic]
      switch error {
      case .data(let found): diagnostics = found
      case .sql(let failure):
        let place = failure.range.lowerBound + range.lowerBound
        diagnostics = [
          typedFailure(failure, in: text, at: place..<place + failure.range.count)
        ]
      }
      return StatementFailure(
        diagnostics: diagnostics, unrunCount: max(0, statementCount(sql, from: start) - 1))
    }
  }

  /// Runs the next statement by itself, undone when it fails.
  private func nextResult(
    of sql: SQLText, in text: SourceText, from offset: inout Int, _ range: Range<Int>,
    _ didLoad: (String, LoadedTable) -> Void
  ) throws(StatementFault) -> StatementResult? {
    let prepared = try prepare(sql, in: text, from: &offset, range, didLoad)
    guard let statement = prepared else { return nil }
    let result: StatementResult
    do throws(EngineError) {
      try statement.bind(parameters.merging(typedParameters) { declared, _ in declared })
      result = try connection.inSavepoint { () throws(EngineError) -> StatementResult in
        try statement.run(byteLimit: environment.resultByteLimit)
      }
    } catch {
      throw .sql(error)
    }
    if let change = changedDatabase ?? damagedCache { throw .data([change]) }
    note(statement)
    return result
  }

  /// Prepares the next statement; a file that it names as a table is loaded first.
  private func prepare(
    _ sql: SQLText, in text: SourceText, from offset: inout Int, _ range: Range<Int>,
    _ didLoad: (String, LoadedTable) -> Void
  ) throws(StatementFault) -> Statement? {
    while true {
      do throws(EngineError) {
        return try connection.nextStatement(in: sql, from: &offset)
      } catch {
        if try mountLastResult(missedBy: error) { continue }
        let start = error.range.lowerBound + range.lowerBound
        guard let loaded = try mountFile(namedBy: error, in: text, at: start) else {
          throw .sql(error)
        }
        didLoad(loaded.name, loaded.table)
      }
    }
  }
}
