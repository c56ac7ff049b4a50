// The reports of `check` that other programs read. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Output
internal import SystemPackage

/// What `check` prints.
enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, tap
}

struct ReportOptions: ParsableArguments {
  @Option(
    help: "What to print: text (a diff, and a line a notebook), json (a line a cell), tap.")
  var format = CheckFormat.text

  @Flag(help: "The same as --format tap.")
  var tap = false

  @Flag(help: "Print annotations for GitHub beside what is printed.")
  var github = false

  @Option(help: ArgumentHelp("Write a JUnit report here.", valueName: "file"))
  var junit: String?

  /// What is printed.
  var printedFormat: CheckFormat { tap ? .tap : format }

  /// The reports that are asked for, and where each goes; nil is standard output.
  var reports: [(format: any ReportFormat, path: FilePath?)] {
    var reports: [(format: any ReportFormat, path: FilePath?)] = []
    switch printedFormat {
    case .text: break
    case .json: reports.append((JSONReport(), nil))
    case .tap: reports.append((TAPReport(), nil))
    }
    if github { reports.append((GitHubReport(), nil)) }
    if let junit { reports.append((JUnitReport(), FilePath(junit))) }
    return reports
  }
}

/// The reports of one run, as they are written.
struct ReportWriter {
  private var reports: [(format: any ReportFormat, path: FilePath?, text: String)]
  private let host: Host
  /// Whether GitHub reads what is printed.
  private let isForGitHub: Bool
  private let files: FileAccess

  init(_ options: ReportOptions, _ host: Host, _ files: FileAccess) {
    reports = options.reports.map { ($0.format, $0.path, "") }
    self.host = host
    isForGitHub = options.github
    self.files = files
  }

  /// Adds a notebook to each report.
  mutating func add(_ name: String, _ entries: [ReportEntry]) {
    for index in reports.indices { write(reports[index].format.notebook(name, entries), index) }
  }

  /// Ends each report.
  ///
  /// - Returns: what could not be written.
  mutating func end() -> [Diagnostic] {
    for index in reports.indices { write(reports[index].format.end(), index) }
    return reports.compactMap { report in
      guard let path = report.path else { return nil }
      do throws(FileError) {
        try files.write(path, Array(report.text.utf8))
        return nil
      } catch {
        return Diagnostic(.cannotWrite, "cannot write \(path): \(error)")
      }
    }
  }

  /// Standard output has it at once, a file when all is there.
  private mutating func write(_ text: String, _ index: Int) {
    if reports[index].path == nil {
      let isAnnotation = reports[index].format is GitHubReport
      host.output.write(isForGitHub && !isAnnotation ? withoutWorkflowCommandsInJSON(text) : text)
    } else {
      reports[index].text += text
    }
  }
}
