// Texts -> parts of columns, block by block on all cores; the same parts as one thread gives. Level 1.

internal import CCSV
internal import Diagnostics

/// Reads the records of all texts of a table.
///
/// A text is cut into blocks without regard to its records. Where a block's first record begins is
/// guessed from the number of quotes before it and then proved: a block that does not begin where
/// the one before it ended is read again. So a wrong guess costs time and nothing else.
final class TableReader {
  let plan: ReadingPlan
  /// In the order of the texts.
  private(set) var parts: [BlockPart] = []
  private(set) var readers: [BlockReader]
  private let workers: Workers
  let monitor: LoadMonitor

  init(_ plan: ReadingPlan, workers: Workers, monitor: LoadMonitor) {
    self.plan = plan
    self.workers = workers
    self.monitor = monitor
    readers = (0..<workers.count).map { BlockReader(plan, worker: $0) }
  }

  /// Reads one text from an offset on.
  func read(_ fileIndex: Int, from dataStart: Int) throws(DiagnosticList) {
    let text = plan.texts[fileIndex]
    let blocks = text.blocks.filter { $0.range.upperBound > dataStart }
    let counts = plan.texts.map(\.bytes.count)
    let progress = LoadProgress(
      monitor, file: text.file, byteCount: counts.reduce(0, +),
      from: counts[..<fileIndex].reduce(blocks.first?.range.lowerBound ?? counts[fileIndex], +))
    let starts = guessedStarts(blocks, text, dataStart)
    var found = [BlockPart?](repeating: nil, count: blocks.count)
    found.withUnsafeMutableBufferPointer { found in
      workers.run(itemCount: blocks.count) { worker, index in
        if progress.isStopped { return }
        found[index] = readers[worker].read(
          fileIndex, from: starts[index], to: blocks[index].range.upperBound,
          capacity: blocks[index].lineEndCount + 2)
        text.discard(blocks[index].range)
        progress.add(blocks[index].range.count, worker: worker)
      }
    }
    try progress.check()
    try join(found.compactMap(\.self), blocks, from: dataStart, progress)
  }

  /// Puts the blocks together; where a guess was wrong the block is read again.
  private func join(
    _ found: [BlockPart], _ blocks: [DataText.Block], from dataStart: Int, _ progress: LoadProgress
  ) throws(DiagnosticList) {
    var end = dataStart
    for (part, block) in zip(found, blocks) {
      var part = part
      if part.start != end {
        try progress.check()
        part = readers[0].read(
          part.fileIndex, from: end, to: block.range.upperBound, capacity: block.lineEndCount + 2)
      }
      end = part.end
      settleBlanks(before: part)
      parts.append(part)
    }
  }

  /// Blank lines at the end of the block before are rows of NULL when a record follows.
  private func settleBlanks(before part: BlockPart) {
    let hasRecords =
      part.rowCount > 0 || part.findings.violations.count > 0 || !part.findings.rejects.isEmpty
      || part.findings.raggedCount > 0
    guard hasRecords, let last = parts.lastIndex(where: { !$0.findings.pendingBlanks.isEmpty }),
      parts[last].fileIndex == part.fileIndex
    else { return }
    var blanks = BlankLines()
    for index in parts.indices where parts[index].fileIndex == part.fileIndex {
      blanks.append(parts[index].findings.pendingBlanks)
      parts[index] = parts[index].withoutPendingBlanks(
        isCounted: plan.rules.columnCount > 1, isRefused: plan.rules.refusesBlankLines)
    }
    if plan.rules.columnCount == 1 { parts.append(readers[0].readBlanks(blanks, part.fileIndex)) }
  }

  /// Refuses a block that has other records than when it was read before.
  private func checkSame(_ fresh: BlockPart, _ part: BlockPart) throws(DiagnosticList) {
    guard fresh.rowCount != part.rowCount else { return }
    throw DiagnosticList([changedDiagnostic(plan.texts[part.fileIndex].file)])
  }

  private func guessedStarts(
    _ blocks: [DataText.Block], _ text: DataText, _ dataStart: Int
  ) -> [Int] {
    guard let first = blocks.first else { return [] }
    let quote = plan.dialect.quote ?? 0x22
    let rest = quire_csv_survey(
      text.base + dataStart, first.range.upperBound - dataStart, quote)
    var isInside = plan.dialect.quote != nil && rest.quotes % 2 == 1
    var starts = [dataStart]
    for (block, before) in zip(blocks.dropFirst(), blocks) {
      starts.append(firstStart(in: block.range, after: before, isInside: isInside, text))
      if plan.dialect.quote != nil, block.quoteCount % 2 == 1 { isInside.toggle() }
    }
    return starts
  }

