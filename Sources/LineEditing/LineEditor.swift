// The prompt: statements of several lines, history, completion, by GNU readline. Level 5.

internal import CReadline
internal import Glibc

/// Edits one statement or command at a time on the terminal.
///
/// readline's state is one for the whole process, and so is this: open one, on one thread.
public final class LineEditor {
  /// What the session decides about the text at the prompt.
  public struct Questions {
    /// Whether Enter runs a text, which has no prompts pasted into it: SQL that `sqlite3_complete`
    /// calls whole, or a command.
    public var isWhole: (_ text: String) -> Bool
    /// What the bytes `word` of a text, up to the cursor, may become, best first. Inside quotes
    /// the word begins after the quote, in a command after a blank, a quote, a comma or `=`. All of the
    /// text is valid UTF-8, and `word.upperBound` is the cursor.
    public var complete: (_ text: String, _ word: Range<Int>) -> [Candidate]
    /// What an unfinished text waits for: one short line below two blank ones.
    public var describeOpen: (_ unfinished: String) -> String

    /// Collects the session's answers.
    public init(
      isWhole: @escaping (_ text: String) -> Bool,
      complete: @escaping (_ text: String, _ word: Range<Int>) -> [Candidate],
      describeOpen: @escaping (_ unfinished: String) -> String = OpenConstruct.description
    ) {
      self.isWhole = isWhole
      self.complete = complete
      self.describeOpen = describeOpen
    }
  }

  /// What was typed in this session and earlier ones.
  public let history: History
  /// What stands before the first line; it may hold colours (`ESC [ … m`).
  public var prompt: String
  /// Whether hints are dim; false for `NO_COLOR` and `TERM=dumb`.
  public var isColored: Bool

  fileprivate let questions: Questions

  /// Reads the user's inputrc and takes over the signals of `Interruption`.
  /// - Precondition: standard input is a terminal, and standard output or else standard error.
  public init(prompt: String, isColored: Bool, history: History, questions: Questions) {
    self.prompt = prompt
    self.isColored = isColored
    self.history = history
    self.questions = questions
    Interruption.catchSignals()
    quire_editor_open(
      quire_hooks(
        owner: Unmanaged.passUnretained(self).toOpaque(), is_whole: isWhole,
        describe_open: describeOpen, clean_paste: cleanPaste, context: context,
        complete: complete))
    history.publish()
  }

  /// Shows the prompt until there is something to do. Text is in the history before it is returned.
  public func read() -> Input {
    while true {
      let input = quire_read(PromptText(prompt).forReadline)
      let typed = input.text.map { String(cString: $0) } ?? ""
      free(input.text)
      let text = withoutPrompts(typed)
      let isBlank = text.utf8.trimmingBlankEnd.isEmpty
      if !isBlank { history.add(text) }
      switch input.kind {
      case QUIRE_END_OF_INPUT: return .endOfInput
      case QUIRE_INTERRUPTED: return .interrupted(hadText: !isBlank)
      case QUIRE_SIGNAL: return .signal(input.signal)
      default:
        if !isBlank { return .text(text) }
      }
    }
  }

  /// A terminal without bracketed paste gives pasted lines as if they were typed.
  fileprivate func withoutPrompts(_ text: String) -> String {
    PastedPrompts(own: PromptText(prompt).plain).removed(from: text) ?? text
  }

  fileprivate static func from(_ owner: UnsafeMutableRawPointer?) -> LineEditor? {
    owner.map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
  }

  fileprivate func offer(for text: String, word: Range<Int>) {
    var offered: Set<String> = []
    for candidate in questions.complete(text, word)
    where !candidate.text.isEmpty && offered.insert(candidate.text).inserted {
      quire_offer(
        candidate.text, candidate.ending, candidate.label.withoutControls,
        candidate.kind.withoutControls, candidate.type.withoutControls)
    }
  }
}

// The functions that readline's side calls. They are plain functions, so that none is bound to an
// actor.

private func isWhole(_ owner: UnsafeMutableRawPointer?, _ text: UnsafePointer<CChar>?) -> Bool {
  guard let editor = LineEditor.from(owner), let text else { return true }
  return editor.questions.isWhole(editor.withoutPrompts(String(cString: text)))
}

private func describeOpen(
  _ owner: UnsafeMutableRawPointer?, _ text: UnsafePointer<CChar>?
) -> UnsafeMutablePointer<CChar>? {
  guard let editor = LineEditor.from(owner), let text else { return nil }
  let hint = editor.questions.describeOpen(String(cString: text)).withoutControls
  return strdup(editor.isColored ? "\u{1B}[2m\(hint)\u{1B}[0m" : hint)
}

private func cleanPaste(
  _ owner: UnsafeMutableRawPointer?, _ text: UnsafePointer<CChar>?
) -> UnsafeMutablePointer<CChar>? {
  guard let editor = LineEditor.from(owner), let text else { return nil }
  let prompts = PastedPrompts(own: PromptText(editor.prompt).plain)
  return prompts.removed(from: String(cString: text)).flatMap { strdup($0) }
}

private func context(
  _ owner: UnsafeMutableRawPointer?, _ text: UnsafePointer<CChar>?, _ cursor: Int32
) -> CChar {
  guard let text else { return 0 }
  let before = UnsafeRawBufferPointer(start: text, count: Int(cursor))
  let open = OpenConstruct(atEndOf: before)
  switch open?.kind {
  case .text, .doubleQuotedName, .backquotedName, .bracketedName:
    return open?.delimiter.utf8.first.map(CChar.init(bitPattern:)) ?? 0
  default:
    return before.first == UInt8(ascii: ".") ? CChar(bitPattern: UInt8(ascii: ".")) : 0
  }
}

private func complete(
  _ owner: UnsafeMutableRawPointer?, _ text: UnsafePointer<CChar>?, _ start: Int32, _ cursor: Int32
) {
  guard let editor = LineEditor.from(owner), let text else { return }
  let bytes = UnsafeRawBufferPointer(start: text, count: strlen(text))
  // Offsets into repaired text would not be those of the buffer.
  guard let valid = String(validating: bytes, as: UTF8.self) else { return }
  editor.offer(for: valid, word: Int(start)..<Int(cursor))
}
