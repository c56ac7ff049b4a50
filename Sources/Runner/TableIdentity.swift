// What a table is, in a word that is equal only for equal tables. Level 3.

internal import Digest
internal import Synchronization
internal import Tabular

/// Tells whether two tables, perhaps of different runs, hold the same.
final class TableIdentity: Sendable {
  private enum State {
    /// To be told by the values.
    case open(Table)
    /// Told by whoever knows, later.
    case awaited
    case known(String)
  }

  private let state: Mutex<State>
  /// How many rows the table has.
  let rowCount: Int

  /// The identity of a table by its values.
  init(of table: Table) {
    state = Mutex(.open(table))
    rowCount = table.rowCount
  }

  /// An identity that is known already, or will be told.
  init(_ text: String?, rowCount: Int) {
    state = Mutex(text.map(State.known) ?? .awaited)
    self.rowCount = rowCount
  }

  /// Tells it.
  func tell(_ text: String) { state.withLock { $0 = .known(text) } }

  /// The identity, or nil when it has not been told.
  var text: String? {
    state.withLock { state in
      switch state {
      case .known(let text): return text
      case .awaited: return nil
      case .open(let table):
        var hash = SHA256()
        ColumnFilePieces(table).withPieces { for piece in $0 { hash.update(piece) } }
        let text = hash.finish()
        state = .known(text)
        return text
      }
    }
  }
}
