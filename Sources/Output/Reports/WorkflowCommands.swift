// Texts that GitHub's runner reads, with nothing in them that it would obey. Output, level 4.

/// A text whose lines are no workflow commands: a backslash stands before `::` at the start of a line, blanks
/// before it or not, and inside of `##[`, wherever it stands.
///
/// Data could otherwise switch annotations off (`::stop-commands::`) or make some. The runner ends a line at CR
/// as well and passes over every kind of blank before a command.
///
/// - Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
public func withoutWorkflowCommands(_ text: String) -> String {
  var safe = String.UnicodeScalarView()
  var isAtStart = true
  let scalars = Array(withoutOldCommands(text, bracket: "\\[").unicodeScalars)
  for (index, scalar) in scalars.enumerated() {
    let isCommand = scalar == ":" && index + 1 < scalars.count && scalars[index + 1] == ":"
    if isAtStart, isCommand { safe.append("\\") }
    if scalar == "\n" || scalar == "\r" {
      isAtStart = true
    } else if !scalar.properties.isWhitespace {
      isAtStart = false
    }
    safe.append(scalar)
  }
  return String(safe)
}

/// Lines of JSON, or of TAP, whose texts hold no `##[`; they mean the same.
public func withoutWorkflowCommandsInJSON(_ text: String) -> String {
  withoutOldCommands(text, bracket: #"\u005b"#)
}

/// A text in which something else stands for the bracket of every `##[`, which the runner finds in the middle of
/// a line too.
private func withoutOldCommands(_ text: String, bracket: String) -> String {
  var safe = ""
  var hashCount = 0
  for scalar in text.unicodeScalars {
    if scalar == "[", hashCount >= 2 {
      safe += bracket
    } else {
      safe.unicodeScalars.append(scalar)
    }
    hashCount = scalar == "#" ? hashCount + 1 : 0
  }
  return safe
}
