// Results as a person at a terminal sees them. Output, level 4.

public import Engine
public import Notebook
public import Render
public import Runner
internal import Tabular

/// What the terminal can show.
public struct TerminalStyle: Sendable {
  /// Its columns, or nil when it is none and nothing is cut.
  public var width: Int?
  /// Whether escape sequences for colour are wanted.
  public var usesColor: Bool
  /// The marks of charts.
  public var charset: Charset
  /// `box` on a terminal, `rule` elsewhere.
  public var look: TableStyle.Look

  /// Describes a terminal.
  public init(width: Int?, usesColor: Bool, charset: Charset, look: TableStyle.Look) {
    self.width = width
    self.usesColor = usesColor
    self.charset = charset
    self.look = look
  }
}

extension StatementResult {
  /// The result as lines, each ended by LF.
  ///
  /// - Parameter seconds: how long it took, shown in the footer, or nil.
  /// - Parameter options: those of the cell, which say how numbers and repeated keys are shown.
  public func text(
    _ style: TerminalStyle, seconds: Double? = nil, options: CellOptions = CellOptions()
  ) -> String {
    let elapsed = seconds.map(secondsText)
    let suffix = elapsed.map { "  \($0)" } ?? ""
    switch self {
    case .rows(let table):
      var look = TableStyle(
        style.look, width: style.width, usesColor: style.usesColor, elapsed: elapsed)
      look.present(options)
      return render(table, look)
    case .changes(let count): return "\(counted(count, "row")) changed\(suffix)\n"
    case .done: return "ok\(suffix)\n"
    }
  }
}

extension CellOutcome {
  /// The results of the cell as lines, each ended by LF; empty when it failed or did not run.
  ///
  /// - Parameter showsTime: whether a terminal is told how long it took.
  public func terminalText(_ style: TerminalStyle, showsTime: Bool = true) -> String {
    switch state {
    case .ran(let results):
      return
        results
        .map { result in
          result.text(
            style, seconds: style.width == nil || !showsTime ? nil : seconds, options: cell.options)
        }
        .joined(separator: "\n")
    case .drew(let chart, let table):
      let drawing = try? render(chart, of: table, width: style.width ?? 72, charset: style.charset)
      return drawing ?? text ?? ""
    case .failed: return cell.options.error ? text ?? "" : ""
    case .skipped(let label): return "skipped (needs \(label))\n"
    case .off: return "not run (eval: false)\n"
    }
  }
}

/// Seconds with two decimals, such as `0.84 s`.
public func secondsText(_ seconds: Double) -> String {
  let hundredths = Int((max(0, seconds) * 100).rounded())
  let fraction = hundredths % 100
  return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
}

/// A text that somebody else wrote, with its control characters made visible, so that none acts on the
/// terminal; line endings and tabs stay.
public func withoutControls(_ text: String) -> String {
  text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
    let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    return content.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { escaped(String(decoding: $0, as: UTF8.self)) }.joined(separator: "\t")
  }.joined(separator: "\n")
}
