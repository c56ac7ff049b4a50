// Whether a statement may read what is not mounted. Level 1.

internal import Tabular

extension Connection {
  /// Whether a statement names a temporary table or view, an attached file or one of its tables, or the
  /// schema, be it by chance. What it does not name it cannot read: SQLite's authorizer is not told of
  /// all that is read, such as a table of which only a column of USING is.
  func mayReadOtherTables(_ sql: SQLText, at range: Range<Int>) -> Bool {
    guard hasTemporaryObjects || !attachedTables.isEmpty else { return false }
    var others: Set<String>
    do throws(EngineError) {
      let names = try values("SELECT name FROM temp.sqlite_schema", columnCount: 1)
      others = Set(names.joined().map(\.asciiLowercased))
    } catch {
      return true
    }
    for table in attachedTables {
      others.insert(table.name.asciiLowercased)
      others.insert(table.schema.asciiLowercased)
    }
    let bytes = Array(sql.bytes[range])
    return tokens(of: bytes).contains { token in
      switch token.kind {
      case .word, .quotedName, .string: break
      case .space, .comment, .number, .parameter, .symbol: return false
      }
      let name = name(of: token, in: bytes).asciiLowercased
      return others.contains(name) || name.hasPrefix("sqlite_") || name.hasPrefix("pragma_")
    }
  }
}
