// Which columns a terminal holds, and how wide each may be. Level 1.

/// The columns that are shown and their widths.
struct ColumnFitting {
  /// Indices of the shown columns, in order.
  private(set) var shown: [Int]
  /// The width of each shown column.
  private(set) var widths: [Int]
  /// How many of `shown` stand before the mark for hidden columns, or nil when none is hidden.
  private(set) var gap: Int?

  /// What the frame around and between `count` columns takes.
  static func frameWidth(_ look: TableStyle.Look, columnCount count: Int) -> Int {
    switch look {
    case .rule: 2 * max(0, count - 1)
    case .box: 3 * count + 1
    }
  }

  /// Shrinks the widest columns, then hides those in the middle.
  ///
  /// - Parameter natural: what each column needs.
  /// - Parameter least: what each column is to keep, at most `natural`.
  /// - Parameter width: what all may take, or nil for as much as they need.
  init(natural: [Int], least: [Int], look: TableStyle.Look, width: Int?) {
    shown = Array(natural.indices)
    widths = natural
    guard let width else { return }
    let room = width - Self.frameWidth(look, columnCount: natural.count)
    if natural.reduce(0, +) <= room { return }
    if natural.count == 1 {
      widths = [max(1, room)]
      return
    }
    if least.reduce(0, +) <= room {
      widths = shrink(natural, least: least, room: room)
      return
    }
    hideMiddle(natural: natural, least: least, look: look, width: width)
  }

  private mutating func hideMiddle(
    natural: [Int], least: [Int], look: TableStyle.Look, width: Int
  ) {
    var head = [0]
    var tail: [Int] = []
    var used = least[0]
    while head.count + tail.count < natural.count - 1 {
      let isTail = tail.count < head.count
      let next = isTail ? natural.count - 1 - tail.count : head.count
      let frame = Self.frameWidth(look, columnCount: head.count + tail.count + 2)
      if used + least[next] + 1 + frame > width { break }
      used += least[next]
      if isTail { tail.insert(next, at: 0) } else { head.append(next) }
    }
    shown = head + tail
    gap = head.count
    let room = width - Self.frameWidth(look, columnCount: shown.count + 1) - 1
    let floors = shown.count == 1 ? [max(1, min(least[0], room))] : shown.map { least[$0] }
    widths = shrink(shown.map { natural[$0] }, least: floors, room: room)
  }
}

/// Takes columns from the widest until all fit, none below its least width.
private func shrink(_ natural: [Int], least: [Int], room: Int) -> [Int] {
  func widths(atMost level: Int) -> [Int] {
    natural.indices.map { min(natural[$0], max(least[$0], level)) }
  }
  var (low, high) = (0, natural.max() ?? 0)
  while low < high {
    let middle = (low + high + 1) / 2
    if widths(atMost: middle).reduce(0, +) <= room { low = middle } else { high = middle - 1 }
  }
  var result = widths(atMost: low)
  var spare = room - result.reduce(0, +)
  for index in result.indices where spare > 0 && result[index] == low {
    guard result[index] < natural[index] else { continue }
    result[index] += 1
    spare -= 1
  }
  return result
}
