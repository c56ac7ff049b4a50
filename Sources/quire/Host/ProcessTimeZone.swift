// The zone of SQLite's `localtime`, which is the C library's, of the whole process. Level 5.

internal import Glibc
internal import Notebook
internal import Synchronization

enum ProcessTimeZone {
  /// What TZ was set to last.
  private static let current = Mutex("")

  /// Makes a zone the process's own; nil is UTC.
  ///
  /// - Returns: false when the machine does not know the zone; then nothing changes.
  static let use: @Sendable (TimeZoneName?) -> Bool = { zone in
    let text = environmentText(of: zone)
    return current.withLock { current in
      if current == text { return true }
      guard zone?.kind != .region || isZoneFile(String(text.dropFirst())) else { return false }
      setenv("TZ", text, 1)
      tzset()
      current = text
      return true
    }
  }

  /// What TZ must say.
  ///
  /// - Source: POSIX.1-2017, 8.3 (there, offsets count west of UTC)
  private static func environmentText(of zone: TimeZoneName?) -> String {
    switch zone?.kind {
    case nil, .offset(minutes: 0): return "UTC"
    case .offset(let minutes):
      let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
      let number = "\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
      return "<local>\(minutes < 0 ? "" : "-")\(number)"
    case .region: return ":/usr/share/zoneinfo/\(zone?.text ?? "")"
    }
  }

  /// Whether a file begins as a compiled zone does; the C library takes anything else for UTC.
  private static func isZoneFile(_ path: String) -> Bool {
    guard let file = fopen(path, "re") else { return false }
    defer { fclose(file) }
    var magic = [UInt8](repeating: 0, count: 4)
    return fread(&magic, 1, 4, file) == 4 && magic == Array("TZif".utf8)
  }
}
