// What came of loading a bare file: what `data sniff` and `.load` say. Output, level 4.

public import Datasets
internal import Diagnostics
internal import Render
public import Tabular

extension LoadedTable {
  /// A line of counts, a line of columns with their types, and a line for each guess.
  ///
  /// - Parameter name: the name of the table.
  public func report(name: String) -> String {
    let columns = table.columns.map { "\(escaped($0.name)) \($0.typeName)" }
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

extension Column {
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
