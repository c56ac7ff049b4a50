// A fenced block -> Cell. Level 0.

internal import Diagnostics
internal import YAML

/// A fenced block that is known to be a cell.
struct CellReader {
  let block: FencedBlock
  /// Nil for kinds of cells that are not supported yet.
  let kind: Cell.Kind?
  private let clean: [UInt8]
  private let source: SourceText
  private let optionMark: [UInt8]
  private let optionCount: Int

  private let header: FenceHeader

  /// Looks at a block's info string and first line; nil when it is no cell.
  init?(_ block: FencedBlock, clean: [UInt8], source: SourceText) {
    let header = FenceHeader(block.infoRange, of: clean, word: block.firstWord)
    let mark: [UInt8]
    switch header.kind {
    case "sql": mark = Array("--|".utf8)
    case "chart", "claim": mark = Array("#|".utf8)
    default: return nil
    }
    optionCount =
      block.lines.prefix { line in
        line.leadingBlankCount == 0 && clean[line.range].starts(with: mark)
      }.count
    guard optionCount > 0 || header.makesCell else { return nil }
    kind = Cell.Kind(rawValue: header.kind)
    optionMark = mark
    self.header = header
    self.block = block
    self.clean = clean
    self.source = source
  }

  /// Reads options and body.
  func cell(_ kind: Cell.Kind, defaults: CellOptions, into findings: inout Findings) -> Cell {
    let info = YAMLText([block.infoRange], of: clean, fallback: block.openingRange.lowerBound)
    var reader = OptionReader(FieldReader(info, of: source), defaults: defaults)
    for fault in header.faults {
      reader.fields.findings.report(.badValue, fault.message, at: fault.range, hint: fault.hint)
    }
    reader.read(header.node, valueRanges: header.valueRanges)
    if optionCount > 0 { readOptionLines(with: &reader) }
    reader.settleLabel()
    reader.reportUnused(in: kind)
    findings.add(reader.fields.findings)
    reportMistakes(into: &findings)
    return Cell(
      kind: kind, options: reader.options, optionRanges: reader.ranges, body: body,
      range: block.range, line: block.line + 1, linePrefix: block.prefix,
      fence: Cell.Fence(
        byte: block.fence.byte, length: block.fence.length, isClosed: block.isClosed),
      spelling: CellSpelling(
        infoStart: block.openingRange.lowerBound + block.fence.length,
        openingEnd: block.openingRange.upperBound, header: header, mark: optionMark,
        lines: block.lines.prefix(optionCount).map(\.range)))
  }

  /// Reports a line in the body that was meant as an option. Above the text proper the mark of the other
  /// kind of cell can be nothing else, and it would be blamed on the text.
  private func reportMistakes(into findings: inout Findings) {
    let lines = block.lines[optionCount...]
    let mark = String(decoding: optionMark, as: UTF8.self)
    guard let mistake = MistakenCell(body: lines, markedBy: mark, clean: clean) else { return }
    let isFirst = lines.prefix { $0.range.upperBound < mistake.range.lowerBound }.allSatisfy {
      clean[$0.range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }
    let isOwn = clean[mistake.range].starts(with: mark.utf8.dropLast())
    findings.report(mistake, severity: isFirst && !isOwn ? .error : .warning)
  }

  private func readOptionLines(with reader: inout OptionReader) {
    let yaml = optionText
    var fields = FieldReader(yaml, of: source)
    fields.findings = reader.fields.findings
    reader.fields = fields
    if let node = yaml.parse(into: &reader.fields.findings) { reader.read(node) }
  }

  /// The option lines without their marks and one blank after each.
  private var optionText: YAMLText {
    let ranges = block.lines.prefix(optionCount).map { line in
      var start = line.range.lowerBound + optionMark.count
      if start < line.range.upperBound, clean[start] == 0x20 || clean[start] == 0x09 { start += 1 }
      let end = source.lineRange(source.lineIndex(at: line.range.lowerBound)).upperBound
      return start..<max(start, end)
    }
    return YAMLText(ranges, of: clean, fallback: block.openingRange.lowerBound)
  }

  private var body: CellBody {
    let lines = block.lines[optionCount...]
    var bytes = block.content(lines, of: clean)
    if !bytes.isEmpty { bytes.removeLast() }
    var offset = 0
    var starts = lines.map { line in
      defer { offset += line.leadingBlankCount + line.range.count + 1 }
      return CellBody.Line(
        offset: offset, sourceOffset: line.range.lowerBound,
        leadingBlankCount: line.leadingBlankCount)
    }
    if starts.isEmpty {
      let end =
        optionCount > 0
        ? block.lines[optionCount - 1].range.upperBound : block.openingRange.upperBound
      starts = [CellBody.Line(offset: 0, sourceOffset: end)]
    }
    return CellBody(text: String(decoding: bytes, as: UTF8.self), lines: starts)
  }
}
