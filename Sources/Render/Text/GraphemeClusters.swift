// A text split where people see characters end, each with its width. Level 1.

internal import CUTF8Proc

/// The grapheme clusters of UTF-8 bytes, in order, each with its display width.
///
/// Valid while the bytes are; a byte that is not UTF-8 is a cluster of width 1.
struct GraphemeClusters: Sequence, IteratorProtocol {
  struct Cluster {
    /// Where the cluster stands in the bytes.
    let range: Range<Int>
    /// How many columns it takes: 0, 1 or 2.
    let width: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var state: Int32 = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Cluster? {
    guard offset < bytes.count else { return nil }
    let start = offset
    var (previous, length) = scalar(at: offset)
    var measure = ClusterWidth(previous)
    offset += length
    while offset < bytes.count {
      let (scalar, length) = scalar(at: offset)
      if utf8proc_grapheme_break_stateful(previous, scalar, &state) { break }
      // A prepended mark would swallow the blank or ellipsis put behind a text: widths must add up.
      if boundClass(previous) == UTF8PROC_BOUNDCLASS_PREPEND { break }
      measure.add(scalar)
      offset += length
      previous = scalar
    }
    return Cluster(range: start..<offset, width: measure.width)
  }

  private func scalar(at offset: Int) -> (Int32, Int) {
    let (scalar, length) = decodeScalar(bytes, at: offset)
    return (scalar ?? 0xFFFD, length)
  }
}

/// The width of one cluster, gathered scalar by scalar.
private struct ClusterWidth {
  private(set) var width: Int
  private let base: Int32
  private let startsAsPicture: Bool

  init(_ scalar: Int32) {
    base = scalar
    width = Int(utf8proc_charwidth(scalar))
    startsAsPicture = boundClass(scalar) == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC
  }

  mutating func add(_ scalar: Int32) {
    width = Swift.max(width, Int(utf8proc_charwidth(scalar)))
    let joinsPicture = scalar == 0x200D && startsAsPicture
    let joinsFlag = isRegionalIndicator(scalar) && isRegionalIndicator(base)
    let becomesEmoji = scalar == 0xFE0F && width > 0 && base != 0x20
    if becomesEmoji || joinsPicture || joinsFlag { width = 2 }
  }
}

private func boundClass(_ scalar: Int32) -> utf8proc_boundclass_t {
  utf8proc_boundclass_t(rawValue: utf8proc_get_property(scalar).pointee.boundclass)
}

private func isRegionalIndicator(_ scalar: Int32) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar) }

/// The sum of the widths of all clusters of bytes that need no escaping.
func clusterWidths(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
  if isPlainASCII(bytes) { return bytes.count }
  return GraphemeClusters(bytes).reduce(0) { $0 + $1.width }
}

/// Whether a text holds a letter that runs from right to left.
func holdsRightToLeft(_ text: String) -> Bool {
  text.unicodeScalars.contains { scalar in
    guard scalar.value >= 0x590 else { return false }
    let bidi = Int(utf8proc_get_property(Int32(scalar.value)).pointee.bidi_class)
    return bidi == Int(UTF8PROC_BIDI_CLASS_R.rawValue)
      || bidi == Int(UTF8PROC_BIDI_CLASS_AL.rawValue)
  }
}
