// Parts of a column -> the column, the same however many threads read it. Level 1.

internal import Diagnostics
internal import Tabular

/// Puts the parts of one column end to end.
struct ColumnAssembly {
  let name: String
  /// In the order of the rows, each with its number of rows.
  let parts: [(part: ColumnPart, rowCount: Int)]
  /// How many rows of the parts belong to the table.
  let rowCount: Int
  /// Asks between parts whether to go on; what is built after that is not meant to be read.
  var isStopped: () -> Bool = { false }

  /// Makes the column and gives the memory of the parts back.
  ///
  /// - Parameter strings: the texts that each worker met, by their codes.
  func build(_ type: CSVType, strings: [ByteStringsBuilder]) -> Column {
    let values: Column.Values =
      switch type {
      case .integer: .integers(integers())
      case .real: .reals(reals())
      case .text: texts(strings)
      }
    let column = Column(name: name, values: values, nulls: nulls())
    for (part, _) in parts { part.free() }
    return column
  }

  /// What all parts together allow a bare column to be.
  var type: CSVType {
    let forms = parts.map { part, rowCount in
      part.isHinted && part.nullCount == rowCount ? .nulls : part.form
    }
    if forms.contains(where: { $0 == .texts || $0 == .unsettled }) { return .text }
    if forms.contains(.reals) {
      return parts.contains { $0.part.hasInexactInteger } ? .text : .real
    }
    return forms.contains(.integers) ? .integer : .text
  }

  private func integers() -> Buffer<Int64> {
    let memory = UnsafeMutableBufferPointer<Int64>.allocate(capacity: rowCount)
    forEachPart { part, start, count in
      guard let target = memory.baseAddress.map({ $0 + start }) else { return }
      if let words = part.words {
        target.initialize(from: words, count: count)
      } else {
        target.initialize(repeating: 0, count: count)
      }
    }
    return Buffer(owning: memory)
  }

  private func reals() -> Buffer<Double> {
    let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: rowCount)
    forEachPart { part, start, count in
      for row in 0..<count {
        let word = part.words?[row] ?? 0
        memory[start + row] =
          part.form == .integers ? Double(word) : Double(bitPattern: UInt64(bitPattern: word))
      }
    }
    return Buffer(owning: memory)
  }

  /// Codes in the order of first appearance, whichever worker saw a text first.
  private func texts(_ sources: [ByteStringsBuilder]) -> Column.Values {
    let memory = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: rowCount)
    var strings = ByteStringsBuilder()
    var dictionary = TextDictionary()
    var maps = sources.map { [UInt32](repeating: .max, count: $0.count) }
    forEachPart { part, start, count in
      guard let codes = part.codes, part.form == .texts else {
        for row in start..<start + count { memory[row] = 0 }
        return
      }
      let source = sources[part.worker]
      maps[part.worker].withUnsafeMutableBufferPointer { map in
        for row in 0..<count {
          if part.nullCount > 0, part.isNull(row) {
            memory[start + row] = 0
            continue
          }
          let code = Int(codes[row])
          if map[code] == .max {
            map[code] = UInt32(
              truncatingIfNeeded: source.withEntry(at: code) {
                dictionary.code(for: $0, in: &strings)
              })
          }
          memory[start + row] = map[code]
        }
      }
      part.free()
    }
    return .texts(codes: Buffer(owning: memory), dictionary: strings.build())
  }

  private func nulls() -> NullBitmap? {
    guard parts.contains(where: { $0.part.nullCount > 0 }) else { return nil }
    var words = [UInt64](repeating: 0, count: (rowCount + 63) / 64)
    var hasNulls = false
    forEachPart { part, start, count in
      guard part.nullCount > 0 else { return }
      for (index, word) in part.nulls.enumerated() {
        var rest = word
        while rest != 0 {
          let row = index * 64 + rest.trailingZeroBitCount
          rest &= rest - 1
          guard row < count else { break }
          words[(start + row) >> 6] |= 1 << UInt64((start + row) & 63)
          hasNulls = true
        }
      }
    }
    return hasNulls ? NullBitmap(words: Buffer(words)) : nil
  }

  private func forEachPart(_ body: (_ part: ColumnPart, _ start: Int, _ count: Int) -> Void) {
    var start = 0
    for (part, count) in parts {
      if isStopped() { return }
      let count = min(count, rowCount - start)
      body(part, start, count)
      start += count
    }
  }
}

extension TableReader {
  /// How many rows were read.
  var rowCount: Int { parts.reduce(0) { $0 + $1.rowCount } }

  func assembly(_ index: Int, name: String) -> ColumnAssembly {
    ColumnAssembly(
      name: name, parts: parts.map { ($0.columns[index], $0.rowCount) }, rowCount: rowCount)
  }

  /// Builds columns side by side, each by one worker.
  ///
  /// - Throws: that the load was stopped.
  func build(
    _ columns: [(index: Int, name: String, type: CSVType)], workers: Workers
  ) throws(DiagnosticList) -> [Column] {
    let progress = LoadProgress.unforeseen(monitor, file: plan.texts[0].file)
    var built = [Column?](repeating: nil, count: columns.count)
    built.withUnsafeMutableBufferPointer { built in
      workers.run(itemCount: columns.count) { worker, item in
        let (index, name, type) = columns[item]
        var assembly = assembly(index, name: name)
        assembly.isStopped = {
          progress.add(0, worker: worker)
          return progress.isStopped
        }
        built[item] = assembly.build(
          type, strings: readers.map { $0.columns[index].takeStrings() })
      }
    }
    try progress.check()
    return built.compactMap(\.self)
  }

  /// Where the value of a row stands, found by reading its block again.
  func span(row: Int, column: Int) -> (fileIndex: Int, span: FieldSpan) {
    var before = 0
    for part in parts {
      if row < before + part.rowCount {
        return (part.fileIndex, span(row - before, column, in: part))
      }
      before += part.rowCount
    }
    preconditionFailure("row \(row) is beyond the table")
  }

  private func span(_ row: Int, _ column: Int, in part: BlockPart) -> FieldSpan {
    // A part of blank lines has no records of its own.
    guard part.end > part.start else { return FieldSpan(start: part.start, count: 0) }
    let list = SpanList()
    var rows = RowReader(
      plan.scanner(part.fileIndex, from: part.start), rules: plan.rules,
      fileIndex: part.fileIndex, stop: part.end)
    var before = 0
    var starts: [Int]?
    while true {
      let count = rows.next(list, limit: 256, starts: &starts)
      if row < before + count { return list[(row - before) * plan.columns.count + column] }
      // The file has changed since, which the load ends with.
      if count == 0 { return FieldSpan(start: part.start, count: 0) }
      before += count
    }
  }
}
