// Two texts -> a unified diff that `patch` takes. Output, level 4.

/// Compares two texts line by line.
///
/// - Parameter section: what a hunk's header names beside the line numbers, for its first change's lines
///   of the old text counted from 0 (none where lines are only added); nil names nothing.
/// - Returns: the diff with three lines of context, or an empty text when the texts are equal.
/// - Source: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
public func unifiedDiff(
  old: [UInt8], new: [UInt8], oldName: String, newName: String,
  section: (Range<Int>) -> String? = { _ in nil }
) -> String {
  let (oldLines, newLines) = (lines(of: old), lines(of: new))
  let changes = lineChanges(oldLines, newLines)
  guard !changes.isEmpty else { return "" }
  var text = "--- \(oldName)\n+++ \(newName)\n"
  for hunk in hunks(of: changes, oldCount: oldLines.count, newCount: newLines.count) {
    text += hunk.text(oldLines, newLines, section: section(hunk.changes[0].old))
  }
  return text
}

/// A run of old lines replaced by a run of new ones.
private struct Change {
  var old: Range<Int>
  var new: Range<Int>
}

/// Changes close enough to share their context.
private struct Hunk {
  var changes: [Change]
  var old: Range<Int>
  var new: Range<Int>

  func text(
    _ oldLines: [ArraySlice<UInt8>], _ newLines: [ArraySlice<UInt8>], section: String?
  ) -> String {
    var text = "@@ -\(position(old)) +\(position(new)) @@"
    if let section { text += " \(section)" }
    text += "\n"
    var next = old.lowerBound
    for change in changes {
      for line in oldLines[next..<change.old.lowerBound] { text += row(" ", line) }
      for line in oldLines[change.old] { text += row("-", line) }
      for line in newLines[change.new] { text += row("+", line) }
      next = change.old.upperBound
    }
    for line in oldLines[next..<old.upperBound] { text += row(" ", line) }
    return text
  }

  /// `start,count` as `patch` reads it: an empty range names the line before it.
  private func position(_ range: Range<Int>) -> String {
    range.count == 1
      ? "\(range.lowerBound + 1)"
      : "\(range.isEmpty ? range.lowerBound : range.lowerBound + 1),\(range.count)"
  }

  private func row(_ sign: String, _ line: ArraySlice<UInt8>) -> String {
    let text = sign + String(decoding: line, as: UTF8.self)
    return line.last == UInt8(ascii: "\n") ? text : text + "\n\\ No newline at end of file\n"
  }
}

/// The lines with their endings.
private func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var start = 0
  while start < text.count {
    let end = text[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.count
    lines.append(text[start..<end])
    start = end
  }
  return lines
}

private func hunks(of changes: [Change], oldCount: Int, newCount: Int) -> [Hunk] {
  let context = 3
  var hunks: [Hunk] = []
  for change in changes {
    let old =
      max(0, change.old.lowerBound - context)..<min(oldCount, change.old.upperBound + context)
    let new =
      max(0, change.new.lowerBound - context)..<min(newCount, change.new.upperBound + context)
    if let last = hunks.last, old.lowerBound <= last.old.upperBound {
      hunks[hunks.count - 1].changes.append(change)
      hunks[hunks.count - 1].old = last.old.lowerBound..<old.upperBound
      hunks[hunks.count - 1].new = last.new.lowerBound..<new.upperBound
    } else {
      hunks.append(Hunk(changes: [change], old: old, new: new))
    }
  }
  return hunks
}

/// The changed runs, in order; equal beginnings and ends are set aside first.
private func lineChanges(
  _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
) -> [Change] {
  var start = 0
  while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
  var (oldEnd, newEnd) = (old.count, new.count)
  while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
    oldEnd -= 1
    newEnd -= 1
  }
  if start == oldEnd, start == newEnd { return [] }
  let (oldMiddle, newMiddle) = (start..<oldEnd, start..<newEnd)
  // The difference of long texts without much in common takes quadratic time: replace them whole.
  let whole = Change(old: oldMiddle, new: newMiddle)
  guard oldMiddle.count * newMiddle.count <= 4_000_000 else { return [whole] }
  var numbers: [ArraySlice<UInt8>: Int] = [:]
  func numbered(_ lines: ArraySlice<ArraySlice<UInt8>>) -> [Int] {
    lines.map { line in
      let number = numbers[line] ?? numbers.count
      numbers[line] = number
      return number
    }
  }
  return runs(numbered(old[oldMiddle]), numbered(new[newMiddle]), from: start)
}

/// The changed runs of texts whose lines are numbered, equal ones alike.
private func runs(_ old: [Int], _ new: [Int], from start: Int) -> [Change] {
  let difference = new.difference(from: old)
  let removed = Set(difference.removals.map(\.offset))
  let inserted = Set(difference.insertions.map(\.offset))
  var changes: [Change] = []
  var (i, j) = (0, 0)
  while i < old.count || j < new.count {
    let (oldStart, newStart) = (i, j)
    while i < old.count, removed.contains(i) { i += 1 }
    while j < new.count, inserted.contains(j) { j += 1 }
    if i > oldStart || j > newStart {
      changes.append(
        Change(old: start + oldStart..<start + i, new: start + newStart..<start + j))
    } else {
      (i, j) = (i + 1, j + 1)
    }
  }
  return changes
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
