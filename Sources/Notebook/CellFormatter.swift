// The fence line and the option lines of a cell, written anew. Level 0.

internal import Diagnostics
internal import YAML

/// Writes the options of one cell, one a line, in the order in which they stand.
struct CellFormatter {
  private let cell: Cell
  private let source: SourceText
  private let spelling: Spelling
  private var written: CellSpelling { cell.spelling }

  init(_ cell: Cell, of source: SourceText, _ spelling: Spelling) {
    self.cell = cell
    self.source = source
    self.spelling = spelling
  }

  /// What stands behind the fence and on the option lines.
  var text: [UInt8] {
    let fresh = written.entries.map { entry in
      line(OptionReader.canonicalName(entry.name), value(of: entry))
    }
    var lines = fresh.map { cell.linePrefix + $0 }
    lines += optionLines(isAlone: fresh.isEmpty)
    if lines.isEmpty { lines = [cell.linePrefix + written.mark] }
    return lines.reduce(info) { $0 + ending + $1 }
  }

  // MARK: The fence line

  /// The words behind the fence. Quarto has no charts of ours, and words that are no options have no place
  /// in its braces.
  private var info: [UInt8] {
    let kind = cell.kind.rawValue
    guard !written.passedOver.isEmpty else {
      return Array((spelling == .quarto && cell.kind == .sql ? "{\(kind)}" : kind).utf8)
    }
    let words = written.passedOver.map { source.bytes[$0] }.joined(separator: [0x20])
    let (open, close) = written.isPandoc ? (" {", "}") : (" ", "")
    return Array((kind + open).utf8) + words + Array(close.utf8)
  }

  /// The line ending of the fence line, or that of the notebook's first line, or LF.
  private var ending: [UInt8] {
    for index in [cell.line - 1, 0] {
      let ending = source.bytes[
        source.lineContentRange(index).upperBound..<source.lineRange(index).upperBound]
      if !ending.isEmpty { return Array(ending) }
    }
    return [0x0A]
  }

  // MARK: Options of the fence line, and of a mapping in braces

  private func line(_ name: String, _ value: String) -> [UInt8] {
    written.mark + Array(" \(name):\(value.isEmpty ? "" : " ")\(value)".utf8)
  }

  private func value(of entry: Node.Entry) -> String {
    let name = OptionReader.canonicalName(entry.name)
    if name == "label", let label = entry.value.text { return shownLabel(label) }
    if case .bool(let isOn) = entry.value.scalar, !CellFormatter.texts.contains(name) {
      return isOn ? "true" : "false"
    }
    return yaml(entry.value, isInside: false)
  }

  /// Options whose value is text whatever it looks like.
  private static let texts: Set<String> = ["tbl-cap", "fig-cap", "depends", "group"]

