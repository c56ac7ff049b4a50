// Changes of cells -> the notebook with them. Level 0.

internal import Diagnostics

extension Document {
  /// The lines between the fences of a cell, option lines first, without what its container puts before
  /// them, joined by LF.
  public func content(of cell: Cell) -> String {
    let first = source.lineIndex(at: cell.range.lowerBound) + 1
    let last = source.lineIndex(at: max(cell.range.lowerBound, cell.range.upperBound - 1))
    let end = cell.fence.isClosed ? last : last + 1
    guard first < end else { return "" }
    return (first..<end).map { index in
      var line = source.bytes[source.lineContentRange(index)]
      for byte in cell.linePrefix {
        guard let next = line.first, next == byte || next == 0x20 && byte == 0x09 else { break }
        line = line.dropFirst()
      }
      return String(decoding: line, as: UTF8.self)
    }.joined(separator: "\n")
  }

  /// What a cell is known by.
  public func anchor(of cell: Cell) -> CellAnchor {
    CellAnchor(label: cell.label, content: content(of: cell))
  }

  /// The index of the cell that an anchor names, or nil: that of its label, or else one of its content.
  public func cellIndex(of anchor: CellAnchor) -> Int? {
    if let label = anchor.label { return cells.firstIndex { $0.label == label } }
    return cells.firstIndex { $0.label == nil && content(of: $0) == anchor.content }
  }

  /// The index of the cell that a change is about or would be named like, or nil.
  public func namesake(of edit: CellEdit) -> Int? {
    switch edit.action {
    case .replace(let anchor), .remove(let anchor): return cellIndex(of: anchor)
    case .insert:
      let label = edit.content.split(separator: "\n").lazy.compactMap { line in
        line.firstRange(of: "label:").map { String(line[$0.upperBound...].filter { $0 != " " }) }
      }.first
      return label.flatMap { label in cells.firstIndex { $0.label == label } }
    }
  }

  /// The change that comes to the same where the notebook has changed in the same place.
  public func winning(_ edit: CellEdit) -> CellEdit {
    let now = namesake(of: edit).map { anchor(of: cells[$0]) }
    switch edit.action {
    case .insert, .replace:
      if let now { return CellEdit(.replace(now), content: edit.content) }
      let kind: Cell.Kind = edit.content.hasPrefix("#|") ? .chart : .sql
      return CellEdit(.insert(kind, after: nil), content: edit.content)
    case .remove: return now.map { CellEdit(.remove($0)) } ?? edit
    }
  }

  /// The notebook with a change made, all else byte for byte as it was; itself when the change is in it already.
  public func applying(_ edit: CellEdit) throws(CellEditFault) -> Document {
    switch edit.action {
    case .insert(let kind, let anchor):
      return try insert(edit.content, kind, after: anchor)
    case .replace(let anchor): return try replace(anchor, with: edit.content)
    case .remove(let anchor):
      guard let index = cellIndex(of: anchor) else { return self }
      let cell = cells[index]
      guard content(of: cell) == anchor.content else {
        throw .conflict("\(name(of: cell)), dropped here, says something else in the file")
      }
      return try checked(print(self, edits: [removal(of: cell)]), cellCount: cells.count - 1)
    }
  }

  private func name(of cell: Cell) -> String { cell.label ?? "the cell on line \(cell.line)" }

  // MARK: Inserting

  private func insert(
    _ content: String, _ kind: Cell.Kind, after anchor: CellAnchor?
  ) throws(CellEditFault) -> Document {
    let above = anchor.flatMap(cellIndex)
    let new = try checked(
      print(self, edits: [insertion(content, kind, after: above.map { cells[$0] })]),
      cellCount: cells.count + 1, allowsNamesake: true)
    let place = above.map { $0 + 1 } ?? cells.count
    guard let label = new.cells[place].label,
      let other = cells.first(where: { $0.label == label })
    else { return new }
    if self.content(of: other) == content { return self }
    throw .conflict("\(label), kept here, is another cell in the file")
  }

  private func insertion(_ content: String, _ kind: Cell.Kind, after above: Cell?) -> Edit {
    var bytes: [UInt8] = []
    let offset = above.map { ($0.outputRange ?? $0.range).upperBound } ?? source.bytes.count
    let ending = above.map(lineEnding) ?? Array(lineEnding)
    let prefix = above?.linePrefix ?? []
    if let above, above.outputRange == nil {
      bytes += self.ending(of: above)
    } else if offset > 0 {
      if source.bytes[offset - 1] != 0x0A, source.bytes[offset - 1] != 0x0D { bytes += ending }
      if above != nil || !isBlankLine(source.lineIndex(at: offset - 1)) {
        bytes += blank(prefix) + ending
      }
    }
    bytes += block(content, kind, prefix, ending)
    if offset < source.bytes.count, !isBlankLine(source.lineIndex(at: offset)) {
      bytes += blank(prefix) + ending
    }
    return Edit(range: offset..<offset, replacement: bytes)
  }

