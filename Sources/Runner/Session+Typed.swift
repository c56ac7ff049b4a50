// Values that a person sets at the prompt, and what the last statement typed there was. Level 3.

public import Diagnostics
public import Notebook
internal import Engine
internal import Tabular

/// A statement that ran at the prompt, as far as it matters for making a cell of it.
public struct TypedStatement: Sendable {
  /// Its text with its semicolon, comments before it left out.
  public let text: String
  /// The names of its parameters, without `:`.
  public let parameterNames: [String]
  /// The mounted tables that it reads: data, results and loaded files, in lower case and in order.
  public let tableNames: [String]
  /// Whether it reads temporary tables, which no cell may have made.
  public let readsWritten: Bool
  /// Whether it changes anything.
  public let writes: Bool
  /// The names of the data files that statements have named so far, by the name in lower case.
  let namedFiles: [String: NamedFile]

  /// The data files that it names as tables, as they are named.
  public var fileNames: [String] {
    let words = words
    return namedFiles.filter { words.contains($0.key) }.map(\.value.name).sorted()
  }

  /// Whether it reads the last result, `_`.
  public var readsLastResult: Bool { words.contains("_") }

  /// The words of the text in lower case, without their quotes.
  private var words: Set<String> {
    let bytes = Array(text.utf8)
    return Set(tokens(of: bytes).map { name(of: $0, in: bytes).asciiLowercased })
  }
}

extension Session {
  /// Gives the notebook's parameters other values, and computes anew what follows from them.
  ///
  /// - Throws: what is wrong; then all values are what they were.
  public func set(_ given: [GivenValue], of document: Document) throws(DiagnosticList) {
    let old = (settings, parameters, parameterValues, unsteadyParameters)
    let found = bind(document, given)
    guard !found.isEmpty else {
      settings.typedCount = old.0.typedCount
      return
    }
    (settings, parameters, parameterValues, unsteadyParameters) = old
    throw DiagnosticList(found)
  }

  /// Gives a name that no notebook declares a value, for statements at the prompt only.
  ///
  /// - Throws: why the text is no value.
  public func setTyped(_ given: GivenValue) throws(Diagnostic) {
    typedParameters[given.name] = bound(try given.untypedValue())
  }

  /// Takes such a value away.
  ///
  /// - Returns: whether there was one.
  public func unsetTyped(_ name: String) -> Bool {
    typedParameters.removeValue(forKey: name) != nil
  }

  /// Keeps what a statement was that has just run.
  func note(_ statement: Statement) {
    lastTyped = TypedStatement(
      text: statement.text, parameterNames: statement.parameterNames.map { String($0.dropFirst()) },
      tableNames: statement.access.tables.sorted(), readsWritten: statement.access.readsWritten,
      writes: statement.access.writes, namedFiles: namedFiles)
  }
}
