// One stretch of a text -> parts of columns, by one worker. Level 1.

internal import Diagnostics

/// What one block of a text gave.
struct BlockPart {
  let fileIndex: Int
  /// The offset of its first record, and of the first record after it.
  let start: Int
  let end: Int
  let rowCount: Int
  /// One part a column that was read.
  let columns: [ColumnPart]
  let findings: RowFindings
  let spacedQuoteCount: Int
}

/// How a table is to be read from its texts.
struct ReadingPlan {
  let texts: [DataText]
  var dialect: Dialect
  var rules: RowRules
  var columns: [ColumnRule]
  var allowsSpaceBeforeQuote = false

  func scanner(_ fileIndex: Int, from start: Int) -> CSVScanner {
    CSVScanner(
      texts[fileIndex], dialect: dialect, from: start,
      allowsSpaceBeforeQuote: allowsSpaceBeforeQuote)
  }
}

/// Reads blocks one after the other with the same dictionaries.
final class BlockReader {
  /// One a column that is read.
  let columns: [ColumnReader]
  private let plan: ReadingPlan
  private let list = SpanList()
  private let unquoting: Unquoting
  /// The columns whose type is stated and whose rows are put aside when they are of another.
  private let strictColumns: [(index: Int, reader: ColumnReader)]
  private let batchSize: Int

  /// Reads all columns.
  convenience init(_ plan: ReadingPlan, worker: Int) {
    self.init(
      plan,
      columns: plan.columns.enumerated().map { index, rule in
        ColumnReader(rule, index: index, worker: worker, dialect: plan.dialect)
      })
  }

  /// Reads some columns.
  init(_ plan: ReadingPlan, columns: [ColumnReader]) {
    self.plan = plan
    self.columns = columns
    unquoting = Unquoting(plan.dialect)
    batchSize = max(1, min(256, 16_384 / max(1, plan.columns.count)))
    var strict: [(index: Int, reader: ColumnReader)] = []
    if plan.rules.rejectsBad {
      for (index, rule) in plan.columns.enumerated() {
        if case .stated(let type, _, _) = rule, type != .text {
          strict.append(
            (index, ColumnReader(rule, index: index, worker: 0, dialect: plan.dialect)))
        }
      }
    }
    strictColumns = strict
  }

  /// Reads the records that begin from `start` on and before `stop`.
  ///
  /// - Parameter capacity: at least as many as there can be records. There are more only where the file
  ///   has changed since its lines were counted; then they are left out.
  func read(_ fileIndex: Int, from start: Int, to stop: Int, capacity: Int) -> BlockPart {
    var rows = RowReader(
      plan.scanner(fileIndex, from: start), rules: plan.rules, fileIndex: fileIndex, stop: stop)
    for column in columns { column.begin(capacity: capacity) }
    var rowCount = 0
    var starts: [Int]? = strictColumns.isEmpty ? nil : []
    var violations = ViolationList()
    while true {
      var count = rows.next(list, limit: batchSize, starts: &starts)
      if count == 0 { break }
      if let starts { count = withoutBadRows(count, starts, &rows, fileIndex) }
      count = min(count, capacity - rowCount)
      appendBatch(count, fileIndex, &violations)
      rowCount += count
      if rowCount == capacity { break }
    }
    var findings = rows.findings
    findings.violations.merge(violations)
    return BlockPart(
      fileIndex: fileIndex, start: start, end: max(start, rows.index), rowCount: rowCount,
      columns: columns.map(\.part), findings: findings, spacedQuoteCount: rows.spacedQuoteCount)
  }

  /// Makes rows of NULL from blank lines of a table of one column.
  func readBlanks(_ lines: BlankLines, _ fileIndex: Int) -> BlockPart {
    list.removeAll()
    lines.forEach { list.append(FieldSpan(start: $0, count: 0)) }
    for column in columns { column.begin(capacity: lines.count) }
    var findings = RowFindings()
    appendBatch(lines.count, fileIndex, &findings.violations)
    let start = lines.isEmpty ? 0 : list[0].start
    return BlockPart(
      fileIndex: fileIndex, start: start, end: start, rowCount: lines.count,
      columns: columns.map(\.part), findings: findings, spacedQuoteCount: 0)
  }

  private func appendBatch(_ count: Int, _ fileIndex: Int, _ violations: inout ViolationList) {
    let batch = RowBatch(
      spans: UnsafePointer(list.base), stride: plan.columns.count, rowCount: count,
      base: plan.texts[fileIndex].base, fileIndex: fileIndex)
    for column in columns { column.append(batch, &violations) }
  }

  /// Puts rows aside whose values are not of the stated types; the others move together.
  private func withoutBadRows(
    _ count: Int, _ starts: [Int], _ rows: inout RowReader, _ fileIndex: Int
  ) -> Int {
    let text = plan.texts[fileIndex]
    let stride = plan.columns.count
    var kept = 0
    for row in 0..<count {
      let bad = strictColumns.first { strict in
        !strict.reader.isGood(list[row * stride + strict.index], base: text.base)
      }
      guard let bad, case .stated(let type, let name, _) = bad.reader.rule else {
        list.move(from: row * stride, to: kept * stride, count: stride)
        kept += 1
        continue
      }
      let span = list[row * stride + bad.index]
      let value = shown(unquoting.value(of: span, in: text.base))
      rows.reject(
        span, "\(name): \(value) is not \(type == .integer ? "an integer" : "a real")",
        from: starts[row], to: row + 1 < count ? starts[row + 1] : rows.index)
    }
    return kept
  }
}
