// Fresh outputs and inline values -> edits of the notebook. Level 0.

internal import Diagnostics

extension Document {
  /// The edit that records an output under a cell: replaces the block there or adds one after the
  /// cell, in the cell's container and with its line ending, in a fence that is long enough. A cell
  /// whose fence nothing closes is closed first.
  ///
  /// When the same is recorded already, the edit changes nothing, however the block is fenced.
  ///
  /// - Parameter text: the lines of the output, each ended by LF. CR and CR LF end lines too; NUL
  ///   becomes U+FFFD.
  public func recording(
    _ kind: RecordedOutput.Kind, _ text: String, under cell: Cell
  ) -> Edit {
    let lines = Document.lines(of: text)
    let wanted = lines.map { $0 + [0x0A] }.joined()
    if let recorded = cell.recorded, recorded.kind == kind, wanted.elementsEqual(recorded.text.utf8)
    {
      return Edit(range: recorded.range, replacement: Array(source.bytes[recorded.range]))
    }
    let block = outputBlock(kind, lines, cell)
    if let range = cell.outputRange { return Edit(range: range, replacement: block) }
    let end = cell.range.upperBound
    return Edit(range: end..<end, replacement: ending(of: cell) + block)
  }

  /// The edit that writes an inline value's text, on one line and escaped so that Markdown shows it
  /// as it is. When the same text stands there already, the edit changes nothing.
  public func recording(_ text: String, in value: InlineValue) -> Edit {
    let replacement =
      value.text.utf8.elementsEqual(text.utf8)
      ? Array(source.bytes[value.textRange])
      : InlineText.escaped(text)
    return Edit(range: value.textRange, replacement: replacement)
  }

  private static func lines(of text: String) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x0A where previous == 0x0D: break
      case 0x0A, 0x0D:
        lines.append(line)
        line = []
      case 0: line += "\u{FFFD}".utf8
      default: line.append(byte)
      }
      previous = byte
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// The block with the fences and prefixes of its cell's container.
  private func outputBlock(
    _ kind: RecordedOutput.Kind, _ lines: [[UInt8]], _ cell: Cell
  ) -> [UInt8] {
    let longestRun = lines.map(Document.longestBacktickRun).max() ?? 0
    let fence = [UInt8](repeating: UInt8(ascii: "`"), count: max(3, longestRun + 1))
    let ending = lineEnding(of: cell)
    var block: [UInt8] = []
    for content in [fence + Array(kind.rawValue.utf8)] + lines + [fence] {
      add(content, of: cell, ending, to: &block)
    }
    return block
  }

  /// What must stand between a cell and a block after it: its missing fence or line ending, and a
  /// blank line.
  func ending(of cell: Cell) -> [UInt8] {
    let ending = lineEnding(of: cell)
    var bytes: [UInt8] = []
    let last = source.bytes[cell.range].last
    if last != 0x0A, last != 0x0D { bytes += ending }
    if !cell.fence.isClosed {
      let fence = [UInt8](repeating: cell.fence.byte, count: cell.fence.length)
      add(fence, of: cell, ending, to: &bytes)
    }
    add([], of: cell, ending, to: &bytes)
    return bytes
  }

  /// Adds a line in the cell's container; an empty one without blanks at its end.
  func add(
    _ content: [UInt8], of cell: Cell, _ ending: [UInt8], to bytes: inout [UInt8]
  ) {
    var prefix = cell.linePrefix[...]
    if content.isEmpty {
      while let last = prefix.last, last == 0x20 || last == 0x09 { prefix.removeLast() }
    }
    bytes += prefix
    bytes += content
    bytes += ending
  }

  /// The ending of the cell's first line, or of the notebook's, or LF.
  func lineEnding(of cell: Cell) -> [UInt8] {
    for index in [cell.line - 1, 0] {
      let line = source.lineRange(index)
      let ending = source.bytes[source.lineContentRange(index).upperBound..<line.upperBound]
      if !ending.isEmpty { return Array(ending) }
    }
    return [0x0A]
  }

  static func longestBacktickRun(_ line: [UInt8]) -> Int {
    var (longest, run) = (0, 0)
    for byte in line {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
