// A statement on its way to SQLite, for those who want to see them. Level 3.

internal import Engine
internal import Plan
public import Tabular

/// One statement with what is bound to it.
public struct SentStatement: Sendable {
  /// The line of its cell or value in prose, from 1.
  public let line: Int
  /// The label of its cell, or nil.
  public let label: String?
  /// The statement as SQLite gets it.
  public let text: String
  /// What is bound, by the name as it is written, `:` included.
  public let parameters: [(name: String, value: Value)]
}

extension Session {
  /// Shows a statement of the step that runs.
  func show(_ statement: Statement) {
    guard let showStatement, let shownPlace else { return }
    var seen: Set<String> = []
    let names = statement.parameterNames.filter { seen.insert($0).inserted }
    showStatement(
      SentStatement(
        line: shownPlace.line, label: shownPlace.label, text: statement.text,
        parameters: names.map { ($0, parameters[String($0.dropFirst())] ?? .null) }))
  }
}
