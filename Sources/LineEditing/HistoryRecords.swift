// The text of a history file: entries of several lines below their time stamps. Level 5.

/// Entries as bash and readline write them: a line `#` and seconds since 1970, then the entry's lines.
///
/// A line inside an entry that looks like a time stamp gets a backslash in front. Lines before the
/// first time stamp are an entry each.
struct HistoryRecords {
  private let bytes: [UInt8]
  /// Where each time stamp's line begins.
  private let stampOffsets: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var offsets: [Int] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if Self.isStamp(bytes[start..<end]) { offsets.append(start) }
      start = end + 1
    }
    stampOffsets = offsets
  }

  /// The entries, oldest first. Bytes that are no UTF-8 are replaced, NUL and empty entries left out.
  var entries: [String] {
    let firstStamp = stampOffsets.first ?? bytes.count
    let bare = bytes[..<firstStamp].split(separator: UInt8(ascii: "\n")).map { $0 }
    let ends = stampOffsets.dropFirst() + [bytes.count]
    let stamped = zip(stampOffsets, ends).map { start, end in
      bytes[start..<end].drop { $0 != UInt8(ascii: "\n") }.dropFirst()
    }
    return (bare + stamped).map(Self.text).filter { !$0.isEmpty }
  }

  /// The last records as they stand, or nil when there are not more than that.
  func newest(_ count: Int) -> ArraySlice<UInt8>? {
    guard stampOffsets.count > count else { return nil }
    return count == 0 ? [] : bytes[stampOffsets[stampOffsets.count - count]...]
  }

  /// What is written for an entry.
  static func record(_ entry: String, time: Int64) -> String {
    let lines = entry.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let safe = lines.map { line in
      (isEscapedStamp(line) ? "\\" : "") + String(Substring(line))
    }
    return "#\(time)\n" + safe.joined(separator: "\n") + "\n"
  }

  private static func text(_ record: ArraySlice<UInt8>) -> String {
    let trimmed = record.last == UInt8(ascii: "\n") ? record.dropLast() : record
    // Ten thousand entries are read before the first prompt; nearly all are text as it stands.
    guard trimmed.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\\") }) else {
      return String(decoding: trimmed, as: UTF8.self)
    }
    let lines = trimmed.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let bare = lines.map { line in
      line.first == UInt8(ascii: "\\") && isEscapedStamp(line.dropFirst())
        ? line.dropFirst() : line
    }
    return String(
      decoding: bare.joined(separator: [UInt8(ascii: "\n")]).filter { $0 != 0 }, as: UTF8.self)
  }

  private static func isStamp(_ line: some Collection<UInt8>) -> Bool {
    line.count > 1 && line.first == UInt8(ascii: "#")
      && line.dropFirst().allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }

  /// A time stamp after any number of backslashes.
  private static func isEscapedStamp(_ line: some Collection<UInt8>) -> Bool {
    isStamp(line.drop { $0 == UInt8(ascii: "\\") })
  }
}
