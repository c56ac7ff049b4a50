// What came of loading a bare file: what `data sniff` and `.load` say. Output, level 4.

public import Datasets
internal import Diagnostics
internal import Notebook
internal import Render
public import Tabular
internal import YAML

extension LoadedTable {
  /// A line of counts, a line of columns with their types, and a line for each guess.
  ///
  /// - Parameter name: the name of the table.
  public func report(name: String) -> String {
    let columns = table.columns.map { "\(escaped($0.name)) \($0.describedType)" }
    let rejected = rejects.isEmpty ? "" : "\(counted(rejects.count, "record")) rejected\n"
    return "\(counts(name))\n  \(columns.joined(separator: " · "))\n" + rejected
      + guesses.joined()
  }

  /// A line of counts and a line for each guess, without the last line's end.
  ///
  /// - Parameter name: the name of the table.
  public func summary(name: String) -> String {
    let lines = ["\(counts(name))\n"] + guesses
    return String(lines.joined().dropLast())
  }

  private func counts(_ name: String) -> String {
    "\(escaped(name)): \(counted(table.rowCount, "row")), "
      + counted(table.columns.count, "column")
  }

  private var guesses: [String] {
    notes.map { note in
      "note: \(escaped(note.message))\n" + (note.hint.map { "      \(escaped($0))\n" } ?? "")
    }
  }
}

extension LoadedTable {
  /// The entry of a notebook's `data:` that states all that was found out, so that nothing is guessed at
  /// again and a file that no longer fits is refused.
  ///
  /// - Parameter path: the file as the notebook shall name it.
  public func entry(name: String, path: String) -> String {
    let options = stated?.lines(columns: table.columnNames) ?? []
    let parts = ["file: \(yamlText(path))"] + options
    // A name that cannot be given is that of the file already.
    let label = isIdentifier(name) ? "\(name): " : ""
    return "data:\n  - \(label){\(parts.joined(separator: ", "))}\n"
  }
}

extension Column {
  /// The storage class of the values, `mixed`, or `NULL only`; with what all its texts are, if they are
  /// dates: `text (dates, ISO)`.
  public var describedType: String {
    dateForm.map { "\(typeName) (\($0.rawValue))" } ?? typeName
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
