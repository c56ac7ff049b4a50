// The option of commands that use several processors. Level 5.

internal import ArgumentParser
internal import Runner

struct CoreOptions: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Use so many processors, for notebooks and for cells that need nothing of each other (default: all).",
      valueName: "count"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is a number from 1 on") }
  }

  /// How many notebooks are replayed side by side.
  func notebookCount(_ host: Host) -> Int { jobs ?? host.processorCount }

  /// The processors for everything that the command replays.
  func cores(_ host: Host) -> Cores {
    Cores(count: min(jobs ?? host.processorCount, host.processorCount))
  }
}
