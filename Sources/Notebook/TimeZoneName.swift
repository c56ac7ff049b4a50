// What `tz:` says. Level 0.

/// A time zone as a notebook names it.
public struct TimeZoneName: Sendable, Hashable {
  /// What the zone is.
  public enum Kind: Sendable, Hashable {
    /// So many minutes east of UTC, always.
    case offset(minutes: Int)
    /// A zone of the IANA database, such as `Europe/Brussels`, whose rules the machine must know.
    case region
  }

  /// The zone as it is written.
  public let text: String
  /// What it is.
  public let kind: Kind
  /// The bytes of the name in the notebook.
  public let range: Range<Int>

  /// Reads `UTC`, `+01:00` or `Europe/Brussels`; nil for what can be no zone's name.
  init?(_ text: String, at range: Range<Int>) {
    self.text = text
    self.range = range
    if text == "UTC" {
      kind = .offset(minutes: 0)
    } else if let minutes = Moment.offsetMinutes(text) {
      kind = .offset(minutes: Int(minutes))
    } else {
      let words = text.split(separator: "/", omittingEmptySubsequences: false)
      guard words.allSatisfy(TimeZoneName.isWord) else { return nil }
      kind = .region
    }
  }

  /// A part of a name; it can lead nowhere but into the folder of zones.
  private static func isWord(_ word: Substring) -> Bool {
    guard let first = word.utf8.first, (0x41...0x5A).contains(first & 0xDF) else { return false }
    return word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte)
    }
  }
}
