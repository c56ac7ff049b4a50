// What SQL text and values need on their way into SQLite. Level 1.

internal import CSQLite

/// Tells SQLite to copy what it is handed.
let transientDestructor = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// A name as SQL writes it whatever it holds.
public func quoted(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}
