// Every format of a hostile table is taken by a strict reader of that format, to the same values.

import CMarkGFM
import Datasets
import Files
import Foundation
import Render
import SystemPackage
import Tabular
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

private func written(_ format: TableFormat, _ options: FormatOptions = FormatOptions()) -> [UInt8] {
  var bytes: [UInt8] = []
  write(HostileTable.table, as: format, options, to: TextSink { bytes += $0 })
  return bytes
}

private func text(_ format: TableFormat, _ options: FormatOptions = FormatOptions()) -> String {
  String(decoding: written(format, options), as: UTF8.self)
}

/// A value as the formats that have only text write it.
private func plain(_ value: Value) -> String {
  switch value {
  case .null: ""
  case .integer(let integer): "\(integer)"
  case .real(let real): realText(real)
  case .text(let text): text
  case .blob(let bytes): bytes.map { String(format: "%02x", $0) }.joined()
  }
}

/// A text whose controls are made visible line by line.
private func visible(_ value: Value) -> String {
  guard case .text(let text) = value else { return plain(value) }
  return text.replacingOccurrences(of: "\r\n", with: "\n")
    .split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
    .joined(separator: "\n")
}

@Suite struct HostileTableTests {
  @Test("CSV is read back by our own reader to the same values and types")
  func csv() throws {
    // Readers take infinities for text, of which the warning of the format tells.
    let finite = Table(
      columnNames: HostileTable.table.columnNames,
      rows: HostileTable.rows.map { $0.map { $0.isInfinite ? .real(1.5) : $0 } })
    var bytes: [UInt8] = []
    write(finite, as: .csv) { bytes += $0 }
    let (written, rows) = (
      bytes, (0..<finite.rowCount).map { row in finite.columns.map { $0[row] } }
    )
    let files = FileAccess(
      read: { _ throws(FileError) in FileContents(written) },
      write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
      kind: { _ in .file }, list: { path throws(FileError) in throw FileError(path, .missing) },
      canonical: { $0 })
    var options = CSVOptions()
    options.separator = UInt8(ascii: ",")
    options.hasHeader = true
    let loaded = try loadFile(at: "t.csv", options: options, sha256: nil, files: files).table
    #expect(loaded.columnNames == HostileTable.table.columnNames)
    let expected = rows.map { row in
      row.map { value -> Value in if case .blob = value { .text(plain(value)) } else { value } }
    }
    for (row, values) in expected.enumerated() {
      for (column, value) in values.enumerated() {
        #expect(loaded.columns[column][row] == value, "row \(row), column \(column)")
      }
    }
    #expect(loaded.columns[1][3].sign == .minus)
  }

  @Test("JSON and JSON Lines are read by a strict parser to the same values")
  func json() throws {
    let array = try JSONSerialization.jsonObject(with: Data(written(.json)))
    let objects = try #require(array as? [[String: Any]])
    let lines = try text(.jsonl).split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(objects.count == HostileTable.rows.count && lines.count == objects.count)
    for (object, row) in zip(objects + lines, HostileTable.rows + HostileTable.rows) {
      #expect(object.count == 4)
      for (name, value) in zip(HostileTable.table.columnNames, row) {
        let read = try #require(object[name])
        switch value {
        case .null: #expect(read is NSNull)
        case .integer(let integer): #expect((read as? NSNumber)?.int64Value == integer)
        case .real(let real) where real.isInfinite: #expect(read is NSNull)
        case .real(let real):
          #expect((read as? NSNumber)?.doubleValue.bitPattern == real.bitPattern)
        case .text, .blob: #expect(read as? String == plain(value))
        }
      }
    }
  }

