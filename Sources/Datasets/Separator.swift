// Which byte stands between the fields of a bare file. Level 1.

/// The separator of a bare file, found from its first 64 KiB.
struct Separator {
  /// The byte that separates best; a comma when none does.
  let byte: UInt8
  /// Whether the records agree on a number of fields, so that the choice is sure.
  let isSure: Bool

  /// The bytes that files are separated by, the likeliest first.
  static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]

  /// Parses the beginning of the text with each candidate.
  ///
  /// The score of a candidate is the share of records with the most frequent number of fields,
  /// where that is more than one; so one ragged record does not change the answer.
  init(of text: DataText, dialect: Dialect, from start: Int) {
    var best = (byte: UInt8(ascii: ","), score: 0.0, fieldCount: 1)
    for byte in Separator.candidates {
      let (score, fieldCount) = Separator.score(of: byte, in: text, dialect, from: start)
      if (score, fieldCount) > (best.score, best.fieldCount) { best = (byte, score, fieldCount) }
    }
    isSure = best.score >= 0.8 || best.score == 0
    byte = isSure ? best.byte : UInt8(ascii: ",")
  }

  private static func score(
    of byte: UInt8, in text: DataText, _ stated: Dialect, from start: Int
  ) -> (score: Double, fieldCount: Int) {
    var dialect = stated
    dialect.delimiter = byte
    // A record that begins there may be long, but not without end.
    var scanner = CSVScanner(
      text, dialect: dialect, from: start, to: start + 65_536 + CSVScanner.fieldLimit,
      allowsSpaceBeforeQuote: true)
    var frequencies: [Int: Int] = [:]
    let fields = SpanList()
    var recordCount = 0
    while scanner.index < start + 65_536, scanner.next(fields) {
      defer { fields.removeAll() }
      if fields.count == 1, fields[0].count == 0 { continue }
      frequencies[fields.count, default: 0] += 1
      recordCount += 1
    }
    guard let modal = frequencies.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
      modal.key > 1
    else { return (0, 1) }
    return (Double(modal.value) / Double(recordCount), modal.key)
  }
}
