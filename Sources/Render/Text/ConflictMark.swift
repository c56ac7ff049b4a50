// What a failed merge leaves at the start of a line, and drawings must not. Level 1.

/// Whether a text would be taken for the start of a merge conflict where it begins a line: `<<<<<<<`,
/// then a blank or the end. Without a start the other marks are plain text.
func beginsConflict(_ text: some Collection<UInt8>) -> Bool {
  guard text.first == UInt8(ascii: "<"), text.prefix(7).elementsEqual("<<<<<<<".utf8) else {
    return false
  }
  return text.dropFirst(7).first.map { $0 == 0x20 } ?? true
}

/// A line of a drawing, its first character escaped where it would be taken for such a start.
func withoutConflictMark(_ line: String) -> String {
  beginsConflict(line.utf8) ? "\\x3c" + line.dropFirst() : line
}
