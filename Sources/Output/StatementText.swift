// A statement on its way to SQLite, as people read it. Output, level 4.

internal import Render
public import Runner
internal import Tabular

extension SentStatement {
  /// The statement under its place, over what is bound to it; all but the statement are SQL comments:
  ///
  ///     -- orders.md:21 by_region
  ///     SELECT region FROM sales WHERE qty >= :min_qty;
  ///     -- :min_qty = 10
  public func text(file: String) -> String {
    let title = "-- \(file):\(line)" + (label.map { " \($0)" } ?? "")
    let bound = parameters.map { "-- \($0.name) = \($0.value.literal)" }
    return ([escaped(title), withoutControls(text)] + bound.map { escaped($0) })
      .joined(separator: "\n")
  }
}

extension Value {
  /// The value as an SQL literal.
  fileprivate var literal: String {
    switch self {
    case .null: "NULL"
    case .integer(let integer): "\(integer)"
    case .real(let real): realText(real)
    case .text(let text):
      "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
        + "'"
    case .blob(let bytes): "x'" + bytes.map { hexadecimal($0) }.joined() + "'"
    }
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
