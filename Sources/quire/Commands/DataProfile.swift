// `quire data profile`: what the columns of tables hold, in numbers. Level 5.

internal import ArgumentParser
internal import Datasets
internal import Diagnostics
internal import Files
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

struct DataProfile: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Print what each column holds: NULLs, distinct values, quartiles, histogram.",
    discussion: "Exit status: 0 everything could be read, 3 something is missing or wrong.")

  @Argument(
    help: ArgumentHelp(
      "Data packages, folders of packages or of data files, or CSV and TSV files.",
      valueName: "path"))
  var paths: [String]

  @Option(
    help: "text, markdown, csv, tsv, json, jsonl, line, html, latex, insert.")
  var format = TableFormat.text

  @OptionGroup var reading: ReadingArguments

  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  func run(on host: Host) -> ExitStatus {
    let options: CSVOptions
    do throws(Diagnostic) {
      options = try reading.read()
    } catch {
      host.report(error, color: color)
      return error.code.exitStatus
    }
    let environment = host.environment(allowsOutside: true)
    let monitor = environment.loadMonitor
    var status = ExitStatus.success
    var records: [[Value]] = []
    var (isFirst, hasHistograms) = (true, false)
    for path in paths.map(FilePath.init(_:)) {
      let (tables, findings) = TableSource.all(at: path, environment.files)
      host.report(findings, color: color)
      status = max(status, findings.worstStatus)
      for source in tables {
        do throws(DiagnosticList) {
          let (table, notes) = try source.load(options, environment.files, monitor)
          host.report(notes, color: color)
          let profile = TableProfile(name: source.name, table)
          if format == .text || format == .markdown {
            if !isFirst { host.output.write("\n") }
            host.write(profile, as: format, color)
            isFirst = false
            hasHistograms = hasHistograms || profile.hasHistograms
          } else {
            records += profile.records
          }
        } catch {
          host.report(error.diagnostics, color: color)
          status = max(status, error.diagnostics.worstStatus)
        }
      }
    }
    if hasHistograms { host.writeLegend(as: format, color) }
    if format != .text, format != .markdown {
      let table = Table(columnNames: TableProfile.recordNames, rows: records)
      write(table, as: format) { host.output.write($0) }
    }
    return status
  }
}

extension Host {
  /// Shows a profile to people: its groups of columns.
  func write(_ profile: TableProfile, as format: TableFormat, _ color: ColorChoice) {
    let charset = profileCharset(format, color)
    let isMarkdown = format == .markdown
    output.write(isMarkdown ? "## \(profile.heading)\n" : "\(profile.heading)\n")
    for group in profile.groups(charset: charset) {
      output.write("\n")
      if isMarkdown {
        Render.write(group, as: .markdown) { output.write($0) }
      } else {
        // The footer would count columns as rows; where something is cut it says more and stays.
        let text = drawn(group, self, color)
        let footer = "(\(counted(group.rowCount, "row")))\n"
        output.write(text.hasSuffix("\n" + footer) ? String(text.dropLast(footer.count)) : text)
      }
    }
  }

  /// Shows how to read the histograms.
  func writeLegend(as format: TableFormat, _ color: ColorChoice) {
    output.write("\n\(TableProfile.legend(charset: profileCharset(format, color)))\n")
  }

  private func profileCharset(_ format: TableFormat, _ color: ColorChoice) -> Charset {
    format == .text ? terminal.style(color).charset : .unicode
  }
}

extension [Diagnostic] {
  /// The status that the errors among them lead to.
  var worstStatus: ExitStatus {
    filter { $0.severity == .error }.map(\.code.exitStatus).max() ?? .success
  }
}
