// Marks along a horizontal axis, and the lines that name them. Level 1.

/// A mark on an axis.
struct AxisTick {
  /// The cell it stands on, from 0.
  let cell: Int
  let label: String
  /// What stands under the label, such as the year under a month; empty for nothing.
  let under: String
}

/// The lines of an axis below a drawing.
struct AxisLines {
  private let ticks: [AxisTick]
  private let origin: Int
  private let width: Int

  /// - Parameter origin: the column of cell 0.
  init(_ ticks: [AxisTick], origin: Int, width: Int) {
    self.ticks = ticks
    self.origin = origin
    self.width = width
  }

  /// Whether no label leaves the width and two blanks part any two.
  var fits: Bool {
    var free = 0
    for tick in ticks {
      let start = origin + tick.cell - displayWidth(tick.label) / 2
      if start < free { return false }
      free = start + displayWidth(tick.label) + 2
    }
    return free - 2 <= width
  }

  /// The axis and its labels.
  func lines(cells: Int, charset: Charset) -> [String] {
    let isASCII = charset == .ascii
    var axis = [String](repeating: isASCII ? "-" : "─", count: cells)
    for tick in ticks { axis[tick.cell] = isASCII ? "+" : "┴" }
    let corner = isASCII ? "+" : "└"
    let indent = String(repeating: " ", count: max(0, origin - 1))
    var lines = [indent + corner + axis.joined(), labels(\.label)]
    if ticks.contains(where: { !$0.under.isEmpty }) { lines.append(labels(\.under)) }
    return lines
  }

  private func labels(_ text: KeyPath<AxisTick, String>) -> String {
    var line = ""
    var used = 0
    for tick in ticks where !tick[keyPath: text].isEmpty {
      let label = tick[keyPath: text]
      let room = displayWidth(label)
      let centered = origin + tick.cell - room / 2
      let start = max(0, min(centered, width - room))
      guard used == 0 || start >= used + 2 else { continue }
      line += String(repeating: " ", count: start - used) + label
      used = start + room
    }
    return line
  }
}
