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
/// - Parameter edits: ranges that do not overlap, in any order.
public func print(_ document: Document, edits: [Edit] = []) -> [UInt8] {
  document.source.bytes
}

extension Document {
  /// The edit that records an output under a cell: replaces the recorded block or adds one after the
  /// cell, in the cell's container and with the file's line endings, in a fence that is long enough.
  ///
  /// - Parameter text: the lines of the output, each ended by LF.
  public func recording(
    _ kind: RecordedOutput.Kind, _ text: String, under cell: Cell
  ) -> Edit {
    Edit(range: cell.range.upperBound..<cell.range.upperBound, replacement: [])
  }

  /// The edit that writes an inline value's text.
  public func recording(_ text: String, in value: InlineValue) -> Edit {
    Edit(range: value.textRange, replacement: Array(text.utf8))
  }
}