  /// A node on one line.
  private func yaml(_ node: Node, isInside: Bool) -> String {
    switch node.kind {
    case .scalar(let text, let isQuoted):
      if isQuoted, Scalar(plain: text) != .text(text) { return jsonString(text) }
      return isPlain(text, isInside: isInside) ? text : jsonString(text)
    case .sequence(let nodes):
      return "[" + nodes.map { yaml($0, isInside: true) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      let pairs = entries.map {
        yaml($0.key, isInside: true) + ": " + yaml($0.value, isInside: true)
      }
      return "{" + pairs.joined(separator: ", ") + "}"
    }
  }

  /// Whether libyaml reads a text without quotes as just that.
  private func isPlain(_ text: String, isInside: Bool) -> Bool {
    do {
      let node = try YAML.parse(Array((isInside ? "k: [\(text)]" : "k: \(text)").utf8))
      let value = isInside ? node?["k"]?.sequence?.first : node?["k"]
      let count = isInside ? node?["k"]?.sequence?.count : 1
      return value?.kind == .scalar(text, isQuoted: false) && count == 1
        && node?.mapping?.count == 1
    } catch {
      return false
    }
  }

  /// A label without its prefix, or with the one that Quarto's references want.
  private func shownLabel(_ written: String) -> String {
    let hasPrefix = written.hasPrefix("tbl-") || written.hasPrefix("fig-")
    let bare = String(written.dropFirst(hasPrefix ? 4 : 0))
    guard spelling == .quarto else { return bare }
    if cell.optionRanges["tbl-cap"] != nil { return "tbl-" + bare }
    return cell.optionRanges["fig-cap"] != nil ? "fig-" + bare : bare
  }

  // MARK: Option lines

  /// The option lines with what stands before their marks.
  private func optionLines(isAlone: Bool) -> [[UInt8]] {
    var contents = written.lines.map(content)
    if contents.allSatisfy({ $0.allSatisfy(isBlank) }) {
      guard isAlone, let first = written.lines.first else { return [] }
      return [prefix(of: first) + written.mark]
    }
    let node: Node?
    do {
      node = try YAML.parse(contents.flatMap { $0 + [0x0A] })
    } catch { node = nil }
    guard let entries = node?.mapping, let first = entries.first else {
      return zip(written.lines, contents).map { prefix(of: $0) + line($1) }
    }
    if isInBraces(contents), !contents.joined().contains(UInt8(ascii: "#")) {
      let place = prefix(of: written.lines[0])
      return entries.map { entry in
        place + line(OptionReader.canonicalName(entry.name), value(of: entry))
      }
    }
    if !isInBraces(contents) { tidy(&contents, entries, indentation: first.key.column - 1) }
    return zip(written.lines, contents).map { prefix(of: $0) + line($1) }
  }

  private func isInBraces(_ contents: [[UInt8]]) -> Bool {
    contents.lazy.joined().first { !isBlank($0) } == UInt8(ascii: "{")
  }

  /// Takes the common indentation away and writes each key with one blank behind its colon.
  private func tidy(
    _ contents: inout [[UInt8]], _ entries: [Node.Entry], indentation: Int
  ) {
    let isCommon = contents.allSatisfy { content in
      content.allSatisfy(isBlank) || content.prefix(indentation).allSatisfy { $0 == 0x20 }
    }
    guard isCommon else { return }
    for index in contents.indices {
      contents[index].removeFirst(min(indentation, contents[index].count))
    }
    for (position, entry) in entries.enumerated() {
      let index = entry.key.line - 1
      guard contents.indices.contains(index) else { continue }
      let next = position + 1 < entries.count ? entries[position + 1].key.line - 1 : contents.count
      if let fresh = option(contents[index], entry, isWhole: next == index + 1) {
        contents[index] = fresh
      }
    }
  }

  /// The first line of an option; nil where its key is not written plainly.
  ///
  /// - Parameter isWhole: whether the option ends on this line, so that blanks behind it say nothing.
  private func option(_ content: [UInt8], _ entry: Node.Entry, isWhole: Bool) -> [UInt8]? {
    guard content.starts(with: entry.name.utf8) else { return nil }
    let behind = content.dropFirst(entry.name.utf8.count).drop(while: isBlank)
    guard behind.first == UInt8(ascii: ":") else { return nil }
    var value = Array(behind.dropFirst().drop(while: isBlank))
    if isWhole { while let last = value.last, isBlank(last) { value.removeLast() } }
    let name = OptionReader.canonicalName(entry.name)
    if name == "label" { value = label(value, entry.value) }
    return Array("\(name):".utf8) + (value.isEmpty ? [] : [0x20]) + value
  }

  /// The value of a label as it is written, in the spelling that is wanted.
  private func label(_ value: [UInt8], _ node: Node) -> [UInt8] {
    guard let text = node.text else { return value }
    for quote in ["", "\"", "'"] {
      let asWritten = quote + text + quote
      if value.starts(with: asWritten.utf8) {
        return Array(shownLabel(text).utf8) + value.dropFirst(asWritten.utf8.count)
      }
    }
    return value
  }

  /// An option line: the mark, a blank, and what it says.
  private func line(_ content: [UInt8]) -> [UInt8] {
    content.isEmpty ? written.mark : written.mark + [0x20] + content
  }

  /// What an option line says: without its mark and one blank after it.
  private func content(_ line: Range<Int>) -> [UInt8] {
    let rest = source.bytes[line].dropFirst(written.mark.count)
    return Array(rest.first.map(isBlank) == true ? rest.dropFirst() : rest)
  }

  private func prefix(of line: Range<Int>) -> [UInt8] {
    let start = source.lineStarts[source.lineIndex(at: line.lowerBound)]
    return Array(source.bytes[start..<line.lowerBound])
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
