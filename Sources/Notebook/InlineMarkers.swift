// The places in a text where an inline value may begin or end, each made recognisable. Level 0.

/// All `<!--=` and `<!--/-->` of a text, and the copy of the text that is given to cmark.
///
/// cmark does not say reliably where an inline stands. So the byte after each `<!--` is replaced by
/// a control character that names it: whatever leaf of cmark's tree the byte turns up in tells what
/// the marker is (a comment, part of a code span, plain text). One control character for one byte
/// moves nothing, and neither of the replaced bytes means anything to Markdown in that place.
struct InlineMarkers {
  /// What may stand at a place.
  struct Marker {
    /// The offset of `<`.
    let offset: Int
    /// `<!--=`; otherwise `<!--/-->`.
    let isOpening: Bool
    /// The control character.
    let mark: UInt8
  }

  /// In document order.
  let markers: [Marker]
  /// The text for cmark, as long as the original and without other control characters.
  let markedText: [UInt8]

  private static let marks: [UInt8] = Array(0x01...0x08) + Array(0x0E...0x1F) + [0x7F]

  static func isMark(_ byte: UInt8) -> Bool {
    byte < 0x20 && (byte < 0x09 || byte > 0x0D) || byte == 0x7F
  }

  /// - Parameter clean: valid UTF-8 without NUL.
  /// - Parameter start: where the Markdown begins.
  init(_ clean: [UInt8], from start: Int) {
    var text = clean
    var markers: [Marker] = []
    let comment = Array("<!--".utf8)
    let closing = Array("/-->".utf8)
    for offset in start..<max(start, clean.count) {
      if InlineMarkers.isMark(clean[offset]) { text[offset] = CleanText.replacement }
      guard clean[offset] == comment[0], clean[offset...].starts(with: comment) else { continue }
      let next = offset + comment.count
      guard next < clean.count else { continue }
      let isOpening = clean[next] == UInt8(ascii: "=")
      guard isOpening || clean[next...].starts(with: closing) else { continue }
      let mark = InlineMarkers.marks[markers.count % InlineMarkers.marks.count]
      markers.append(Marker(offset: offset, isOpening: isOpening, mark: mark))
    }
    for marker in markers { text[marker.offset + comment.count] = marker.mark }
    self.markers = markers
    markedText = text
  }
}
