// `quire data describe`: the data dictionary. Level 5.

internal import ArgumentParser
internal import Datasets
internal import Diagnostics
internal import Output
internal import Render
internal import Tabular

struct DataDescribe: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Print the data dictionary: columns, types, rules, descriptions.",
    discussion: "With --format markdown it is a section for an appendix.")

  @OptionGroup var packages: PackageArguments

  @Option(
    help: "text, markdown, csv, tsv, json, jsonl, line, html, latex, insert.")
  var format = TableFormat.text

  func run(on host: Host) -> ExitStatus {
    var records: [[Value]] = []
    let status = packages.forEach(host, file: { $0.describe() }) { package, _ in
      switch format {
      case .text: write(package, host)
      case .markdown: writeSection(package, host)
      default: records += package.resources.flatMap(\.dictionaryRecords)
      }
      return .success
    }
    if format != .text, format != .markdown {
      let table = Table(columnNames: Resource.dictionaryRecordNames, rows: records)
      Render.write(table, as: format) { host.output.write($0) }
    }
    return status
  }

  private func write(_ package: Package, _ host: Host) {
    host.output.write(heading(package) + "\n")
    for resource in package.resources {
      host.output.write(heading(resource.name, resource.title))
      if let description = resource.description, !description.isEmpty {
        host.output.write("\(escaped(description))\n")
      }
      host.output.write(drawn(resource.dictionary, host, packages.color) + "\n")
    }
  }

  private func writeSection(_ package: Package, _ host: Host) {
    for resource in package.resources {
      let title = resource.title.flatMap { $0.isEmpty ? nil : ": \(markdownText($0))" } ?? ""
      host.output.write("## Table \(markdownText(resource.name))\(title)\n\n")
      if let description = resource.description, !description.isEmpty {
        host.output.write("\(markdownText(description))\n\n")
      }
      Render.write(resource.dictionary, as: .markdown) { host.output.write($0) }
      host.output.write("\n")
    }
  }
}
