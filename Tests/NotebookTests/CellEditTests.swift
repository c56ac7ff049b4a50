// Cells put in, changed and taken out, with every other byte as it was.

import Diagnostics
import Notebook
import Testing

@Suite struct CellEditTests {
  private func document(_ text: String) -> Document { parse(Array(text.utf8), file: "n.md") }

  private func text(_ document: Document) -> String {
    String(decoding: document.source.bytes, as: UTF8.self)
  }

  private let cell = "```sql\n--| label: a\nSELECT 1;\n```\n"

  private func insert(_ content: String, after label: String?, in old: Document) throws -> Document
  {
    let anchor = old.cells.first { $0.label == label }.map(old.anchor)
    return try old.applying(CellEdit(.insert(.sql, after: anchor), content: content))
  }

  @Test("a cell goes below another and its record, with one blank line on both sides")
  func below() throws {
    let old = document("P\n\n\(cell)\n```output\n1\n```\nNext\n")
    let new = try insert("--| label: b\nSELECT 2;", after: "a", in: old)
    #expect(
      text(new)
        == "P\n\n\(cell)\n```output\n1\n```\n\n```sql\n--| label: b\nSELECT 2;\n```\n\nNext\n")
    #expect(new.cells.map(\.label) == ["a", "b"])
  }

  @Test(
    "without a place it goes to the end, whatever the end is",
    arguments: [
      ("", "B"), ("P", "P\n\nB"), ("P\n", "P\n\nB"), ("P\n\n", "P\n\nB"), ("P\r\n", "P\r\n\r\nB"),
    ])
  func end(old: String, new: String) throws {
    let inserted = try insert("--| label: b\nSELECT 2;", after: nil, in: document(old))
    var block = "```sql\n--| label: b\nSELECT 2;\n```\n"
    if old.contains("\r\n") {
      block = block.split(separator: "\n").joined(separator: "\r\n") + "\r\n"
    }
    #expect(text(inserted) == new.dropLast() + block)
  }

  @Test("in a list and in a quotation it stays in the container of the cell above")
  func containers() throws {
    let quoted = document("> ```sql\n> --| label: a\n> SELECT 1;\n> ```\n> more\n")
    let new = try insert("--| label: b\n\nSELECT 2;", after: "a", in: quoted)
    #expect(
      text(new) == "> ```sql\n> --| label: a\n> SELECT 1;\n> ```\n>\n> ```sql\n> --| label: b\n>\n"
        + "> SELECT 2;\n> ```\n>\n> more\n")
    let listed = document("- ```sql\n  --| label: a\n  SELECT 1;\n  ```\n")
    #expect(
      text(try insert("--| label: b\nSELECT 2;", after: "a", in: listed))
        == "- ```sql\n  --| label: a\n  SELECT 1;\n  ```\n\n  ```sql\n  --| label: b\n  SELECT 2;\n"
        + "  ```\n")
  }

  @Test("backticks inside get a longer fence")
  func backticks() throws {
    let new = try insert("--| label: b\nSELECT '\n```\n';", after: nil, in: document("P\n"))
    #expect(text(new) == "P\n\n````sql\n--| label: b\nSELECT '\n```\n';\n````\n")
    let changed = try new.applying(
      CellEdit(.replace(new.anchor(of: new.cells[0])), content: "--| label: b\nSELECT '\n````\n';"))
    #expect(changed.cells[0].body.text == "SELECT '\n````\n';")
  }

  @Test("what is put in and taken out again leaves the very bytes", arguments: ["a", nil])
  func inverse(place: String?) throws {
    for text in ["P\n\n\(cell)\nQ\n", "\(cell)", "P\n\n\(cell)\n```output\n1\n```\n\nQ\n"] {
      let old = document(text)
      let new = try insert("--| label: b\nSELECT 2;", after: place, in: old)
      let index = try #require(new.cells.firstIndex { $0.label == "b" })
      let back = try new.applying(CellEdit(.remove(new.anchor(of: new.cells[index]))))
      #expect(self.text(back) == text)
    }
  }

  @Test("a replaced cell keeps its fence, its record and everything around")
  func replace() throws {
    let old = document("P\n\n~~~~sql id=x\n--| label: a\nSELECT 1;\n~~~~\n\n```output\n1\n```\nQ")
    let new = try old.applying(
      CellEdit(.replace(old.anchor(of: old.cells[0])), content: "--| label: a\nSELECT 2;"))
    #expect(
      text(new) == "P\n\n~~~~sql id=x\n--| label: a\nSELECT 2;\n~~~~\n\n```output\n1\n```\nQ")
    #expect(new.cells[0].recorded != nil)
  }

  @Test(
    "a change in the same place of the file is a conflict, and one that is there already is none")
  func conflicts() throws {
    let old = document(cell)
    let edit = CellEdit(.replace(old.anchor(of: old.cells[0])), content: "--| label: a\nSELECT 2;")
    let other = document(cell.replacing("SELECT 1", with: "SELECT 3"))
    #expect(throws: CellEditFault.self) { try other.applying(edit) }
    #expect(text(try other.applying(other.winning(edit))).contains("SELECT 2;"))
    let same = document(cell.replacing("SELECT 1", with: "SELECT 2"))
    #expect(text(try same.applying(edit)) == text(same))
    #expect(throws: CellEditFault.self) { try document("gone\n").applying(edit) }
    let kept = CellEdit(.insert(.sql, after: nil), content: "--| label: a\nSELECT 9;")
    #expect(throws: CellEditFault.self) { try old.applying(kept) }
    #expect(text(try old.applying(old.winning(kept))).contains("SELECT 9;"))
    #expect(
      text(try document("gone\n").applying(CellEdit(.remove(old.anchor(of: old.cells[0])))))
        == "gone\n")
  }

  @Test("what would be no cell, or break another, is refused")
  func malformed() {
    let open = document("P\n\n```\nnever closed\n")
    #expect(throws: CellEditFault.self) {
      try insert("--| label: b\nSELECT 2;", after: nil, in: open)
    }
    #expect(throws: CellEditFault.self) {
      try insert("--| lable: b\nSELECT 2;", after: nil, in: document("P\n"))
    }
    #expect(throws: CellEditFault.self) {
      let old = document(cell + "\n" + cell.replacing("label: a", with: "label: b"))
      return try old.applying(
        CellEdit(.replace(old.anchor(of: old.cells[1])), content: "--| label: a\nSELECT 1;"))
    }
  }

  @Test("cells that say the same are found in another version, the first of equal ones first")
  func moves() {
    let plain = "```sql\n--|\nSELECT 1;\n```\n\n"
    let old = document(plain + cell + "\n" + plain)
    let new = document("New prose.\n\n" + cell + "\n" + plain)
    #expect(old.moves(to: new) == [0: 1, 1: 0])
  }
}
