// `quire data list`: the tables of packages. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Output

struct DataList: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the tables of data packages; opens no data file.")

  @OptionGroup var packages: PackageArguments

  func run(on host: Host) -> ExitStatus {
    packages.forEach(host) { package, _ in
      host.output.write(heading(package))
      host.output.write(drawn(package.resourceList, host, packages.color))
      return .success
    }
  }
}
