// The lines above and below a chart, wrapped between their items. Level 1.

/// Items joined by a separator, on lines broken between items, inside one only if it is too wide.
///
/// - Returns: lines of at most `width` columns; a broken line ends in the separator's sign.
func joined(_ items: [String], by separator: String, width: Int) -> [String] {
  let sign = separator.filter { $0 != " " }
  var lines: [String] = []
  for (index, item) in items.enumerated() {
    let ending = index + 1 < items.count ? sign.utf8.count : 0
    if let last = lines.last, displayWidth(last + separator + item) + ending <= width {
      lines[lines.count - 1] = last + separator + item
    } else {
      if let last = lines.last { lines[lines.count - 1] = last + sign }
      lines += wrapped(item, to: width - ending)
    }
  }
  return lines
}

/// What the notes say about labels that were cut: up to five in full.
func cutLabelNotes(_ cut: [String]) -> [String] {
  if cut.isEmpty || cut.count > 5 {
    return cut.isEmpty ? [] : [counted(cut.count, "label") + " cut"]
  }
  return cut.map { "cut: " + truncated($0, to: 1000, mark: "...") }
}

/// The title of a chart as lines, or none: what the options say, or else `automatic`.
func titleLines(_ options: ChartOptions, automatic: String, width: Int) -> [String] {
  guard options.showsTitle else { return [] }
  return wrapped(escaped(options.title ?? automatic), to: width)
}

/// The reader's own note as lines.
func ownNoteLines(_ options: ChartOptions, width: Int) -> [String] {
  guard let note = options.note, !note.isEmpty else { return [] }
  return wrapped(escaped(note), to: width)
}

/// Lines ended by LF; blanks at their ends dropped, no line like the mark of a conflict.
func chartText(_ lines: [String]) -> String {
  var bytes: [UInt8] = []
  for line in lines {
    bytes.append(contentsOf: withoutConflictMark(line).utf8)
    while bytes.last == 0x20 { bytes.removeLast() }
    bytes.append(0x0A)
  }
  return String(decoding: bytes, as: UTF8.self)
}
