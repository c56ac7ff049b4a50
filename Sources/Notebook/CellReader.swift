// A fenced block -> Cell. Level 0.

internal import Diagnostics

/// A fenced block that is known to be a cell.
struct CellReader {
  let block: FencedBlock
  /// Nil for kinds of cells that are not supported yet.
  let kind: Cell.Kind?
  private let clean: [UInt8]
  private let source: SourceText
  private let optionMark: [UInt8]
  private let optionCount: Int

  /// Looks at a block's first word and first line; nil when it is no cell.
  init?(_ block: FencedBlock, clean: [UInt8], source: SourceText) {
    let mark: [UInt8]
    switch block.firstWord {
    case "sql": mark = Array("--|".utf8)
    case "chart", "claim": mark = Array("#|".utf8)
    default: return nil
    }
    optionCount =
      block.lines.prefix { line in
        line.leadingBlankCount == 0 && clean[line.range].starts(with: mark)
      }.count
    guard optionCount > 0 else { return nil }
    kind = Cell.Kind(rawValue: String(block.firstWord))
    optionMark = mark
    self.block = block
    self.clean = clean
    self.source = source
  }

  /// Reads options and body.
  func cell(_ kind: Cell.Kind, defaults: CellOptions, into findings: inout Findings) -> Cell {
    refuseHeaderOptions(into: &findings)
    let yaml = optionText
    var reader = OptionReader(FieldReader(yaml, of: source), defaults: defaults)
    if let node = yaml.parse(into: &reader.fields.findings) { reader.read(node) }
    findings.add(reader.fields.findings)
    return Cell(
      kind: kind, options: reader.options, optionRanges: reader.ranges, body: body,
      range: block.range, line: block.line + 1, linePrefix: block.prefix, recorded: nil,
      outputRange: nil,
      fence: Cell.Fence(
        byte: block.fence.byte, length: block.fence.length, isClosed: block.isClosed))
  }

  /// Options behind the first word would be passed over in silence otherwise.
  private func refuseHeaderOptions(into findings: inout Findings) {
    let rest = block.fence.info.dropFirst(block.firstWord.count)
    guard rest.contains("{") || rest.contains("=") else { return }
    findings.report(
      .notSupportedYet, "options on the fence line are not supported yet", at: block.openingRange,
      hint: "write them as lines \(String(decoding: optionMark, as: UTF8.self)) key: value")
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
      let end = block.lines[optionCount - 1].range.upperBound
      starts = [CellBody.Line(offset: 0, sourceOffset: end)]
    }
    return CellBody(text: String(decoding: bytes, as: UTF8.self), lines: starts)
  }
}
