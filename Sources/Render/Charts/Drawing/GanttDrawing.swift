// Rows, axis and legend of a gantt chart in one set of marks. Level 1.

/// The lines of a gantt chart below its title.
struct GanttDrawing {
  private(set) var lines: [String] = []
  private let data: GanttData
  private let layout: GanttLayout
  private let charset: Charset

  init(_ data: GanttData, _ layout: GanttLayout, _ charset: Charset) {
    self.data = data
    self.layout = layout
    self.charset = charset
    let names = FittedLabels(data.rows.map(\.name), width: layout.nameWidth, charset: charset)
    let remarks = FittedLabels(
      data.rows.map(\.remark), width: layout.remarkWidth, charset: charset)
    for (index, row) in data.rows.enumerated() {
      let remark = remarks.shown[index]
      lines.append(
        padded(names.shown[index], to: layout.nameWidth) + " " + charset.axis + bar(row)
          + (remark.isEmpty ? "" : " " + padded(remark, to: 0)))
    }
    if let scale = layout.scale {
      let axis = AxisLines(layout.ticks, origin: layout.nameWidth + 2, width: layout.width)
      lines += axis.lines(cells: scale.cells, charset: charset)
    }
    lines += noteLines(names.cut + remarks.cut)
  }

  private func bar(_ row: GanttRow) -> String {
    if row.isInfinite { return " inf" }
    guard let scale = layout.scale, row.start != nil || row.end != nil else { return " NULL" }
    let isASCII = charset == .ascii
    if let start = row.start, start == row.end {
      return String(repeating: " ", count: scale.cellIndex(start)) + (isASCII ? "*" : "◆")
    }
    let cells = scale.cells(
      from: row.start ?? scale.low, to: row.end.map { $0 + layout.length } ?? scale.high)
    var marks = [String](repeating: isASCII ? "=" : "█", count: cells.count)
    if row.start == nil { marks[0] = isASCII ? "<" : "◀" }
    if row.end == nil { marks[marks.count - 1] = isASCII ? ">" : "▶" }
    return String(repeating: " ", count: cells.lowerBound) + marks.joined()
  }

  private func noteLines(_ cut: [String]) -> [String] {
    var note: [String] = []
    if let unit = unitNote { note.append(unit) }
    let empty = data.rows.count { $0.start == nil && $0.end == nil }
    if empty > 0 { note.append("\(grouped(empty)) NULL not drawn") }
    let infinite = data.rows.count { $0.isInfinite }
    if infinite > 0 { note.append("\(grouped(infinite)) infinite not drawn") }
    if data.leftOutCount > 0 {
      let total = data.rows.count + data.leftOutCount
      note.append("first \(grouped(data.rows.count)) of \(counted(total, "row")) drawn")
    }
    note += cutLabelNotes(cut)
    return withLegend(note)
  }

  /// The legend, with the notes on its last line when they fit there, else below.
  private func withLegend(_ notes: [String]) -> [String] {
    let legend = joined(legendItems, by: "   ", width: layout.width)
    let below = joined(notes, by: "; ", width: layout.width)
    guard let last = legend.last, below.count == 1,
      displayWidth(last) + 2 + displayWidth(below[0]) <= layout.width
    else { return legend + below }
    return legend.dropLast() + ["\(last); \(below[0])"]
  }

  private var legendItems: [String] {
    let rows = data.rows.filter { !$0.isInfinite && ($0.start != nil || $0.end != nil) }
    let isASCII = charset == .ascii
    var items: [String] = []
    if rows.contains(where: { $0.start == nil || $0.start != $0.end }) {
      items.append(isASCII ? "= period" : "█ period")
    }
    if rows.contains(where: { $0.start != nil && $0.start == $0.end }) {
      let what = if case .calendar = data.measure { "date" } else { "value" }
      items.append(isASCII ? "* single \(what)" : "◆ single \(what)")
    }
    if rows.contains(where: { $0.start == nil }) {
      items.append(isASCII ? "< no start (NULL)" : "◀ no start (NULL)")
    }
    if rows.contains(where: { $0.end == nil }) {
      items.append(isASCII ? "> no end (NULL)" : "▶ no end (NULL)")
    }
    return items
  }

  private var unitNote: String? {
    guard let count = layout.scale?.cellsPerUnit else { return nil }
    guard case .calendar(let form) = data.measure, form != .time else { return nil }
    return "\(counted(count, "column")) = 1 \(form.rawValue)"
  }
}