  @Test("TSV has a row a line and gives each value back")
  func tsv() {
    let lines = text(.tsv).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == HostileTable.rows.count + 2)
    for (line, row) in zip(lines.dropFirst(), HostileTable.rows) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      #expect(
        fields.map(unescapedTSV)
          == row.map { value -> String? in
            if case .null = value { nil } else { plain(value) }
          })
    }
  }

  private func unescapedTSV(_ field: Substring) -> String? {
    if field == "\\N" { return nil }
    var result = ""
    var characters = field.unicodeScalars.makeIterator()
    while let scalar = characters.next() {
      guard scalar == "\\" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch characters.next() {
      case "t": result += "\t"
      case "n": result.unicodeScalars.append("\n")
      case "r": result.unicodeScalars.append("\r")
      case let other?: result.unicodeScalars.append(other)
      case nil: result += "?"
      }
    }
    return result
  }

  @Test("HTML is well-formed XML whose cells say the values, numbers and NULL by their class")
  func html() throws {
    let options = FormatOptions(caption: "<A & \"B\">", label: "x")
    let document = try XMLDocument(data: Data(written(.html, options)), options: [])
    let root = try #require(document.rootElement())
    #expect(root.name == "table")
    #expect(root.elements(forName: "caption").first?.stringValue == "<A & \"B\">")
    let header = try root.nodes(forXPath: "thead/tr/th")
    #expect(header.map(\.stringValue) == HostileTable.table.columnNames)
    let rows = try root.nodes(forXPath: "tbody/tr")
    #expect(rows.count == HostileTable.rows.count)
    for (node, row) in zip(rows, HostileTable.rows) {
      let cells = try node.nodes(forXPath: "td")
      for (cell, (column, value)) in zip(cells, row.enumerated()) {
        let kind = (cell as? XMLElement)?.attribute(forName: "class")?.stringValue
        #expect(kind == (value == .null ? "null" : [1, 2].contains(column) ? "number" : nil))
        let lines = cell.xmlString.components(separatedBy: "<br").count
        #expect(
          lines == visible(value).split(separator: "\n", omittingEmptySubsequences: false).count)
        #expect(cell.stringValue == visible(value).replacingOccurrences(of: "\n", with: ""))
      }
    }
  }

  @Test("Markdown is one table of the right cells to GitHub's parser")
  func markdown() {
    let cells = markdownTables(text(.markdown))
    #expect(cells.count == 1)
    let expected =
      [HostileTable.table.columnNames]
      + HostileTable.rows.map { row in
        row.map { visible($0).trimmingCharacters(in: .whitespaces) }
      }
    #expect(cells.first == expected)
  }

  @Test("LaTeX has every special character escaped, balanced braces and one `\\\\` a row")
  func latex() throws {
    let latex = text(.latex, FormatOptions(caption: "50 % & more", label: "hostile"))
    var depth = 0
    var ampersands = 0
    var isEscape = false
    for character in latex.split(separator: "\n").dropFirst().joined(separator: "\n") {
      if isEscape {
        isEscape = false
        continue
      }
      switch character {
      case "\\": isEscape = true
      case "{": depth += 1
      case "}": depth -= 1
      case "&": ampersands += 1
      case "%", "#", "_", "^", "~":
        Issue.record("\(character) stands alone")
      default: break
      }
      #expect(depth >= 0)
    }
    #expect(depth == 0)
    #expect(ampersands == 3 * (HostileTable.rows.count + 1))
    let ends = latex.components(separatedBy: " \\\\\n").count - 1
    #expect(ends == HostileTable.rows.count + 1)
    #expect(
      latex.contains("\\caption{50 \\% \\& more}\n\\label{tab:hostile}\n\\begin{tabular}{lrrl}"))
    #expect(latex.contains("\n{[}1] *x* & "))
    #expect(latex.contains("\\shortstack[l]{line\\\\break}"))
    #expect(!latex.contains("\u{1B}"))
  }

  @Test("LaTeX compiles", .enabled(if: latexCompiler != nil))
  func latexCompiles() throws {
    let folder = NSTemporaryDirectory() + "quire-latex-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let document =
      "\\documentclass{article}\\usepackage{booktabs}\\begin{document}\n\(text(.latex))\\end{document}\n"
    try document.write(toFile: folder + "/t.tex", atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: latexCompiler ?? "")
    process.arguments = ["-interaction=nonstopmode", "-halt-on-error", "t.tex"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("line mode has a value a line, the lines of a text under each other")
  func line() {
    let table = Table(
      columnNames: ["日本", "long name"],
      rows: [[.text("a\nb"), .null], [.text(""), .text("NULL")]])
    var bytes: [UInt8] = []
    write(table, as: .line, FormatOptions(nullText: "-"), to: TextSink { bytes += $0 })
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
             日本 = a
                    b
        long name = -

             日本 =
        long name = NULL

        """)
    #expect(!text(.line).contains("\u{1B}"))
  }

  @Test("what is stopped between pieces says so, and a box is closed")
  func stopping() {
    let table = Table(columnNames: ["a"], rows: (0..<50_000).map { [.integer($0)] })
    var pieces: [[UInt8]] = []
    let sink = TextSink(isStopped: { pieces.count > 1 }) { pieces.append($0) }
    #expect(!render(table, TableStyle(.box, endRows: nil), to: sink))
    let lines = String(decoding: pieces.joined(), as: UTF8.self).split(separator: "\n")
    #expect(lines[lines.count - 2] == "└───────┘")
    let shown = grouped(lines.count - 5)
    #expect(lines.last == "(50,000 rows, \(shown) shown; stopped)")
    var isFirst = true
    let early = TextSink(isStopped: { true }) { _ in isFirst = false }
    #expect(!render(table, TableStyle(.box), to: early))
    #expect(isFirst, "nothing is drawn when it is stopped while it is measured")
  }
}

extension Value {
  fileprivate var isInfinite: Bool {
    if case .real(let real) = self { real.isInfinite } else { false }
  }

  fileprivate var sign: FloatingPointSign? {
    if case .real(let real) = self { real.sign } else { nil }
  }
}

private let latexCompiler = ["/usr/bin/lualatex", "/usr/bin/xelatex"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// The cells of the tables that cmark-gfm finds, row by row; fails on anything beside tables.
private func markdownTables(_ markdown: String) -> [[[String]]] {
  cmark_gfm_core_extensions_ensure_registered()
  let parser = cmark_parser_new(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE)
  defer { cmark_parser_free(parser) }
  for name in ["table", "strikethrough", "autolink"] {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
  }
  cmark_parser_feed(parser, markdown, markdown.utf8.count)
  let root = cmark_parser_finish(parser)
  defer { cmark_node_free(root) }
  return children(root).map { table in
    #expect(String(cString: cmark_node_get_type_string(table)) == "table")
    return children(table).map { row in children(row).map(cellText) }
  }
}

private func children(_ node: OpaquePointer?) -> [OpaquePointer] {
  var found: [OpaquePointer] = []
  var child = cmark_node_first_child(node)
  while let next = child {
    found.append(next)
    child = cmark_node_next(next)
  }
  return found
}

private func cellText(_ cell: OpaquePointer) -> String {
  children(cell).map { node in
    let literal = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    switch String(cString: cmark_node_get_type_string(node)) {
    case "text": return literal
    case "html_inline" where literal == "<br>": return "\n"
    default: return "<\(String(cString: cmark_node_get_type_string(node)))>"
    }
  }.joined()
}
