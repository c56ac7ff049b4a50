// `quire data validate`: every value of a package checked. Level 5.

internal import ArgumentParser
internal import Datasets
internal import Diagnostics
internal import Render
internal import Runner
internal import Tabular

struct DataValidate: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Load data packages or data files and check every value.",
    discussion: "Exit status: 0 all holds, 3 something is missing or wrong.")

  @OptionGroup var packages: PackageArguments

  func run(on host: Host) -> ExitStatus {
    let monitor = host.environment(allowsOutside: true).loadMonitor
    return packages.forEach(host, file: { $0.validate() }) { package, files in
      var status = ExitStatus.success
      for resource in package.resources {
        let place = escaped("\(package.folder) \(resource.name)")
        do throws(DiagnosticList) {
          let table = try load(resource, files: files, monitor: monitor)
          host.output.write(
            "ok       \(place)  \(counted(table.rowCount, "row"))\n")
        } catch {
          host.report(error.diagnostics, color: packages.color)
          if error.diagnostics.contains(where: { $0.code == .interrupted }) { return .interrupted }
          host.output.write("invalid  \(place)\n")
          status = .failure
        }
      }
      return status
    }
  }
}
