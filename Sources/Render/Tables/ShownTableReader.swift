// The text of an output block -> the tables in it: the inverse of `render` in the look `rule`. Level 1.

/// Reads the results of one cell back from its output block.
///
/// - Returns: nil when the text is not what `render` writes.
/// - Complexity: linear in the length of the text.
public func shownResults(in text: String) -> [ShownResult]? {
  var reader = ShownTableReader(text)
  return reader.results()
}

/// Reads tables by their rules: what stands under a run of dashes is its column.
private struct ShownTableReader {
  private let lines: [ArraySlice<UInt8>]
  private var index = 0

  /// Splits a text into lines without blanks at their ends; empty lines at its end are dropped.
  init(_ text: String) {
    var lines = Array(text.utf8).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map(withoutTrailingBlanks)
    while lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  mutating func results() -> [ShownResult]? {
    var results: [ShownResult] = []
    while index < lines.count {
      if !results.isEmpty {
        guard lines[index].isEmpty else { return nil }
        index += 1
      }
      guard let result = result() else { return nil }
      results.append(result)
    }
    return results
  }

  private mutating func result() -> ShownResult? {
    guard index < lines.count else { return nil }
    if index + 1 < lines.count, let columns = columns(of: lines[index + 1]) {
      return table(columns).map { .table($0) }
    }
    guard !lines[index].isEmpty else { return nil }
    index += 1
    return .line(String(decoding: lines[index - 1], as: UTF8.self))
  }

  /// The display columns that a rule of dashes sets off, two blanks between each two.
  private func columns(of line: ArraySlice<UInt8>) -> [Range<Int>]? {
    var columns: [Range<Int>] = []
    var offset = line.startIndex
    while offset < line.endIndex {
      let end = line[offset...].firstIndex { $0 != UInt8(ascii: "-") } ?? line.endIndex
      guard end > offset else { return nil }
      columns.append(offset - line.startIndex..<end - line.startIndex)
      if end == line.endIndex { return columns }
      guard line[end...].starts(with: [0x20, 0x20]) else { return nil }
      offset = end + 2
    }
    return nil
  }

  /// Reads a table at its header. Its end is where a footer counts the lines since the rule, so that a
  /// row that looks like a footer or a rule is still a row.
  private mutating func table(_ columns: [Range<Int>]) -> ShownTable? {
    let first = index + 2
    guard let names = cells(of: lines[index], columns) else { return nil }
    for end in first..<max(first, lines.count) {
      guard let footer = ShownFooter(lines[end]),
        end + 1 == lines.count || lines[end + 1].isEmpty
      else { continue }
      let lineCount = end - first
      let hasTotal =
        footer.shownCount == lineCount - 2 && lines[end - 2].elementsEqual(lines[index + 1])
      guard footer.shownCount == lineCount || hasTotal else { continue }
      let rows = lines[first..<first + footer.shownCount].map { cells(of: $0, columns) }
      let total = hasTotal ? cells(of: lines[end - 1], columns) : nil
      guard !rows.contains(where: { $0 == nil }), !hasTotal || total != nil else { return nil }
      index = end + 1
      return ShownTable(
        columnNames: names, rows: rows.compactMap { $0 }, total: total, rowCount: footer.rowCount)
    }
    return nil
  }

  /// The texts of a line's cells; nil when anything stands between or behind the columns.
  private func cells(of line: ArraySlice<UInt8>, _ columns: [Range<Int>]) -> [String]? {
    line.withUnsafeBufferPointer { bytes in
      var cells: [String] = []
      var pieces = LinePieces(bytes)
      var end = 0
      for column in columns {
        guard pieces.skipBlanks(column.lowerBound - end), let cell = pieces.take(column.count)
        else { return nil }
        cells.append(String(decoding: withoutBlanks(bytes[cell]), as: UTF8.self))
        end = column.upperBound
      }
      return pieces.isAtEnd ? cells : nil
    }
  }

  private func withoutBlanks(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    var bytes = bytes.drop { $0 == 0x20 }
    while bytes.last == 0x20 { bytes.removeLast() }
    return bytes
  }
}

private func withoutTrailingBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let end = line.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
  return line[..<(end.map { $0 + 1 } ?? line.startIndex)]
}

/// Cuts a line by display columns, between clusters; a blank is a cluster even before a mark.
private struct LinePieces {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  /// Passes over blanks; a line may end before them.
  ///
  /// - Returns: false when something else stands there.
  mutating func skipBlanks(_ count: Int) -> Bool {
    for _ in 0..<count where offset < bytes.count {
      guard bytes[offset] == 0x20 else { return false }
      offset += 1
    }
    return true
  }

  /// The next bytes that take `width` columns, with all marks that follow; fewer at the line's end.
  ///
  /// - Returns: nil when a wide character lies across the end.
  mutating func take(_ width: Int) -> Range<Int>? {
    let start = offset
    var used = 0
    while offset < bytes.count {
      let (length, width:own) = nextCluster()
      if used == width, own > 0 { break }
      used += own
      offset += length
      if used > width { return nil }
    }
    return start..<offset
  }

  private func nextCluster() -> (length: Int, width: Int) {
    if bytes[offset] == 0x20 { return (1, 1) }
    let isNextASCII = offset + 1 == bytes.count || bytes[offset + 1] < 0x80
    if bytes[offset] < 0x80, isNextASCII { return (1, 1) }
    var clusters = GraphemeClusters(UnsafeBufferPointer(rebasing: bytes[offset...]))
    guard let cluster = clusters.next() else { return (1, 1) }
    return (cluster.range.count, cluster.width)
  }
}
