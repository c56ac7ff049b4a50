// Whether bytes are UTF-8, and if not, where they stop being it. Level 0.

/// Finds the first bytes that do not belong to well-formed UTF-8.
///
/// - Returns: the offsets of the malformed or cut-off sequence, or nil when all is well.
/// - Source: The Unicode Standard, table 3-7
public func firstInvalidUTF8(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes.span)
    return nil
  } catch {
    return error.byteOffsets
  }
}
