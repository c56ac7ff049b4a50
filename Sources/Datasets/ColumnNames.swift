// The names of a bare file's columns: none empty, none twice. Level 1.

internal import Tabular

/// Makes names of a header usable as columns.
struct ColumnNames {
  /// One name a column; SQLite can tell them all apart.
  private(set) var names: [String] = []
  /// What was changed, in words, by column.
  private(set) var notes: [(column: Int, message: String)] = []
  private var unnamed: Set<Int> = []

  /// Numbers columns of a file without a header: `c1 c2 …`.
  init(count: Int) { names = (0..<count).map { "c\($0 + 1)" } }

  /// Takes names from a header: blanks around them go, empty ones become `column_2`, repeated ones
  /// `a_2`.
  init(header: [String], isSnake: Bool = false) {
    let header = header.map { isSnake ? ColumnNames.snake($0) : ColumnNames.trimmed($0) }
    var taken = Set(header.map(\.asciiLowercased))
    var used: Set<String> = []
    for (index, trimmed) in header.enumerated() {
      var name = trimmed.isEmpty ? "column_\(index + 1)" : trimmed
      let isNew = trimmed.isEmpty ? !taken.contains(name) : !used.contains(name.asciiLowercased)
      if !isNew { name = ColumnNames.numbered(name, taken: taken) }
      if trimmed.isEmpty {
        unnamed.insert(index)
        notes.append((index, "column \(index + 1) has no name: \(name)"))
      } else if !isNew {
        notes.append((index, "a second column \(trimmed) is named \(name)"))
      }
      taken.insert(name.asciiLowercased)
      used.insert(name.asciiLowercased)
      names.append(name)
    }
  }

  /// Whether the header gives a column no name.
  func isUnnamed(_ index: Int) -> Bool { unnamed.contains(index) }

  /// `Total (EUR)` as `total_eur`.
  private static func snake(_ name: String) -> String {
    var text = ""
    for scalar in name.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        text.unicodeScalars.append(scalar)
      } else if !text.isEmpty, !text.hasSuffix("_") {
        text += "_"
      }
    }
    while text.hasSuffix("_") { text.removeLast() }
    return text
  }

  private static func numbered(_ name: String, taken: Set<String>) -> String {
    var number = 2
    while taken.contains("\(name)_\(number)".asciiLowercased) { number += 1 }
    return "\(name)_\(number)"
  }

  private static func trimmed(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
