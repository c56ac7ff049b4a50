// The document with its results, piece by piece as they come: what `run` prints. Output, level 4.

internal import Diagnostics
public import Notebook
public import Runner

/// How results are shown.
public enum ResultLook: Sendable {
  /// As they would be recorded: the stream is the corrected notebook.
  case record
  /// As on a terminal, without the fences.
  case terminal(TerminalStyle)
}

/// A document on its way out.
public struct DocumentStream {
  private let document: Document
  private let look: ResultLook
  private var position = 0

  /// Begins at the top.
  public init(_ document: Document, _ look: ResultLook) {
    self.document = document
    self.look = look
  }

  /// The text up to an outcome and what came of it. Outcomes arrive in document order.
  public mutating func text(upTo outcome: Outcome) -> [UInt8] {
    switch (look, outcome) {
    case (.terminal(let style), .cell(let outcome)):
      let source = advance(to: outcome.cell.range.upperBound)
      position = outcome.cell.outputRange?.upperBound ?? position
      return source + Array(("\n" + outcome.terminalText(style)).utf8)
    case (.record, .cell), (_, .inlineValue):
      guard let edit = outcome.edit(of: document) ?? outcome.failureEdit(of: document) else {
        return advance(to: outcome.end)
      }
      let before = advance(to: edit.range.lowerBound)
      position = edit.range.upperBound
      return before + edit.replacement
    }
  }

  /// The text after the last outcome.
  public mutating func rest() -> [UInt8] { advance(to: document.source.bytes.count) }

  /// The text up to the end of the line, where a replay stopped.
  public mutating func restOfLine() -> [UInt8] {
    let source = document.source
    return position == 0
      ? [] : advance(to: source.lineRange(source.lineIndex(at: position - 1)).upperBound)
  }

  private mutating func advance(to end: Int) -> [UInt8] {
    guard end > position else { return [] }
    defer { position = end }
    let bytes = Array(document.source.bytes[position..<end])
    guard case .terminal = look else { return bytes }
    return Array(withoutControls(String(decoding: bytes, as: UTF8.self)).utf8)
  }
}

extension Outcome {
  /// Where its part of the text ends.
  fileprivate var end: Int {
    switch self {
    case .cell(let outcome):
      outcome.cell.outputRange?.upperBound ?? outcome.cell.range.upperBound
    case .inlineValue(let outcome): outcome.value.textRange.upperBound
    }
  }

  /// What keeps a cell from an output, in its place: a failure does not hide behind an old record.
  fileprivate func failureEdit(of document: Document) -> Edit? {
    guard case .cell(let outcome) = self, !outcome.succeeded else { return nil }
    return switch outcome.state {
    case .failed: outcome.text.map { document.recording(.error, $0, under: outcome.cell) }
    case .skipped(let label):
      document.recording(.error, "skipped (needs \(label))\n", under: outcome.cell)
    case .ran where outcome.violationCount > 0:
      outcome.text.map { document.recording(.output, $0, under: outcome.cell) }
    case .ran, .drew, .off: nil
    }
  }
}
