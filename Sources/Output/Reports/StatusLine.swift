// How a cell stands, as other programs read it. Output, level 4.

internal import Notebook
public import Runner
internal import YAML

extension CellStatus {
  /// The status as one line of JSON: `file line label kind status reason`; the reason is null unless the cell is
  /// stale.
  public func jsonLine(file: String) -> String {
    let reason = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    return jsonObject([
      ("file", jsonString(file)), ("line", "\(cell.line)"), ("label", jsonText(cell.label)),
      ("kind", jsonString(cell.kindName)), ("status", jsonString(state.rawValue)),
      ("reason", jsonText(reason)),
    ]) + "\n"
  }
}
