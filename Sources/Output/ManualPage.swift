// The definition of the command line -> a manual page. Output, level 4.

internal import YAML

/// The manual page of the program, with all of its commands.
///
/// - Parameter help: the definition of the command line as JSON, as swift-argument-parser dumps it.
/// - Returns: a text of man's macros, or nil when the definition cannot be read.
/// - Source: https://man7.org/linux/man-pages/man7/groff_man.7.html
public func manualPage(help: String, version: String) -> String? {
  guard let root = try? parseJSON(Array(help.utf8)), let program = root["command"] else {
    return nil
  }
  let name = program.string("commandName")
  let commands = program.leaves(under: name)
  return """
    .TH \(name.uppercased()) 1 "" "\(name) \(version)"
    .SH NAME
    \(name) \\- \(roff(program.string("abstract")))
    .SH SYNOPSIS
    .B \(name)
    .I command
    [\\fIoption\\fR ...] [\\fIfile\\fR ...]
    .br
    .B \(name)
    [\\fIfile\\fR]
    .SH COMMANDS
    \(commands.map { $0.node.section(title: $0.title) }.joined(separator: "\n"))
    \(closing)

    """
}

private let closing = """
  .SH EXIT STATUS
  The worst over all files:
  .TP
  0
  everything ran and every comparison held
  .TP
  1
  everything ran, but an output, an inline value or an assertion differs
  .TP
  2
  the command line, a parameter or the text of a notebook is wrong
  .TP
  3
  a cell failed to run, data is missing or wrong, or a file cannot be written
  .TP
  130
  interrupted
  .SH ENVIRONMENT
  .TP
  .B NO_COLOR
  turns colour off; so does a \\fBTERM\\fR of dumb
  .TP
  .B XDG_CACHE_HOME
  the folder in which quire/ keeps large tables and slow results (~/.cache)
  .TP
  .B XDG_STATE_HOME
  the folder in which quire/history is kept (~/.local/state)
  """

extension Node {
  fileprivate func string(_ key: String) -> String { self[key]?.text ?? "" }

  private func nodes(_ key: String) -> [Node] { self[key]?.sequence ?? [] }

  private var isShown: Bool { self["shouldDisplay"]?.text != "false" }

  /// The commands that have none below them, with their whole names.
  fileprivate func leaves(under name: String) -> [(title: String, node: Node)] {
    nodes("subcommands").filter { $0.isShown && $0.string("commandName") != "help" }.flatMap {
      command -> [(title: String, node: Node)] in
      let title = "\(name) \(command.string("commandName"))"
      let below = command.leaves(under: title)
      return below.isEmpty ? [(title, command)] : below
    }
  }

  fileprivate func section(title: String) -> String {
    let arguments = nodes("arguments").filter(\.isShown)
    let positional = arguments.filter { $0.string("kind") == "positional" }
    let usage = positional.map { argument in
      let name = "\\fI\(roff(argument.string("valueName")))\\fR"
      let repeated = argument["isRepeating"]?.text == "true" ? " ..." : ""
      return argument["isOptional"]?.text == "true" ? "[\(name)\(repeated)]" : name + repeated
    }
    let lines =
      [".SS \(roff(title)) \(usage.joined(separator: " "))", roff(string("abstract"))]
      + (string("discussion").isEmpty ? [] : [".PP", roff(string("discussion"))])
      + arguments.filter { $0.string("kind") != "positional" && !$0.isUniversal }
      .flatMap(\.optionLines)
    return lines.joined(separator: "\n")
  }

  /// Whether every command has it.
  private var isUniversal: Bool {
    nodes("names").contains { ["help", "version"].contains($0.string("name")) }
  }

  private var optionLines: [String] {
    let names = nodes("names").map { name in
      (name.string("kind") == "short" ? "-" : "--") + name.string("name")
    }
    let value =
      string("kind") == "option" ? " \\fI\(roff(string("valueName")))\\fR" : ""
    let title = names.map { "\\fB\(roff($0))\\fR" }.joined(separator: ", ")
    let values = nodes("allValues").compactMap(\.text).joined(separator: ", ")
    let choice = values.isEmpty ? "" : " (\(values))"
    return [".TP", title + value, roff(string("abstract") + choice)]
  }
}

/// A text in which nothing is a macro or an escape.
private func roff(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    var escaped = line.first.map { ".'".contains($0) } ?? false ? "\\&" : ""
    for character in line {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      default: escaped.append(character)
      }
    }
    return escaped
  }.joined(separator: "\n")
}
