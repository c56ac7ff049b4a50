// The clock of one connection: SQLite asks its VFS for the time, so each connection has its own. Level 1.

internal import CSQLite

/// Owns the VFS of a connection.
///
/// - Source: https://www.sqlite.org/c3ref/vfs.html
final class Clock {
  private let vfs: UnsafeMutablePointer<quire_clock>

  /// Done before the first connection, as a clock is made before its connection is opened.
  private static let preparation: Void = quire_forgo_memory_count()

  init() {
    Clock.preparation
    guard let vfs = quire_clock_open() else {
      preconditionFailure("SQLite has no memory for a clock")
    }
    self.vfs = vfs
  }

  deinit { quire_clock_close(vfs) }

  /// The name that a database is opened with.
  var name: UnsafePointer<CChar> { vfs.pointee.base.zName }

  /// How often the time was asked for.
  var askedCount: Int64 { vfs.pointee.asked }

  /// The time at which it stands, in milliseconds since 1970 in UTC, or nil when it goes.
  var frozenTime: Int64? {
    get { vfs.pointee.frozen < 0 ? nil : vfs.pointee.frozen - Clock.epoch }
    set { vfs.pointee.frozen = newValue.map { max(0, $0 + Clock.epoch) } ?? -1 }
  }

  /// The beginning of 1970 in milliseconds since that of Julian day 0.
  private static let epoch: Int64 = 210_866_760_000_000
}
