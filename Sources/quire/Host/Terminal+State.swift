// Where a person's sessions leave what lasts, and questions at the terminal. Level 5.

internal import Glibc
internal import LineEditing
internal import SystemPackage

extension Terminal {
  /// `$XDG_STATE_HOME/quire`, or below `~/.local/state`; nil where there is no home.
  ///
  /// - Source: https://specifications.freedesktop.org/basedir-spec/ (a relative path is ignored)
  var stateFolder: FilePath? {
    if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") {
      return FilePath(state).appending("quire")
    }
    return variable("HOME").map { FilePath($0).appending([".local", "state", "quire"]) }
  }

  /// Whether somebody can answer.
  var isInteractive: Bool { isTerminal(STDIN_FILENO) && isTerminal(STDERR_FILENO) }

  /// Asks a question and waits for a line.
  ///
  /// - Returns: the answer in lower case; nil where nobody can answer, and after Ctrl-C.
  func ask(_ question: String, _ host: Host) -> String? {
    guard isInteractive else { return nil }
    host.output.flush()
    _ = question.utf8.withContiguousStorageIfAvailable {
      Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
    }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while !Interruption.isRequested {
      var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let count = poll(&waiting, 1, 50)
      if count == 0 || count < 0 && errno == EINTR { continue }
      guard count > 0, read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
      if byte == UInt8(ascii: "\n") {
        return String(decoding: line, as: UTF8.self).trimmingBlanks.lowercased()
      }
      line.append(byte)
    }
    host.note("")
    return nil
  }
}
