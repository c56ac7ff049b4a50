// Texts that are too wide, cut or broken between clusters. Level 1.

/// A text cut to a display width, its end marked when something was cut.
///
/// The text must be escaped already (`escaped`).
///
/// - Parameter width: columns the result takes at most, the mark included.
/// - Returns: the text itself when it fits. A wide character is never split, so the result may be
///   one column narrower than `width`; it is empty when not even the mark fits.
public func truncated(_ text: String, to width: Int, mark: String = "…") -> String {
  var text = text
  return text.withUTF8 { bytes in
    if clusterWidths(bytes) <= width { return String(decoding: bytes, as: UTF8.self) }
    let room = width - displayWidth(mark)
    guard room >= 0 else { return "" }
    let end = prefixEnd(of: bytes, width: room)
    return String(decoding: bytes[..<end], as: UTF8.self) + mark
  }
}

/// A text cut in its middle to a display width; otherwise as `truncated`.
public func truncatedInMiddle(_ text: String, to width: Int, mark: String = "…") -> String {
  let total = displayWidth(text)
  if total <= width { return text }
  let room = width - displayWidth(mark)
  guard room >= 2 else { return truncated(text, to: width, mark: mark) }
  let head = truncated(text, to: room - room / 2, mark: "")
  return head + mark + suffix(of: text, width: room / 2)
}

/// A text broken into lines of a display width, between clusters, after blanks where there are any.
///
/// - Returns: at least one line; none ends in a blank.
func wrapped(_ text: String, to width: Int) -> [String] {
  var text = text
  return text.withUTF8 { bytes in
    var lines: [String] = []
    var start = 0
    while start < bytes.count {
      let rest = UnsafeBufferPointer(rebasing: bytes[start...])
      let end = lineEnd(of: rest, width: width)
      lines.append(String(decoding: trimmingTrailingBlanks(rest[..<end]), as: UTF8.self))
      start += end
      while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    }
    return lines.isEmpty ? [""] : lines
  }
}

/// Where the widest prefix of whole clusters ends that takes at most `width` columns.
func prefixEnd(of bytes: UnsafeBufferPointer<UInt8>, width: Int) -> Int {
  var used = 0
  for cluster in GraphemeClusters(bytes) {
    used += cluster.width
    if used > width { return cluster.range.lowerBound }
  }
  return bytes.count
}

private func lineEnd(of bytes: UnsafeBufferPointer<UInt8>, width: Int) -> Int {
  let end = prefixEnd(of: bytes, width: width)
  if end == bytes.count || bytes[end] == 0x20 { return end }
  let blank = bytes[..<end].lastIndex(of: 0x20)
  if let blank, bytes[..<blank].contains(where: { $0 != 0x20 }) { return blank + 1 }
  return end > 0 ? end : firstClusterEnd(of: bytes)
}

/// A cluster wider than the line still makes progress.
private func firstClusterEnd(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
  var clusters = GraphemeClusters(bytes)
  return clusters.next()?.range.upperBound ?? bytes.count
}

private func trimmingTrailingBlanks(
  _ bytes: Slice<UnsafeBufferPointer<UInt8>>
) -> Slice<UnsafeBufferPointer<UInt8>> {
  let end = bytes.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? bytes.startIndex
  return bytes[..<end]
}

private func suffix(of text: String, width: Int) -> String {
  var text = text
  return text.withUTF8 { bytes in
    let clusters = Array(GraphemeClusters(bytes))
    var start = bytes.count
    var used = 0
    for cluster in clusters.reversed() {
      used += cluster.width
      if used > width { break }
      start = cluster.range.lowerBound
    }
    return String(decoding: bytes[start...], as: UTF8.self)
  }
}
