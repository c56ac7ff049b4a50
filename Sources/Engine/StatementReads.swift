// What the result of a statement depends on besides its parameters. Level 1.

/// The mounted tables that a statement reads, when its result depends on nothing else.
public struct StatementReads: Sendable, Hashable {
  /// Their names in lower case. A common table expression named like a mounted table adds that name,
  /// because SQLite does not tell the two apart.
  public let tables: Set<String>
  /// Whether it has a recursive common table expression.
  public let isRecursive: Bool
  /// Whether it calls functions of dates, which may ask for the time or depend on the time zone;
  /// whether they do is known when it has run.
  public let usesDates: Bool

  /// What was read, or nil when the statement writes, or may depend on the schema or chance.
  ///
  /// - Parameter planned: the mounted tables for which SQLite has asked for plans; the authorizer is not
  ///   told of one of which only a column of USING is read.
  /// - Parameter mounted: all mounted tables.
  /// - Parameter mayReadOthers: whether it names a temporary table or view, or an attached file or table:
  ///   then nothing is sure.
  init?(
    _ log: StatementLog, planned: Set<String>, mounted: Set<String>, mayReadOthers: Bool
  ) {
    if mayReadOthers || log.isPragma || log.changesRows || log.isDefinition || log.changesMore {
      return nil
    }
    guard log.functions.isDisjoint(with: StatementReads.changingFunctions) else { return nil }
    var tables = planned
    for read in log.reads where !read.isArgument {
      if mounted.contains(read.table) {
        tables.insert(read.table)
      } else {
        // Without a column and a schema it is a common table expression.
        let isSystem = read.table.hasPrefix("sqlite_") || read.table.hasPrefix("pragma_")
        if isSystem || read.hasColumn || read.schema != nil { return nil }
      }
    }
    self.tables = tables
    isRecursive = log.isRecursive
    usesDates = !log.functions.isDisjoint(with: StatementReads.dateFunctions)
  }

  /// Functions whose value depends on more than their arguments.
  private static let changingFunctions: Set<String> = [
    "changes", "last_insert_rowid", "random", "randomblob", "total_changes",
  ]

  /// Functions that take 'now' and 'localtime'.
  private static let dateFunctions: Set<String> = [
    "current_date", "current_time", "current_timestamp", "date", "datetime", "julianday",
    "strftime", "time", "timediff", "unixepoch",
  ]
}
