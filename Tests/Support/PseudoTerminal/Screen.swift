// What a terminal shows: the part of xterm's sequences that readline and plain programs write.

internal import Glibc

/// A grid of characters with a cursor.
///
/// Wide characters take two cells; colours are read and forgotten. A sequence it does not know stands
/// in `unknown`, so that a test can tell.
public struct Screen: Sendable {
  /// How many cells a row has.
  public private(set) var columns: Int
  /// How many rows there are.
  public private(set) var rows: Int
  /// The cursor, from 0; `column` equals `columns` after a full row.
  public private(set) var cursor: (row: Int, column: Int) = (0, 0)
  /// Sequences that were not understood.
  public private(set) var unknown: [String] = []

  /// The right half of a wide character is empty.
  private var cells: [[String]]
  private var pending: [UInt8] = []

  /// An empty screen.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The rows without the blanks at their ends.
  public var lines: [String] {
    cells.map { row in
      let end = row.lastIndex { $0 != " " }
      return end.map { row[...$0].joined() } ?? ""
    }
  }

  /// The rows down to the last one that is not blank.
  public var text: String {
    let lines = lines
    let end = lines.lastIndex { !$0.isEmpty } ?? -1
    return lines[...end].joined(separator: "\n")
  }

  /// Changes the size and cuts what does not fit; nothing is wrapped anew.
  public mutating func resize(columns: Int, rows: Int) {
    while cursor.row >= rows { scroll() }
    cells = (0..<rows).map { row in
      let old = row < cells.count ? cells[row] : []
      return Array(
        (old + Array(repeating: " ", count: max(0, columns - old.count))).prefix(columns))
    }
    (self.columns, self.rows) = (columns, rows)
    cursor.column = min(cursor.column, columns)
  }

  /// Takes what a program wrote; sequences and letters may come in pieces.
  public mutating func write(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      if take() { pending.removeAll(keepingCapacity: true) }
    }
  }

  /// Whether the pending bytes are a whole character or sequence, which is then done.
  private mutating func take() -> Bool {
    if pending[0] == 0x1B { return takeEscape() }
    if pending[0] < 0x20 || pending[0] == 0x7F {
      control(pending[0])
      return true
    }
    let length = pending[0] < 0x80 ? 1 : pending[0] < 0xE0 ? 2 : pending[0] < 0xF0 ? 3 : 4
    guard pending.count >= length else { return false }
    put(String(decoding: pending, as: UTF8.self))
    return true
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x08: cursor.column = max(0, min(cursor.column, columns - 1) - 1)
    case 0x09: cursor.column = min(columns - 1, (cursor.column / 8 + 1) * 8)
    case 0x0A:
      if cursor.row == rows - 1 { scroll() } else { cursor.row += 1 }
    case 0x0D: cursor.column = 0
    default: break
    }
  }

  private mutating func scroll() {
    cells.removeFirst()
    cells.append(Array(repeating: " ", count: columns))
    cursor.row -= cursor.row == rows - 1 ? 0 : 1
  }

  private mutating func put(_ letter: String) {
    let width = letter.unicodeScalars.first.map { Self.width(of: $0.value) } ?? 1
    if width == 0 {
      let column = min(cursor.column, columns) - 1
      if column >= 0 { cells[cursor.row][column] += letter }
      return
    }
    if cursor.column + width > columns {
      cursor.column = 0
      control(0x0A)
    }
    cells[cursor.row][cursor.column] = letter
    if width == 2 { cells[cursor.row][cursor.column + 1] = "" }
    cursor.column += width
  }

  /// Blocks of wide and of combining characters, as far as the tests go.
  private static func width(of scalar: UInt32) -> Int {
    switch scalar {
    case 0x300...0x36F, 0x200B...0x200D, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60,
      0x1F300...0x1FAFF:
      2
    default: 1
    }
  }

  private mutating func takeEscape() -> Bool {
    guard pending.count > 1 else { return false }
    guard pending[1] == UInt8(ascii: "[") else {
      // Keypad modes, character sets with one byte more.
      if "()".utf8.contains(pending[1]) { return pending.count == 3 }
      if !"=>".utf8.contains(pending[1]) { noteUnknown() }
      return true
    }
    guard pending.count > 2, let final = pending.last, 0x40...0x7E ~= final else { return false }
    let numbers = pending[2...].dropLast().split(separator: UInt8(ascii: ";"))
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    sequence(final, numbers)
    return true
  }

  private mutating func sequence(_ final: UInt8, _ numbers: [Int]) {
    let count = max(1, numbers.first ?? 1)
    let column = min(cursor.column, columns - 1)
    switch final {
    case UInt8(ascii: "A"): cursor.row = max(0, cursor.row - count)
    case UInt8(ascii: "B"): cursor.row = min(rows - 1, cursor.row + count)
    case UInt8(ascii: "C"): cursor.column = min(columns - 1, column + count)
    case UInt8(ascii: "D"): cursor.column = max(0, column - count)
    case UInt8(ascii: "G"): cursor.column = min(columns, count) - 1
    case UInt8(ascii: "H"):
      cursor.row = min(rows, max(1, numbers.first ?? 1)) - 1
      cursor.column = min(columns, max(1, numbers.dropFirst().first ?? 1)) - 1
    case UInt8(ascii: "K"): erase(in: cursor.row, from: column)
    case UInt8(ascii: "J"):
      erase(in: cursor.row, from: column)
      for row in (cursor.row + 1)..<max(rows, cursor.row + 1) { erase(in: row, from: 0) }
    case UInt8(ascii: "P"):
      cells[cursor.row].removeSubrange(column..<min(columns, column + count))
      cells[cursor.row] += Array(repeating: " ", count: columns - cells[cursor.row].count)
    case UInt8(ascii: "@"):
      cells[cursor.row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      cells[cursor.row].removeLast(count)
    case UInt8(ascii: "m"), UInt8(ascii: "h"), UInt8(ascii: "l"): break
    default: noteUnknown()
    }
  }

  private mutating func erase(in row: Int, from column: Int) {
    for index in column..<columns { cells[row][index] = " " }
  }

  private mutating func noteUnknown() {
    unknown.append(String(decoding: pending.dropFirst(), as: UTF8.self))
  }
}
