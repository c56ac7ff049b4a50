// A JSON text -> parts of columns, block by block on all cores; the same parts as one thread gives. Level 1.

internal import Diagnostics
internal import Tabular

/// Reads the objects of a JSON text.
///
/// Lines are cut exactly. In an array, where a block's first object begins is guessed by its first name and
/// then proved: a block that does not begin where the one before it ended is read again. So a wrong
/// guess costs time and nothing else.
final class JSONTableReader {
  let text: DataText
  let isLines: Bool
  /// In the order of the text.
  private(set) var parts: [JSONPart] = []
  let readers: [JSONBlockReader]
  let workers: Workers
  private let monitor: LoadMonitor

  init(
    _ text: DataText, isLines: Bool, rejectsBad: Bool, workers: Workers, monitor: LoadMonitor,
    makeRule: @escaping (String) -> JSONRule
  ) {
    self.text = text
    self.isLines = isLines
    self.workers = workers
    self.monitor = monitor
    readers = (0..<workers.count).map {
      JSONBlockReader(
        text, isLines: isLines, rejectsBad: rejectsBad, worker: $0, makeRule: makeRule)
    }
  }

  /// How many rows were read.
  var rowCount: Int { parts.reduce(0) { $0 + $1.rowCount } }

  /// Reads the objects from an offset on: that of the first line, or of the first element.
  func read(from start: Int) throws(DiagnosticList) {
    let blocks = text.blocks.filter { $0.range.upperBound > start }
    let progress = LoadProgress(monitor, file: text.file, byteCount: text.bytes.count * 2)
    progress.add(text.bytes.count, worker: 1)
    var starts = [start]
    for block in blocks.dropFirst() { starts.append(firstStart(in: block.range, start)) }
    var found = [JSONPart?](repeating: nil, count: blocks.count)
    found.withUnsafeMutableBufferPointer { found in
      workers.run(itemCount: blocks.count) { worker, index in
        if progress.isStopped { return }
        found[index] = readers[worker].read(
          from: starts[index], to: blocks[index].range.upperBound,
          capacity: blocks[index].quoteCount + 1)
        text.discard(blocks[index].range)
        progress.add(blocks[index].range.count, worker: worker)
      }
    }
    try progress.check()
    var end = start
    for (part, block) in zip(found.compactMap(\.self), blocks) {
      var part = part
      if part.start != end {
        progress.add(0, worker: 0)
        try progress.check()
        part = readers[0].read(
          from: end, to: block.range.upperBound, capacity: block.quoteCount + 1)
      }
      end = part.end
      parts.append(part)
      if part.isBroken || part.closingOffset != nil { break }
    }
  }

  /// Where the first object of a block seems to begin; the end of the block where none does.
  private func firstStart(in range: Range<Int>, _ first: Int) -> Int {
    let bytes = text.bytes
    if isLines {
      let lineFeed = bytes[(range.lowerBound - 1)..<range.upperBound].firstIndex(of: 0x0A)
      return lineFeed.map { $0 + 1 } ?? range.upperBound
    }
    let opening = self.opening(first)
    guard opening > first else { return range.upperBound }
    for index in range where bytes[index] == UInt8(ascii: "{") {
      guard index + opening - first <= bytes.count,
        bytes[index..<index + opening - first].elementsEqual(bytes[first..<opening]),
        isAfterComma(index)
      else { continue }
      return index
    }
    return range.upperBound
  }

  /// The end of the first name of the first object.
  private func opening(_ first: Int) -> Int {
    var scanner = JSONScanner(base: text.base, index: first + 1, limit: text.bytes.count)
    scanner.skipBlanks()
    // What is wrong with it is told when the object is read.
    guard scanner.current == UInt8(ascii: "\""), (try? scanner.string()) != nil else {
      return first
    }
    return scanner.index
  }

  private func isAfterComma(_ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, [0x20, 0x0A, 0x0D, 0x09].contains(text.base[before]) { before -= 1 }
    return before >= 0 && text.base[before] == UInt8(ascii: ",")
  }

  /// Reads those blocks again in which a column is not kept as its type wants it.
  ///
  /// - Parameter columns: the type of each column, and its number for each worker.
  func settle(_ columns: [(type: CSVType, numbers: [Int?])]) throws(DiagnosticList) {
    let needed = parts.indices.filter { index in
      columns.contains { column in
        column.numbers[parts[index].worker].map {
          $0 < parts[index].columns.count
            && !parts[index].columns[$0].form.holds(column.type)
        } ?? false
      }
    }
    guard !needed.isEmpty else { return }
    for column in columns {
      for (reader, number) in zip(readers, column.numbers) {
        if let number { reader.columns[number].expect(column.type) }
      }
    }
    let progress = LoadProgress(monitor, file: text.file, byteCount: text.bytes.count)
    // Each worker reads its own blocks again, because the numbers of the columns are its own.
    let groups = (0..<workers.count).map { worker in needed.filter { parts[$0].worker == worker } }
    parts.withUnsafeMutableBufferPointer { parts in
      workers.run(itemCount: groups.count) { worker, group in
        for index in groups[group] where !progress.isStopped {
          let part = parts[index]
          let fresh = readers[group].read(
            from: part.start, to: part.end, capacity: part.rowCount + 1)
          parts[index].columns = fresh.columns
          text.discard(part.start..<part.end)
          progress.add(part.end - part.start, worker: worker)
        }
      }
    }
    try progress.check()
  }
}

extension ColumnPart.Form {
  /// Whether values in this form can become a column of a type.
  fileprivate func holds(_ type: CSVType) -> Bool {
    switch type {
    case .integer: self == .integers || self == .nulls
    case .real: self == .integers || self == .reals || self == .nulls
    case .text: self == .texts || self == .nulls
    }
  }
}
