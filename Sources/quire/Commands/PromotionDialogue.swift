// `quire promote -i`: asks for each change whether it is recorded. Level 5.

internal import Glibc
internal import Notebook
internal import Output
internal import Render
internal import Runner

/// Questions and answers on the terminal, for all notebooks of a run.
struct PromotionDialogue {
  /// How the questions about one notebook ended.
  enum End {
    /// These are accepted; the next notebook follows.
    case accepted([Proposal])
    /// These are accepted, and nothing more is asked.
    case quit([Proposal])
    /// Ctrl-C: nothing is to be written.
    case interrupted
  }

  private enum Answer {
    case yes, no, all, quit, help, interrupted
  }

  private let host: Host
  private var lines = LineSource()

  init(_ host: Host) { self.host = host }

  /// Shows each change of a notebook and asks for it.
  mutating func ask(about file: String, _ proposals: [Proposal]) -> End {
    var accepted: [Proposal] = []
    if !proposals.isEmpty { host.output.write("\(escaped(file))\n") }
    for (index, proposal) in proposals.enumerated() {
      host.output.write(withoutControls(proposal.diff))
      let question = "(\(index + 1)/\(proposals.count)) Record \(proposal.name) [y,n,a,q,?]? "
      switch answer(to: question) {
      case .yes: accepted.append(proposal)
      case .no, .help: break
      case .all: return .accepted(accepted + proposals[index...])
      case .quit: return .quit(accepted)
      case .interrupted: return .interrupted
      }
    }
    return .accepted(accepted)
  }

  /// Asks until there is an answer; the end of the input is one: no more questions.
  private mutating func answer(to question: String) -> Answer {
    while true {
      host.output.write(question)
      host.output.flush()
      switch lines.next(beforeWaiting: {}) {
      case .line(let line):
        let answer = PromotionDialogue.answer(in: line)
        if answer != .help { return answer }
        host.output.write(PromotionDialogue.help)
      // A terminal that has gone away gives an end too, which nobody has typed.
      case .end where host.terminal.isTerminal(STDIN_FILENO):
        host.output.write("\n")
        return .quit
      case .end, .failed, .stopped:
        host.output.write("\n")
        return .interrupted
      }
    }
  }

  private static func answer(in line: [UInt8]) -> Answer {
    let text = String(decoding: line, as: UTF8.self).lowercased()
    switch text.filter({ !$0.isWhitespace }) {
    case "y", "yes": return .yes
    case "n", "no": return .no
    case "a", "all": return .all
    case "q", "quit": return .quit
    default: return .help
    }
  }

  private static let help = """
    y - record this
    n - leave what stands there
    a - record this and all that follows in this notebook
    q - stop asking, and record what was accepted so far (Ctrl-D too)
    ? - show this
    Ctrl-C leaves the notebook as it is.

    """
}
