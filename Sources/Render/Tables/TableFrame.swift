// The lines around and between the cells of a table. Level 1.

/// The bytes of a look's frame.
struct TableFrame {
  /// A horizontal rule.
  struct Rule {
    let left: [UInt8]
    let dash: [UInt8]
    let between: [UInt8]
    let right: [UInt8]

    init(_ left: String, _ dash: String, _ between: String, _ right: String) {
      self.left = Array(left.utf8)
      self.dash = Array(dash.utf8)
      self.between = Array(between.utf8)
      self.right = Array(right.utf8)
    }
  }

  let top: Rule?
  let middle: Rule?
  let bottom: Rule?
  let left: [UInt8]
  let between: [UInt8]
  let right: [UInt8]
  /// What starts and ends dimmed text; both empty without colour.
  let dimmed: [UInt8]
  let plain: [UInt8]

  init(_ look: TableStyle.Look, usesColor: Bool) {
    let on = usesColor ? "\u{1B}[2m" : ""
    let off = usesColor ? "\u{1B}[22m" : ""
    dimmed = Array(on.utf8)
    plain = Array(off.utf8)
    switch look {
    case .rule:
      (top, bottom) = (nil, nil)
      middle = Rule("", "-", "  ", "")
      (left, between, right) = ([], Array("  ".utf8), [])
    case .box:
      top = Rule("┌─", "─", "─┬─", "─┐")
      middle = Rule("├─", "─", "─┼─", "─┤")
      bottom = Rule("└─", "─", "─┴─", "─┘")
      left = Array("\(on)│\(off) ".utf8)
      between = Array(" \(on)│\(off) ".utf8)
      right = Array(" \(on)│\(off)".utf8)
    }
  }
}
