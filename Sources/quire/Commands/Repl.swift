// `quire [repl] [FILE]`: the interactive workbench. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Glibc
internal import Notebook
internal import Runner
internal import SystemPackage

struct Repl: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Open the interactive workbench (the default).",
    discussion: """
      Reads statements and dot commands at a prompt, or from standard input when that is not a \
      terminal.
      """)

  @Argument(help: ArgumentHelp("The notebook to open.", valueName: "file"))
  var file: String?

  @Flag(help: "Do not read the settings in $XDG_CONFIG_HOME/quire/config.")
  var noConfig = false

  @Flag(help: "Start no programs, and use no files outside the notebook's folder.")
  var safe = false

  @OptionGroup var parameters: ParameterOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard file != nil || parameters.isEmpty else {
      throw ValidationError("-P and --params need a notebook, whose parameters they are")
    }
  }

  func run(on host: Host) -> ExitStatus {
    let environment = host.workbenchEnvironment(shared)
    let workbench = Workbench(host, environment, color: shared.color)
    if safe { workbench.keepSafe(around: file) }
    do throws(DiagnosticList) {
      if let file { workbench.give(try parameters.given(environment.files), to: FilePath(file)) }
    } catch {
      return host.fail(error.diagnostics, color: shared.color)
    }
    let terminal = host.terminal
    let isInteractive =
      terminal.isTerminal(STDIN_FILENO)
      && (terminal.isTerminal(STDOUT_FILENO) || terminal.isTerminal(STDERR_FILENO))
    if isInteractive, !noConfig { workbench.readSettings() }
    if isInteractive { workbench.tell("\(Version.text). .help for commands.") }
    if let file {
      let status = isInteractive ? workbench.openAndList(file) : workbench.open(FilePath(file))
      if status != .success, !isInteractive || workbench.notebook == nil { return status }
    }
    if isInteractive { return workbench.converse() }
    var script = Script(workbench)
    return script.runInput()
  }
}
