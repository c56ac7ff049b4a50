// The cells of a notebook as a table or as lines of JSON: what `list` shows. Output, level 4.

internal import Diagnostics
public import Notebook
public import Tabular
internal import YAML

extension Document {
  /// One row a cell: its number, name, kind, line, whether an output is recorded, and the options that
  /// change what comes.
  public var cellList: Table {
    Table(
      columnNames: ["cell", "label", "kind", "line", "recorded", "options"],
      rows: cells.enumerated().map { index, cell in
        [
          .integer(Int64(index + 1)), .text(cell.label ?? ""),
          .text(cell.kindName), .integer(Int64(cell.line)),
          .text(cell.recorded?.kind.rawValue ?? ""),
          .text(writtenOptions(of: cell).map { "\($0.name)=\($0.text)" }.joined(separator: " ")),
        ]
      })
  }

  /// One line of JSON a cell: `file line label kind recorded caption options`.
  public var cellLines: String {
    cells.map { cell in
      let options = writtenOptions(of: cell).map { ($0.name, jsonString($0.text)) }
      return jsonObject([
        ("file", jsonString(source.file)), ("line", "\(cell.line)"),
        ("label", jsonText(cell.label)), ("kind", jsonString(cell.kindName)),
        ("recorded", jsonText(cell.recorded?.kind.rawValue)),
        ("caption", jsonText(cell.options.tableCaption ?? cell.options.figureCaption)),
        ("options", jsonObject(options)),
      ]) + "\n"
    }.joined()
  }

  /// The options that a cell itself sets, as they are written, in their order; names and captions are left
  /// out.
  private func writtenOptions(of cell: Cell) -> [(name: String, text: String)] {
    let written = cell.optionRanges.sorted { $0.value.lowerBound < $1.value.lowerBound }
    return written.filter { !["label", "tbl-cap", "fig-cap"].contains($0.key) }.map { name, range in
      let text = String(decoding: source.bytes[range], as: UTF8.self)
      return (name, text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
  }
}

extension Cell {
  /// `sql`, `chart` or `assert`.
  public var kindName: String { options.assert ? "assert" : kind.rawValue }
}
