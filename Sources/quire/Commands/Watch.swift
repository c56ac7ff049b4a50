// `quire watch`: replays at each save and shows the cells that came out otherwise. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import LineEditing
internal import Runner
internal import SystemPackage

struct Watch: HostedCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Replay notebooks at each save, and show what came out otherwise.",
    discussion: """
      Begins with what does not hold, then waits for changes of the notebooks and of the files that they \
      read. Writes nothing. Ctrl-C ends it, with status 0.
      """)

  @Argument(
    help: ArgumentHelp("Notebooks, or folders of them.", valueName: "file"),
    completion: .file(extensions: ["md"]))
  var files: [String]

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if files.contains("-") { throw ValidationError("standard input cannot be watched") }
  }

  func run(on host: Host) -> ExitStatus {
    let files = host.environment(shared).files
    let unreadable = readNotebooks(self.files, files).diagnostics
    guard unreadable.isEmpty else { return host.fail(unreadable, color: shared.color) }
    let watched = WatchedNotebooks(self.files, host, shared)
    let folders = FolderWatch()
    folders.watch(watched.folders())
    watched.replayChanged()
    host.note("waiting for changes; Ctrl-C ends")
    folders.watch(watched.folders())
    while true {
      let end = folders.wait(milliseconds: 500)
      switch end {
      case .stopped:
        Interruption.clear()
        return .success
      case .readerLeft: return .success
      case .activity, .timeout:
        // Where nothing is told, the known files are looked at all the same.
        let isActive = end == .activity
        guard watched.haveChanged(looksForNew: isActive || folders.missesFolders) else {
          if isActive { folders.pause(milliseconds: 50) }
          continue
        }
        watched.settle(folders.pause)
        watched.replayChanged()
        folders.watch(watched.folders())
      }
    }
  }
}
