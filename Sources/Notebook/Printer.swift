// print: Document -> text, as it was or with fresh outputs and inline values. Level 0.

internal import Diagnostics

/// A change of the text: these bytes in place of those.
public struct Edit: Sendable, Hashable {
  /// The bytes that are replaced.
  public let range: Range<Int>
  /// The bytes that take their place.
  public let replacement: [UInt8]

  /// Replaces a range of the notebook's bytes; an empty range inserts.
  public init(range: Range<Int>, replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }
}

/// Writes a notebook back; without edits the very bytes that were parsed.
///
/// - Parameter edits: ranges of the notebook that do not overlap, in any order.
public func print(_ document: Document, edits: [Edit] = []) -> [UInt8] {
  let bytes = document.segments.reduce(into: [UInt8]()) { bytes, segment in
    bytes.append(contentsOf: document.source.bytes[segment.range])
  }
  guard !edits.isEmpty else { return bytes }
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count)
  var end = 0
  let ordered = edits.enumerated().sorted { left, right in
    (left.element.range.lowerBound, left.element.range.upperBound, left.offset)
      < (right.element.range.lowerBound, right.element.range.upperBound, right.offset)
  }
  for (_, edit) in ordered {
    precondition(
      edit.range.lowerBound >= end && edit.range.upperBound <= bytes.count,
      "edits may not overlap or lie outside the text")
    text.append(contentsOf: bytes[end..<edit.range.lowerBound])
    text.append(contentsOf: edit.replacement)
    end = edit.range.upperBound
  }
  text.append(contentsOf: bytes[end...])
  return text
}
