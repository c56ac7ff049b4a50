// `quire cache`: what is kept between runs, and how to be rid of it. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Output
internal import Render
internal import SystemPackage

struct Cache: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "Show or clear what is kept between runs: large tables, slow results.",
    discussion: "What is kept can always be made again from the data.",
    subcommands: [CacheShow.self, CacheClear.self])
}

struct CacheShow: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print where tables and results are kept, how many, and their size.")

  @OptionGroup var cache: CacheOptions

  func run(on host: Host) -> ExitStatus {
    guard let folder = cache.folder else {
      host.output.write("nothing is kept\n")
      return .success
    }
    let entries = CacheFolder.disk(folder).entries()
    let tableCount = entries.count { $0.name.hasPrefix("table-") }
    let resultCount = entries.count { $0.name.hasPrefix("result-") }
    let byteCount = entries.reduce(0) { $0 + $1.byteCount }
    host.output.write(
      """
      \(escaped(folder.string))
      \(counted(tableCount, "table")), \(counted(resultCount, "result")), \(megabytes(byteCount)) of at most \(megabytes(CacheFolder.byteLimit))

      """)
    return .success
  }
}

struct CacheClear: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Remove everything that is kept.")

  @OptionGroup var cache: CacheOptions

  func run(on host: Host) -> ExitStatus {
    guard let folder = cache.folder else { return .success }
    let disk = CacheFolder.disk(folder)
    let before = disk.entries()
    for entry in before { disk.remove(entry.name) }
    let left = disk.entries().count
    guard left == 0 else {
      host.report(
        Diagnostic(
          .cannotWrite, "\(folder): \(counted(left, "file")) cannot be removed",
          hint: "see who may write there"))
      return .failure
    }
    host.output.write("removed \(counted(before.count, "file"))\n")
    return .success
  }
}

/// A number of bytes in megabytes of a million bytes, with one decimal.
private func megabytes(_ byteCount: Int) -> String {
  "\((Double(byteCount) / 1e5).rounded() / 10) MB"
}
