// A copy of the text that C parsers can read, byte for byte as long as the original. Level 0.

internal import Diagnostics

/// The text with NUL and invalid UTF-8 bytes replaced one for one, so that every offset stays.
struct CleanText {
  /// Valid UTF-8 without NUL, as long as the original.
  private(set) var bytes: [UInt8]
  /// The first byte that is no UTF-8.
  private(set) var firstInvalid: Int?
  /// The first NUL.
  private(set) var firstNUL: Int?

  /// A letter has no meaning in Markdown, wherever it stands.
  static let replacement = UInt8(ascii: "x")

  init(_ source: [UInt8]) {
    bytes = source
    firstNUL = source.firstIndex(of: 0)
    if let firstNUL {
      for offset in firstNUL..<source.count where source[offset] == 0 {
        bytes[offset] = CleanText.replacement
      }
    }
    var checked = 0
    while let invalid = source.withUnsafeBufferPointer({
      firstInvalidUTF8(in: UnsafeBufferPointer(rebasing: $0[checked...]))
    }) {
      let start = checked + invalid.lowerBound
      checked += invalid.upperBound
      if firstInvalid == nil { firstInvalid = start }
      for offset in start..<checked { bytes[offset] = CleanText.replacement }
    }
  }

  /// Reports what had to be replaced: one finding for each kind.
  func report(to findings: inout Findings) {
    if let firstInvalid {
      findings.report(
        .notUTF8, "the text is not UTF-8 from here on", at: firstInvalid..<firstInvalid + 1,
        hint: "save the notebook as UTF-8")
    }
    if let firstNUL {
      findings.report(
        .notUTF8, "a NUL byte cannot stand in a notebook", at: firstNUL..<firstNUL + 1)
    }
  }
}
