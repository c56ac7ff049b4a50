// What came of loading a bare file: what `data sniff` and `.load` say. Output, level 4.

public import Datasets
internal import Diagnostics
internal import Render
public import Tabular
internal import YAML

extension LoadedTable {
  /// A line of counts, a line of columns with their types, and a line for each guess.
  ///
  /// - Parameter name: the name of the table.
  public func report(name: String) -> String {
    let counts = "\(counted(table.rowCount, "row")), \(counted(table.columns.count, "column"))"
    let columns = table.columns.map { "\(escaped($0.name)) \($0.describedType)" }
    let guesses = notes.map { note in
      "note: \(escaped(note.message))\n" + (note.hint.map { "      \(escaped($0))\n" } ?? "")
    }
    let rejected = rejects.isEmpty ? "" : "\(counted(rejects.count, "record")) rejected\n"
    return "\(escaped(name)): \(counts)\n  \(columns.joined(separator: " · "))\n" + rejected
      + guesses.joined()
  }
}

extension LoadedTable {
  /// The entry of a notebook's `data:` that states all that was found out, so that nothing is guessed at
  /// again and a file that no longer fits is refused.
  ///
  /// - Parameter path: the file as the notebook shall name it.
  public func entry(name: String, path: String) -> String {
    let options = stated.lines(columns: table.columnNames)
    let parts = ["file: \(yamlText(path))"] + options
    return "data:\n  - \(yamlText(name)): {\(parts.joined(separator: ", "))}\n"
  }
}

extension Column {
  /// The storage class of the values, `mixed`, or `NULL only`; with what all its texts are, if they are
  /// dates: `text (dates, ISO)`.
  public var describedType: String {
    textForm.map { "\(typeName) (\($0.rawValue))" } ?? typeName
  }

  /// The storage class of the values, `mixed`, or `NULL only`.
  public var typeName: String {
    switch values {
    case .integers: "integer"
    case .reals: "real"
    case .texts: nullCount == rowCount && rowCount > 0 ? "NULL only" : "text"
    case .mixed: "mixed"
    }
  }
}
