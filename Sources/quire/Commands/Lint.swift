// `quire lint`: what is wrong with notebooks, told without running them. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

/// How findings are written.
enum FindingFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

struct Lint: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what is wrong with notebooks without running their cells.",
    discussion: """
      Every cell, inline value and chart is compiled against tables that have the columns of the \
      data and no rows. Exit status: 0 nothing is wrong, 2 something is, 130 interrupted.
      """)

  @Argument(
    help: ArgumentHelp("Notebooks, or folders of them.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var files: [String]

  @Option(help: "How findings are written: text on standard error, or json on standard output.")
  var format = FindingFormat.text

  @OptionGroup var shared: SharedOptions

  func run(on host: Host) -> ExitStatus {
    host.output.outlivesReader = true
    let environment = host.environment(shared)
    let (notebooks, unreadable) = readNotebooks(files, environment.files)
    var status = show(unreadable, host)
    for notebook in notebooks {
      let findings = lint(notebook.document, in: notebook.folder, environment)
      status = max(status, show(findings, host))
      if environment.isInterrupted() { return .interrupted }
      guard format == .text else { continue }
      let count = findings.count { $0.severity == .error }
      let name = escaped(notebook.path.string)
      host.output.write(count == 0 ? "ok       \(name)\n" : "wrong    \(name)  \(count)\n")
    }
    return status
  }

  private func show(_ findings: [Diagnostic], _ host: Host) -> ExitStatus {
    if format == .json {
      for finding in findings { host.output.write(finding.jsonLine) }
    } else {
      host.report(findings, color: shared.color)
    }
    return findings.contains { $0.severity == .error } ? .usage : .success
  }
}
