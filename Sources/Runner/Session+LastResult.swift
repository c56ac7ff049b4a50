// What the last result is good for in the next statement: the table `_`, and parameters. Level 3.

internal import Diagnostics
internal import Engine
internal import Files
public import Notebook
public import SystemPackage
public import Tabular

/// The name of the last result in statements outside of cells.
let lastResultName = "_"

extension Session {
  /// Gives names values, which statements outside of cells see as parameters until the session ends.
  ///
  /// Cells do not: what they need stands in the notebook.
  ///
  /// - Returns: the first name that the notebook declares as a parameter; then nothing is taken.
  public func capture(_ values: [(name: String, value: Value)]) -> String? {
    if let declared = values.first(where: { parameters[$0.name] != nil }) { return declared.name }
    for (name, value) in values { typedParameters[name] = value }
    return nil
  }

  /// Mounts the last result when its absence is all that is wrong.
  func mountLastResult(missedBy error: EngineError) throws(StatementFault) -> Bool {
    guard error.missingName == lastResultName, let table = lastResult,
      connection.mounted[lastResultName] == nil
    else { return false }
    do throws(EngineError) {
      try connection.mount(table, as: lastResultName)
      return true
    } catch {
      throw .sql(error)
    }
  }

  /// That the person wants no more, when another statement would follow.
  func stopRequested(
    before sql: SQLText, _ offset: Int, in text: SourceText, _ range: Range<Int>
  ) -> EngineError? {
    guard environment.isInterrupted(), statementCount(sql, from: offset) > 0 else { return nil }
    return EngineError(.interrupted, "interrupted", at: offset..<offset)
  }

  /// The files behind the session's tables: a person who writes over one loses data.
  ///
  /// - Returns: files, and folders of which every file belongs to the data.
  public func sourcePaths(of document: Document?) -> [FilePath] {
    let declared = (document?.frontMatter.data ?? []).map {
      (folder ?? ".").resolving($0.path)
    }
    return declared + namedFiles.values.map(\.path) + attachedFiles.map(\.path) + loadedPaths
  }
}
