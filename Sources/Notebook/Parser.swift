// parse: text -> Document. Level 0.

internal import Diagnostics

/// Reads a notebook. Any bytes parse; what is wrong with them stands in `diagnostics`.
///
/// Markdown is read by cmark-gfm with tables; the front matter by libyaml.
///
/// - Parameter file: the name that diagnostics show.
/// - Complexity: linear in the length of the text.
public func parse(_ bytes: [UInt8], file: String) -> Document {
  let source = SourceText(bytes, file: file)
  let clean = CleanText(bytes)
  var findings = Findings(source)
  clean.report(to: &findings)

  let block = FrontMatterBlock(source, findings: &findings)
  let frontMatter = readFrontMatter(block, clean.bytes, into: &findings)

  let markdownStart = block?.range.upperBound ?? 0
  let markers = InlineMarkers(clean.bytes, from: markdownStart)
  let tree = MarkdownTree(markers.markedText[markdownStart...], firstLine: block?.lineCount ?? 0)
  var builder = DocumentBuilder(
    source: source, clean: clean.bytes, markers: markers, defaults: frontMatter.defaults,
    findings: findings)
  let blocks = tree.blocks()
  for (index, block) in blocks.enumerated() {
    builder.add(block, next: index + 1 < blocks.count ? blocks[index + 1] : nil)
  }
  builder.reportMissingLabels()

  ConflictScan.report(source, outside: builder.rangesWithoutProse, into: &builder.findings)
  return Document(
    source: source, frontMatter: frontMatter,
    segments: segments(builder.pieces, after: block, count: bytes.count),
    elements: builder.elements, diagnostics: builder.findings.inDocumentOrder)
}

private func readFrontMatter(
  _ block: FrontMatterBlock?, _ clean: [UInt8], into findings: inout Findings
) -> FrontMatter {
  guard let block, !ConflictScan.isOpened(in: block.content, of: findings.source) else {
    return FrontMatter()
  }
  let text = YAMLText([block.content], of: clean, fallback: block.content.lowerBound)
  var reader = FrontMatterReader(text, of: findings.source)
  reader.read()
  findings.add(reader.fields.findings)
  return reader.matter
}

/// Fills the gaps between the pieces with prose.
private func segments(
  _ pieces: [Segment], after block: FrontMatterBlock?, count: Int
) -> [Segment] {
  var segments: [Segment] = []
  var end = 0
  if let block {
    segments.append(Segment(kind: .frontMatter, range: block.range))
    end = block.range.upperBound
  }
  for piece in pieces {
    if end < piece.range.lowerBound {
      segments.append(Segment(kind: .prose, range: end..<piece.range.lowerBound))
    }
    segments.append(piece)
    end = piece.range.upperBound
  }
  if end < count { segments.append(Segment(kind: .prose, range: end..<count)) }
  return segments
}
