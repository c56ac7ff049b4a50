// Blocks -> cells, recorded outputs and inline values. Level 0.

internal import Diagnostics

/// Gathers the elements of a notebook, block by block in document order.
struct DocumentBuilder {
  let source: SourceText
  let clean: [UInt8]
  /// What cmark was given.
  let markdown: [UInt8]
  let defaults: CellOptions
  var findings: Findings
  private(set) var elements: [Element] = []
  /// The pieces that are not prose, in order.
  private(set) var pieces: [Segment] = []
  /// Fenced blocks that are shown and never run.
  private(set) var inertRanges: [Range<Int>] = []

  private var inlineValues: InlineValueReader
  private var cellCount = 0
  private var labels: [String: Int] = [:]
  /// Labels that were named before any cell above had them.
  private var missingLabels: [CellOptions.Dependency] = []
  /// The fenced block that an output may follow.
  private var owner: Owner?

  private struct Owner {
    let identity: UInt
    let end: Int
    /// The index in `elements`, or nil for a cell of a kind that is not supported yet.
    let element: Int?
    let cell: Int
  }

  init(
    source: SourceText, clean: [UInt8], markers: InlineMarkers, defaults: CellOptions,
    findings: Findings
  ) {
    self.source = source
    self.clean = clean
    self.defaults = defaults
    self.findings = findings
    markdown = markers.markedText
    inlineValues = InlineValueReader(source: source, clean: clean, markers: markers.markers)
  }

  /// Takes the next block; `next` is the one after it.
  mutating func add(_ block: MarkdownBlock, next: MarkdownBlock?) {
    switch block.kind {
    case .fence(let fence):
      let fenced = FencedBlock(
        fence, at: block.line, in: source, text: markdown, next: next)
      add(fenced)
    case .indentedCode: break
    case .html, .prose:
      if case .html = block.kind, block.line >= 0 {
        let end = next.map(\.line).flatMap { $0 > block.line ? $0 : nil }
        let lines = block.line..<(end ?? source.lineStarts.count)
        if let mistake = MistakenCell(html: lines, of: source, clean: clean) {
          findings.report(mistake, severity: .warning)
        }
      }
      for value in inlineValues.values(of: block, into: &findings) {
        elements.append(.inlineValue(value))
      }
    }
  }

  private mutating func add(_ block: FencedBlock) {
    if let reader = CellReader(block, clean: clean, source: source) {
      add(cell: reader)
    } else if let kind = RecordedOutput.Kind(rawValue: String(block.firstWord)) {
      add(output: kind, block)
    } else {
      inertRanges.append(block.range)
      if let mistake = MistakenCell(listing: block, clean: clean) {
        findings.report(mistake, severity: .warning)
      }
    }
  }

  private mutating func add(cell reader: CellReader) {
    let block = reader.block
    guard let kind = reader.kind else {
      findings.report(
        .notSupportedYet, "claim cells are not supported yet", at: block.openingRange)
      inertRanges.append(block.range)
      owner = Owner(
        identity: block.fence.identity, end: block.range.upperBound, element: nil, cell: -1)
      return
    }
    let cell = reader.cell(kind, defaults: defaults, into: &findings)
    note(labelOf: cell)
    note(dependenciesOf: cell)
    owner = Owner(
      identity: block.fence.identity, end: block.range.upperBound, element: elements.count,
      cell: cellCount)
    pieces.append(Segment(kind: .cell(cellCount), range: block.range))
    elements.append(.cell(cell))
    cellCount += 1
  }

  /// Reports a label that an earlier cell has; SQLite compares names without case.
  private mutating func note(labelOf cell: Cell) {
    guard let label = cell.label else { return }
    if let line = labels[label.lowercased()] {
      findings.report(
        .duplicateLabel, "the cell at line \(line) is already named \(label)",
        at: cell.optionRanges["label"] ?? cell.range)
    } else {
      labels[label.lowercased()] = cell.line
    }
  }

  private mutating func note(dependenciesOf cell: Cell) {
    let own = cell.label?.lowercased()
    missingLabels += cell.options.depends.filter { dependency in
      let label = dependency.label.lowercased()
      return labels[label] == nil || label == own
    }
  }

  /// Reports what cells depend on and no cell above them has; to be called after the last block.
  mutating func reportMissingLabels() {
    let names = elements.compactMap { element in
      if case .cell(let cell) = element { cell.label } else { nil }
    }
    for missing in missingLabels {
      if let line = labels[missing.label.lowercased()] {
        findings.report(
          .usedAboveItsCell, "\(missing.label) is not above: its cell is on line \(line)",
          at: missing.range)
      } else {
        findings.report(
          .unknownLabel, "no cell is named \(missing.label)", at: missing.range,
          hint: didYouMean(missing.label, among: names))
      }
    }
  }

  private mutating func add(output kind: RecordedOutput.Kind, _ block: FencedBlock) {
    guard let owner, owner.identity == block.fence.previous,
      isBlank(owner.end..<block.range.lowerBound)
    else {
      inertRanges.append(block.range)
      findings.report(
        .strayOutput, "this \(kind.rawValue) block stands under no cell", at: block.openingRange,
        severity: .warning)
      return
    }
    guard let index = owner.element, case .cell(let cell) = elements[index] else {
      inertRanges.append(block.range)
      return
    }
    let recorded = recorded(kind, in: block)
    elements[index] = .cell(cell.with(recorded, at: block.range))
    pieces.append(Segment(kind: .output(owner.cell), range: block.range))
    self.owner = nil
  }

  /// What a block records; nil, and a warning, when a merge left its marks in it.
  private mutating func recorded(
    _ kind: RecordedOutput.Kind, in block: FencedBlock
  ) -> RecordedOutput? {
    let text = block.content(block.lines[...], of: clean)
    guard !ConflictScan.isConflicted(text) else {
      findings.report(
        .conflictMarker, "a merge conflict in this record is not resolved: it counts as missing",
        at: ConflictScan.opening(of: block, in: clean), hint: "quire promote makes it anew",
        severity: .warning)
      return nil
    }
    return RecordedOutput(
      kind: kind, text: String(decoding: text, as: UTF8.self), range: block.range,
      firstLine: block.line + 2)
  }

  /// Whether nothing but blanks and quote markers stands there.
  private func isBlank(_ range: Range<Int>) -> Bool {
    clean[range].allSatisfy { byte in
      byte == 0x20 || (0x09...0x0D).contains(byte) || byte == UInt8(ascii: ">")
    }
  }
}

extension DocumentBuilder {
  /// Recorded outputs and inert listings, ascending.
  var rangesWithoutProse: [Range<Int>] {
    let outputs = pieces.compactMap { piece in
      if case .output = piece.kind { piece.range } else { nil }
    }
    return (outputs + inertRanges).sorted { $0.lowerBound < $1.lowerBound }
  }
}