  /// Where the first record of a block seems to begin, given whether its first byte is in quotes.
  private func firstStart(
    in range: Range<Int>, after before: DataText.Block, isInside: Bool, _ text: DataText
  ) -> Int {
    let ending: UInt8 = text.endsAtCarriageReturn ? 0x0D : 0x0A
    var isInside = isInside
    let start = range.lowerBound
    if !isInside, start > 0, text.base[start - 1] == ending { return start }
    for index in range {
      let byte = text.base[index]
      if byte == plan.dialect.quote { isInside.toggle() }
      if byte == ending, !isInside { return index + 1 }
    }
    return range.upperBound
  }

  /// Reads those columns again of which only blocks cut at a wrong place said that they are text.
  func settleHints() throws(DiagnosticList) {
    let doubtful = plan.columns.indices.filter { index in
      var isHinted = false
      for part in parts {
        let column = part.columns[index]
        guard column.form == .texts || column.form == .unsettled else { continue }
        if !column.isHinted { return false }
        if column.nullCount < part.rowCount { isHinted = true }
      }
      return isHinted
    }
    guard !doubtful.isEmpty else { return }
    for reader in readers { for index in doubtful { reader.columns[index].forgetText() } }
    let again = BlockReader(plan, columns: doubtful.map { readers[0].columns[$0] })
    let progress = LoadProgress.unforeseen(monitor, file: plan.texts[0].file)
    for (index, part) in parts.enumerated() where part.end > part.start {
      try progress.check()
      let fresh = again.read(
        part.fileIndex, from: part.start, to: part.end, capacity: part.rowCount + 1)
      try checkSame(fresh, part)
      parts[index] = part.replacing(doubtful, by: fresh.columns) { $0.isHinted }
    }
  }

  /// Reads some columns again as text, in the blocks that gave something else.
  ///
  /// - Returns: the readers of the columns, by column and worker.
  func readAsText(_ indices: [Int]) throws(DiagnosticList) {
    guard !indices.isEmpty else { return }
    let again = (0..<workers.count).map { worker in
      BlockReader(plan, columns: indices.map { readers[worker].columns[$0] })
    }
    for reader in again { for column in reader.columns { column.expectText() } }
    let needed = parts.indices.filter { part in
      indices.contains { ![.texts, .nulls].contains(parts[part].columns[$0].form) }
    }
    let progress = LoadProgress.unforeseen(monitor, file: plan.texts[0].file)
    var found = [BlockPart?](repeating: nil, count: needed.count)
    found.withUnsafeMutableBufferPointer { found in
      workers.run(itemCount: needed.count) { worker, index in
        if progress.isStopped { return }
        let part = parts[needed[index]]
        found[index] = again[worker].read(
          part.fileIndex, from: part.start, to: part.end, capacity: part.rowCount + 1)
        plan.texts[part.fileIndex].discard(part.start..<part.end)
        progress.add(0, worker: worker)
      }
    }
    try progress.check()
    for (part, fresh) in zip(needed, found) {
      if let fresh {
        try checkSame(fresh, parts[part])
        parts[part] = parts[part].replacing(indices, by: fresh.columns) { $0.form != .texts }
      }
    }
  }
}

extension BlockPart {
  /// The part after its last blank lines turned out to stand before a record.
  fileprivate func withoutPendingBlanks(isCounted: Bool, isRefused: Bool) -> BlockPart {
    var findings = findings
    if isCounted { findings.blankCount += findings.pendingBlanks.count }
    if isRefused, isCounted {
      var violations = findings.violations
      findings.pendingBlanks.forEach {
        violations.add(.malformedCSV, file: fileIndex, offset: $0, "a blank line")
      }
      findings.violations = violations
    }
    findings.pendingBlanks = BlankLines()
    return BlockPart(
      fileIndex: fileIndex, start: start, end: end, rowCount: rowCount, columns: columns,
      findings: findings, spacedQuoteCount: spacedQuoteCount)
  }

  /// The part with other values in some columns.
  fileprivate func replacing(
    _ indices: [Int], by fresh: [ColumnPart], where isReplaced: (ColumnPart) -> Bool
  ) -> BlockPart {
    var columns = columns
    for (index, part) in zip(indices, fresh) where isReplaced(columns[index]) {
      columns[index] = part
    }
    return BlockPart(
      fileIndex: fileIndex, start: start, end: end, rowCount: rowCount, columns: columns,
      findings: findings, spacedQuoteCount: spacedQuoteCount)
  }
}
