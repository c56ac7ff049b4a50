// Views that are results of cells: their cell makes and replaces them, no other statement drops them. Level 1.

internal import Tabular

extension Connection {
  /// Whether a view may have been made that has an outer join: then all statements are planned with care.
  public var mayJoinOuterInViews: Bool { scanSettings.viewsMayJoinOuter }

  /// Keeps statements from dropping a temporary view.
  public func protectView(_ name: String) {
    guardian.resultViews.insert(name.asciiLowercased)
  }

  /// Drops a temporary view, a protected one too; nothing happens when there is none. The name stays
  /// protected, because a rollback may bring the view back.
  public func dropView(_ name: String) throws(EngineError) {
    try execute("DROP VIEW IF EXISTS temp.\(quoted(name))")
  }

  /// Lets statements drop a temporary view again.
  public func unprotectView(_ name: String) {
    guardian.resultViews.remove(name.asciiLowercased)
  }
}
