// What the terminal is and can show. Level 5.

internal import ArgumentParser
internal import Glibc
internal import Output
internal import Render

/// When escape sequences for colour are used.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// Standard output as a terminal, asked anew each time, because windows are resized.
struct Terminal {
  /// Whether a descriptor is a terminal.
  func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether colour is wanted on a descriptor: `NO_COLOR` and `TERM=dumb` turn it off.
  ///
  /// - Source: https://no-color.org
  func usesColor(_ choice: ColorChoice, descriptor: Int32) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      isTerminal(descriptor) && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
    }
  }

  /// How results look on standard output.
  func style(_ color: ColorChoice) -> TerminalStyle {
    guard isTerminal(STDOUT_FILENO) else {
      return TerminalStyle(width: nil, usesColor: false, charset: .ascii, look: .rule)
    }
    let isPlain = !isUnicode
    return TerminalStyle(
      width: columnCount(STDOUT_FILENO) ?? 80,
      usesColor: usesColor(color, descriptor: STDOUT_FILENO),
      charset: isPlain ? .ascii : .unicode, look: isPlain ? .rule : .box)
  }

  /// Whether standard output is a terminal that a pager can work on.
  var isPageable: Bool {
    let kind = variable("TERM") ?? ""
    return isTerminal(STDOUT_FILENO) && isTerminal(STDIN_FILENO) && !kind.isEmpty && kind != "dumb"
  }

  /// The columns of a terminal, or nil when it is none or does not say.
  func columnCount(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Whether the locale is UTF-8 and the terminal is not `dumb`.
  private var isUnicode: Bool {
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
    let name = locale.lowercased()
    return (name.hasSuffix("utf-8") || name.hasSuffix("utf8")) && variable("TERM") != "dumb"
  }

  /// An environment variable, or nil.
  func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
