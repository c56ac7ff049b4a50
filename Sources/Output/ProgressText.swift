// How far a load is, in one line of a terminal. Output, level 4.

internal import Render

/// `trips.csv  41.2 of 84.0 MB  49 %`: both counts and the share are rounded down, so all is shown as done
/// only when it is.
///
/// - Parameter file: the path of the file, of which the name is shown.
/// - Parameter width: the columns of the terminal; a name too long is cut, and the last column stays free,
///   because some terminals begin a new line there.
public func progressText(file: String, done: Int, of total: Int, width: Int) -> String {
  let (unit, size) =
    switch total {
    case 1_000_000_000...: ("GB", 1_000_000_000)
    case 1_000_000...: ("MB", 1_000_000)
    default: ("kB", 1_000)
    }
  let tenths = { (count: Int) in
    let count = count / (size / 10)
    return "\(count / 10).\(count % 10)"
  }
  let share = total > 0 ? Int(Double(done) / Double(total) * 100) : 100
  let counts = "\(tenths(done)) of \(tenths(total)) \(unit)  \(share) %"
  let name = escaped(file.split(separator: "/").last.map(String.init) ?? file)
  let room = width - 1 - displayWidth(counts) - 2
  if room < 1 { return displayWidth(counts) < width ? counts : "" }
  return "\(truncated(name, to: room))  \(counts)"
}

/// `running 4.1 s, 212,000 rows read`: how long a statement takes already. SQLite knows no share.
///
/// - Parameter rows: how many rows of tables it has read; shown in thousands, as they fly past.
/// - Parameter width: the columns of the terminal, of which the last stays free.
public func progressText(running seconds: Double, rows: Int, width: Int) -> String {
  let tenths = Int(max(0, seconds) * 10)
  let time = "running \(tenths / 10).\(tenths % 10) s"
  let whole = rows < 1_000 ? time : "\(time), \(grouped(rows / 1_000 * 1_000)) rows read"
  return whole.utf8.count < width ? whole : time.utf8.count < width ? time : ""
}
