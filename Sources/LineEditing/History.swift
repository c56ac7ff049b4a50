// The entries of the prompt's history, in memory and in a file that sessions share. Level 5.

internal import CReadline

/// What was typed, oldest first, with a file behind it if there is one.
public final class History {
  /// The entries of earlier sessions and of this one, oldest first; several lines stay one entry.
  public private(set) var entries: [String]
  /// Why the file cannot be read or written, the first time that happened.
  public private(set) var problem: String?

  private let file: HistoryFile?
  private let now: () -> Int64

  /// Reads the file; none means that nothing outlives the session.
  /// - Parameter now: seconds since 1970, written with each entry
  public init(file: HistoryFile?, now: @escaping () -> Int64) {
    self.file = file
    self.now = now
    entries = []
    trying { entries = try file?.read() ?? [] }
  }

  /// Keeps a text, in the file at once so that no crash loses it. Repeats of the last entry and
  /// texts that begin with a blank are not kept.
  public func add(_ text: String) {
    let entry = String(decoding: text.utf8.trimmingBlankEnd, as: UTF8.self)
    guard let first = entry.utf8.first, ![0x20, 0x09, 0x0A].contains(first), entry != entries.last
    else { return }
    entries.append(entry)
    quire_add_history(entry)
    trying { try file?.append(entry, time: now()) }
  }

  /// Cuts the file to its newest entries, at the end of the program.
  public func truncate() {
    trying { try file?.truncate() }
  }

  /// Hands the entries of earlier sessions to readline.
  func publish() {
    for entry in entries { quire_add_history(entry) }
  }

  private func trying(_ action: () throws -> Void) {
    do { try action() } catch { problem = problem ?? "\(error)" }
  }
}

extension String.UTF8View {
  /// The bytes without spaces, tabs and newlines at the end.
  var trimmingBlankEnd: SubSequence {
    let last = lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return last.map { self[...$0] } ?? self[startIndex..<startIndex]
  }
}