  private func block(
    _ content: String, _ kind: Cell.Kind, _ prefix: [UInt8], _ ending: [UInt8]
  ) -> [UInt8] {
    let lines = content.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(
      Array.init)
    let longestRun = lines.map(Document.longestBacktickRun).max() ?? 0
    let fence = [UInt8](repeating: UInt8(ascii: "`"), count: max(3, longestRun + 1))
    let all = [fence + Array(kind.rawValue.utf8)] + lines + [fence]
    return all.flatMap { line in (line.isEmpty ? blank(prefix) : prefix + line) + ending }
  }

  private func blank(_ prefix: [UInt8]) -> [UInt8] {
    Array(prefix[..<(prefix.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? 0)])
  }

  /// The ending of the notebook's first line, or LF.
  private var lineEnding: ArraySlice<UInt8> {
    let ending = source.bytes[
      source.lineContentRange(0).upperBound..<source.lineRange(0).upperBound]
    return ending.isEmpty ? [0x0A] : ending
  }

  /// Whether a line has nothing but blanks and marks of quotations.
  private func isBlankLine(_ index: Int) -> Bool {
    source.bytes[source.lineContentRange(index)].allSatisfy {
      $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">")
    }
  }

  // MARK: Replacing and removing

  private func replace(
    _ anchor: CellAnchor, with content: String
  ) throws(CellEditFault) -> Document {
    guard let index = cellIndex(of: anchor) else {
      throw .conflict("\(anchor.label ?? "a cell"), edited here, is gone from the file")
    }
    let cell = cells[index]
    let now = self.content(of: cell)
    if now == content { return self }
    guard now == anchor.content else {
      throw .conflict("\(name(of: cell)), edited here, says something else in the file")
    }
    let bytes = opening(of: cell, around: content) + lines(content, of: cell)
    return try checked(
      print(self, edits: [Edit(range: cell.range, replacement: bytes)]), cellCount: cells.count)
  }

  /// The line of the opening fence as it is, its fence longer where the content needs that.
  private func opening(of cell: Cell, around content: String) -> [UInt8] {
    let line = source.lineRange(source.lineIndex(at: cell.range.lowerBound))
    let fence = source.bytes[line].firstIndex(of: cell.fence.byte) ?? line.lowerBound
    let extra = fenceLength(of: cell, around: content) - cell.fence.length
    let bytes = Array(source.bytes[line])
    return Array(source.bytes[line.lowerBound..<fence])
      + [UInt8](repeating: cell.fence.byte, count: extra)
      + bytes[(fence - line.lowerBound)...]
      + ([0x0A, 0x0D].contains(bytes.last) ? [] : lineEnding(of: cell))
  }

  /// The content and the closing fence as lines of the cell's container.
  private func lines(_ content: String, of cell: Cell) -> [UInt8] {
    let fence = [UInt8](
      repeating: cell.fence.byte, count: fenceLength(of: cell, around: content))
    let lines = content.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    var bytes: [UInt8] = []
    for line in lines.map(Array.init) + [fence] {
      add(line, of: cell, lineEnding(of: cell), to: &bytes)
    }
    return bytes
  }

  private func fenceLength(of cell: Cell, around content: String) -> Int {
    let lines: [Substring.UTF8View] = content.utf8.split(separator: 0x0A)
    let runs = lines.map { line in
      line.drop { $0 == 0x20 }.prefix { $0 == cell.fence.byte }.count
    }
    let longestRun = runs.max() ?? 0
    return max(cell.fence.length, longestRun + 1)
  }

  private func removal(of cell: Cell) -> Edit {
    let end = (cell.outputRange ?? cell.range).upperBound
    let first = source.lineIndex(at: cell.range.lowerBound)
    var start = source.lineStarts[first]
    let isBlankBelow = end >= source.bytes.count || isBlankLine(source.lineIndex(at: end))
    if first > 0, isBlankBelow, isBlankLine(first - 1) { start = source.lineStarts[first - 1] }
    return Edit(range: start..<end, replacement: [])
  }

  /// Reads the notebook that came of a change.
  private func checked(
    _ bytes: [UInt8], cellCount: Int, allowsNamesake: Bool = false
  ) throws(CellEditFault) -> Document {
    let new = parse(bytes, file: source.file)
    let fault = new.diagnostics.first { finding in
      guard finding.severity == .error, finding.code != .duplicateLabel || !allowsNamesake else {
        return false
      }
      return new.diagnostics.count { $0.code == finding.code }
        > diagnostics.count { $0.code == finding.code }
    }
    if let fault { throw .malformed(fault.message, hint: fault.hint) }
    guard new.cells.count == cellCount else {
      throw .malformed(
        "the notebook would have \(new.cells.count) cells, not \(cellCount)",
        hint: "a fence, a list or a quotation around it is in the way")
    }
    return new
  }
}
