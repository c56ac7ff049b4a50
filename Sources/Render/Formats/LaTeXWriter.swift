// Table -> LaTeX with the rules of booktabs. Level 1.

internal import Tabular

/// A `tabular`, in a floating `table` where there is a caption or a label.
///
/// - Source: https://ctan.org/pkg/booktabs
struct LaTeXWriter: RowWriter {
  private let columns: String
  private let options: FormatOptions

  init(_ table: Table, _ options: FormatOptions) {
    columns = table.columns.map { CellText($0, decimals: nil).isRightAligned ? "r" : "l" }.joined()
    self.options = options
  }

  private var floats: Bool { options.caption != nil || options.label != nil }

  func begin(_ table: Table, to output: inout [UInt8]) {
    output.append(contentsOf: "% needs \\usepackage{booktabs}\n".utf8)
    if floats { output.append(contentsOf: "\\begin{table}\n\\centering\n".utf8) }
    if var caption = options.caption {
      output.append(contentsOf: "\\caption{".utf8)
      caption.withUTF8 { append($0, lineBreak: " ", to: &output) }
      output.append(contentsOf: "}\n".utf8)
    }
    if let label = options.label {
      output.append(contentsOf: "\\label{tab:\(label)}\n".utf8)
    }
    output.append(contentsOf: "\\begin{tabular}{\(columns)}\n\\toprule\n".utf8)
    for (index, name) in table.columnNames.enumerated() {
      if index > 0 { output.append(contentsOf: " & ".utf8) }
      var name = name
      name.withUTF8 { appendCell($0, to: &output) }
    }
    output.append(contentsOf: " \\\\\n\\midrule\n".utf8)
  }

  func append(_ row: Int, of table: Table, to output: inout [UInt8]) {
    for (index, column) in table.columns.enumerated() {
      if index > 0 { output.append(contentsOf: " & ".utf8) }
      let start = output.count
      if column.appendPlain(row, to: &output) {
        setMinus(from: start, of: &output)
      } else if let text = column.bytes(at: row) {
        appendCell(text, to: &output)
      }
    }
    output.append(contentsOf: " \\\\\n".utf8)
  }

  func end(_ table: Table, to output: inout [UInt8]) {
    output.append(contentsOf: "\\bottomrule\n\\end{tabular}\n".utf8)
    if floats { output.append(contentsOf: "\\end{table}\n".utf8) }
  }

  /// A minus sign, which as plain text would be set as a hyphen.
  private func setMinus(from start: Int, of output: inout [UInt8]) {
    guard start < output.count, output[start] == UInt8(ascii: "-") else { return }
    output.replaceSubrange(start...start, with: "$-$".utf8)
  }

  /// A text of several lines is a stack, because a line ending in a cell would end the row.
  private func appendCell(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    let isStack = text.contains(0x0A)
    if isStack { output.append(contentsOf: "\\shortstack[l]{".utf8) }
    append(text, lineBreak: "\\\\", to: &output)
    if isStack { output.append(UInt8(ascii: "}")) }
  }

  private func append(
    _ text: UnsafeBufferPointer<UInt8>, lineBreak: String, to output: inout [UInt8]
  ) {
    // At the beginning of a row, and after each `\\`, `[` and `*` would be read as its argument.
    var beginsLine = true
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !beginsLine || line.startIndex > text.startIndex {
        output.append(contentsOf: lineBreak.utf8)
      }
      beginsLine = true
      var previous: UInt8 = 0
      appendLines(of: UnsafeBufferPointer(rebasing: line), joinedBy: "", to: &output) {
        byte, output in
        append(byte, after: previous, beginsLine: beginsLine, to: &output)
        (previous, beginsLine) = (byte, false)
      }
    }
  }

  private func append(
    _ byte: UInt8, after previous: UInt8, beginsLine: Bool, to output: inout [UInt8]
  ) {
    switch byte {
    case UInt8(ascii: "\\"): output.append(contentsOf: "\\textbackslash{}".utf8)
    case UInt8(ascii: "~"): output.append(contentsOf: "\\textasciitilde{}".utf8)
    case UInt8(ascii: "^"): output.append(contentsOf: "\\textasciicircum{}".utf8)
    case UInt8(ascii: "<"): output.append(contentsOf: "\\textless{}".utf8)
    case UInt8(ascii: ">"): output.append(contentsOf: "\\textgreater{}".utf8)
    case UInt8(ascii: "|"): output.append(contentsOf: "\\textbar{}".utf8)
    case _ where "&%$#_{}".utf8.contains(byte):
      output.append(UInt8(ascii: "\\"))
      output.append(byte)
    case _ where "[*".utf8.contains(byte) && beginsLine:
      output.append(contentsOf: [UInt8(ascii: "{"), byte, UInt8(ascii: "}")])
    // Two of them would be set as one sign: a dash, a quotation mark.
    case _ where "-'`,".utf8.contains(byte) && byte == previous:
      output.append(contentsOf: [UInt8(ascii: "{"), UInt8(ascii: "}"), byte])
    default: output.append(byte)
    }
  }
}
