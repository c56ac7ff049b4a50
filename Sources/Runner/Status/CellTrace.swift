// What a cell depended on when it ran, and what it left. Level 3.

/// Something that a cell has read, and what it was then.
struct TracedRead: Hashable {
  enum Kind: String {
    /// A table of the data.
    case data
    /// The result of a labelled cell.
    case cell
    /// The result of the SQL cell above, drawn without a name.
    case above
    /// An attached database.
    case database
    /// What cells above have written.
    case written
    /// Which tables there are.
    case schema
  }

  let kind: Kind
  /// The table, label or schema; empty for the other kinds.
  let name: String
  /// What it was, in a word; empty when that could not be told, which equals nothing.
  var identity: String
}

/// The trace of one cell: all of its key, part by part, so that reasons can be told.
///
/// A cell whose parts are what they were reads the same things again, because names cannot be hidden: what it
/// reads need not be asked anew.
struct CellTrace {
  /// The label, or the text and which of equal ones it is.
  let id: String
  /// The digest of the SQL without comments, or of the chart.
  let source: String
  /// The options that change the result.
  let options: String
  /// What changes only how the result is shown and compared.
  let look: String
  /// SQLite's version, clock, seed and zone, by name.
  let scene: [(name: String, value: String)]
  /// The parameters that it binds.
  let parameters: [(name: String, value: String)]
  /// What it has read.
  var reads: [TracedRead]
  /// Whether cells below may see more of it than its result.
  let isWriter: Bool
  /// How it ended.
  let ending: Ending
  /// What its result is, in a word; empty when no cell reads it.
  var result = ""
  /// The digest of the recorded block that holds, or empty when what is recorded does not.
  var record = ""

  enum Ending: String {
    case ran
    case failed
    /// It looked at the clock or at chance, which nothing settles.
    case unsteady
  }

  /// The tables and schemas of the data that it has read.
  var dataNames: [String] {
    reads.filter { [.data, .database].contains($0.kind) }.map(\.name)
  }

  /// A word that is equal only for cells that give the same.
  var key: String {
    var words = [id, source, options] + scene.flatMap { [$0.name, $0.value] }
    words += parameters.flatMap { [$0.name, $0.value] }
    words += reads.flatMap { [$0.kind.rawValue, $0.name, $0.identity] }
    return digest(words)
  }
}
