// parse: text -> Document. Level 0.

internal import Diagnostics

/// Reads a notebook. Any bytes parse; what is wrong with them stands in `diagnostics`.
///
/// - Parameter file: the name that diagnostics show.
public func parse(_ bytes: [UInt8], file: String) -> Document {
  let source = SourceText(bytes, file: file)
  return Document(
    source: source, frontMatter: FrontMatter(),
    segments: bytes.isEmpty ? [] : [Segment(kind: .prose, range: 0..<bytes.count)], elements: [],
    diagnostics: [])
}
