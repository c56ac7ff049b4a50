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
    let counts = "\(counted(table.rowCount, "row")), \(counted(table.columns.count, "column"))"
    let columns = table.columns.map { "\(escaped($0.name)) \($0.typeName)" }
    let guesses = notes.map { note in
      "note: \(escaped(note.message))\n" + (note.hint.map { "      \(escaped($0))\n" } ?? "")
    }
    let rejected = rejects.isEmpty ? "" : "\(counted(rejects.count, "record")) rejected\n"
    return "\(escaped(name)): \(counts)\n  \(columns.joined(separator: " · "))\n" + rejected
      + guesses.joined()
  }
}

extension Column {
  /// The storage class of the values, with what texts are where all are dates; `mixed`, or `NULL only`.
  public var typeName: String {
    switch values {
    case .integers: "integer"
    case .reals: "real"
    case .texts where nullCount == rowCount && rowCount > 0: "NULL only"
    case .texts: holdsDates ? "text (dates, ISO)" : "text"
    case .mixed: "mixed"
    }
  }
}
