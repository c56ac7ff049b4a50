// SQLite's callbacks over `MountedTable`. Each mount is a module of its own name that is its own table
// (an eponymous one): it stands in no schema, so that mounting costs the same however many there are, and
// no rollback touches it. Level 1.

internal import CSQLite
internal import Tabular

/// Makes the table of a name in `watch` visible, which the connection keeps until it is unmounted.
///
/// - Source: https://www.sqlite.org/vtab.html#epovtab
func mountModule(_ database: OpaquePointer, _ name: String, _ watch: Watch) {
  sqlite3_create_module_v2(
    database, name, columnsModule, Unmanaged.passUnretained(watch).toOpaque(), nil)
}

/// Takes a table out of sight.
func unmountModule(_ database: OpaquePointer, _ name: String) {
  sqlite3_create_module_v2(database, name, nil, nil, nil)
}

/// The module's table of callbacks; SQLite only reads it.
private nonisolated(unsafe) let columnsModule: UnsafePointer<sqlite3_module> = {
  let module = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
  var callbacks = sqlite3_module()
  callbacks.iVersion = 1
  callbacks.xConnect = connect
  callbacks.xBestIndex = bestIndex
  callbacks.xDisconnect = disconnect
  callbacks.xOpen = open
  callbacks.xClose = close
  callbacks.xFilter = filter
  callbacks.xNext = next
  callbacks.xEof = isAtEnd
  callbacks.xColumn = column
  callbacks.xRowid = rowIdentifier
  module.initialize(to: callbacks)
  return UnsafePointer(module)
}()

private typealias Failure = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

private func connect(
  database: OpaquePointer?, watch: UnsafeMutableRawPointer?, argumentCount: Int32,
  arguments: UnsafePointer<UnsafePointer<CChar>?>?,
  result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?, failure: Failure?
) -> Int32 {
  guard let watch, let result, argumentCount > 2, let name = arguments?[2] else {
    return SQLITE_MISUSE
  }
  let owner = Unmanaged<Watch>.fromOpaque(watch).takeUnretainedValue()
  guard let mounted = owner.tables[String(cString: name).asciiLowercased] else {
    return SQLITE_MISUSE
  }
  // The declaration is a CREATE TABLE, which the guard would refuse a cell.
  let wasSuspended = owner.guardian.isSuspended
  owner.guardian.isSuspended = true
  defer { owner.guardian.isSuspended = wasSuspended }
  let code = sqlite3_declare_vtab(database, mounted.declaration)
  guard code == SQLITE_OK else { return code }
  let table = UnsafeMutablePointer<quire_vtab>.allocate(capacity: 1)
  table.initialize(
    to: quire_vtab(base: sqlite3_vtab(), object: Unmanaged.passRetained(mounted).toOpaque()))
  result.pointee = table.base
  return SQLITE_OK
}

private func disconnect(table: UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 {
  guard let table else { return SQLITE_OK }
  let own = table.own
  Unmanaged<MountedTable>.fromOpaque(own.pointee.object).release()
  own.deallocate()
  return SQLITE_OK
}

private func bestIndex(
  table: UnsafeMutablePointer<sqlite3_vtab>?, plan: UnsafeMutablePointer<sqlite3_index_info>?
) -> Int32 {
  guard let table, let plan else { return SQLITE_MISUSE }
  let mounted = Unmanaged<MountedTable>.fromOpaque(table.own.pointee.object).takeUnretainedValue()
  mounted.settings.plannedNames.insert(mounted.name)
  mounted.settings.plannedColumns[mounted.name, default: 0] |= plan.pointee.colUsed
  var planner = ScanPlanner(mounted, plan)
  plan.pointee.idxNum = mounted.number(of: planner.answer())
  return SQLITE_OK
}

private func open(
  table: UnsafeMutablePointer<sqlite3_vtab>?,
  result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
) -> Int32 {
  guard let table, let result else { return SQLITE_MISUSE }
  let mounted = Unmanaged<MountedTable>.fromOpaque(table.own.pointee.object).takeUnretainedValue()
  let cursor = UnsafeMutablePointer<quire_cursor>.allocate(capacity: 1)
  var own = quire_cursor()
  own.scan = Unmanaged.passRetained(Scan(mounted)).toOpaque()
  own.visited = mounted.settings.visitedCount
  cursor.initialize(to: own)
  result.pointee = cursor.base
  return SQLITE_OK
}

private func close(cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
  guard let own = cursor?.own else { return SQLITE_OK }
  Unmanaged<Scan>.fromOpaque(own.pointee.scan).release()
  own.deallocate()
  return SQLITE_OK
}

private func filter(
  cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?, planNumber: Int32,
  planText: UnsafePointer<CChar>?, argumentCount: Int32,
  arguments: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guard let own = cursor?.own else { return SQLITE_MISUSE }
  let scan = Unmanaged<Scan>.fromOpaque(own.pointee.scan).takeUnretainedValue()
  do {
    try scan.start(own, plan: planNumber, arguments)
    return SQLITE_OK
  } catch { return SQLITE_INTERRUPT }
}

private func next(cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
  guard let own = cursor?.own else { return SQLITE_MISUSE }
  own.pointee.position += 1
  own.pointee.visited.pointee += 1
  guard let rows = own.pointee.rows else {
    own.pointee.row += own.pointee.step
    return SQLITE_OK
  }
  let position = own.pointee.position
  if position >= own.pointee.count { return SQLITE_OK }
  if own.pointee.batch_end == 0 {
    own.pointee.row = Int64(rows[Int(position)])
  } else if position < own.pointee.batch_end {
    own.pointee.row += 1
  } else {
    Unmanaged<Scan>.fromOpaque(own.pointee.scan).takeUnretainedValue().gather(own)
  }
  return SQLITE_OK
}

private func isAtEnd(cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
  guard let own = cursor?.own else { return 1 }
  return own.pointee.position >= own.pointee.count ? 1 : 0
}

private func column(
  cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?, context: OpaquePointer?, index: Int32
) -> Int32 {
  guard let own = cursor?.own, let context, let views = own.pointee.views else {
    return SQLITE_MISUSE
  }
  views.assumingMemoryBound(to: ColumnView.self)[Int(index)]
    .report(row: Int(own.pointee.row), to: context)
  return SQLITE_OK
}

private func rowIdentifier(
  cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?,
  result: UnsafeMutablePointer<sqlite3_int64>?
) -> Int32 {
  guard let own = cursor?.own else { return SQLITE_MISUSE }
  let listed = own.pointee.rows.map { Int64($0[Int(own.pointee.position)]) }
  result?.pointee = (listed ?? own.pointee.row) + 1
  return SQLITE_OK
}

extension UnsafeMutablePointer<sqlite3_vtab> {
  /// Our structure, which begins with SQLite's.
  fileprivate var own: UnsafeMutablePointer<quire_vtab> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: quire_vtab.self)
  }
}

extension UnsafeMutablePointer<quire_vtab> {
  /// SQLite's structure at its beginning.
  fileprivate var base: UnsafeMutablePointer<sqlite3_vtab> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: sqlite3_vtab.self)
  }
}

extension UnsafeMutablePointer<sqlite3_vtab_cursor> {
  /// Our structure, which begins with SQLite's.
  fileprivate var own: UnsafeMutablePointer<quire_cursor> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: quire_cursor.self)
  }
}

extension UnsafeMutablePointer<quire_cursor> {
  /// SQLite's structure at its beginning.
  fileprivate var base: UnsafeMutablePointer<sqlite3_vtab_cursor> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
  }
}
