// The savepoint around each cell, prepared once: cells are many and short. Level 1.

internal import CSQLite

/// The statements of a savepoint, prepared when they are first needed.
struct Savepoint {
  enum Command: String {
    case begin = "SAVEPOINT cell"
    case undo = "ROLLBACK TO cell"
    case release = "RELEASE cell"
  }

  private var statements: [Command: OpaquePointer] = [:]

  /// Runs a command.
  ///
  /// - Returns: SQLite's code, `SQLITE_OK` when it did what it says.
  mutating func run(_ command: Command, in database: OpaquePointer) -> Int32 {
    if statements[command] == nil {
      var handle: OpaquePointer?
      let code = sqlite3_prepare_v2(database, command.rawValue, -1, &handle, nil)
      guard code == SQLITE_OK else { return code }
      statements[command] = handle
    }
    let handle = statements[command]
    sqlite3_step(handle)
    return sqlite3_reset(handle)
  }

  /// Lets go of the statements, before the connection is closed.
  mutating func finalize() {
    for handle in statements.values { sqlite3_finalize(handle) }
    statements = [:]
  }
}
