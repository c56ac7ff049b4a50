// The notebooks that `quire watch` looks after, and what came of their last replays. Level 5.

internal import Diagnostics
internal import Files
internal import Glibc
internal import LineEditing
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage

/// Replays notebooks when they or their data are no longer what they were.
final class WatchedNotebooks {
  private struct Watched {
    var memory = ReplayMemory()
    /// The notebook and the files it reads, as they were before its last replay.
    var stamps: [FilePath: FileStamp?] = [:]
    var isGone = false
  }

  private let arguments: [FilePath]
  private let host: Host
  private let options: SharedOptions
  private let files: FileAccess
  private var notebooks: [FilePath: Watched] = [:]

  init(_ arguments: [String], _ host: Host, _ options: SharedOptions) {
    self.arguments = arguments.map(FilePath.init(_:))
    self.host = host
    self.options = options
    files = host.environment(options).files
  }

  /// The folders in which a change may matter: those of the notebooks and their data, and all below the folders that
  /// were asked for.
  func folders() -> Set<FilePath> {
    var folders = Set(notebooks.values.flatMap(\.stamps.keys).map(folder))
    for path in arguments {
      folders.formUnion(files.kind(path) == .folder ? foldersBelow(path) : [folder(of: path)])
    }
    return folders
  }

  /// Whether a file is no longer what it was.
  ///
  /// - Parameter looksForNew: whether a notebook that has come counts too.
  func haveChanged(looksForNew: Bool) -> Bool {
    let isKnownChanged = notebooks.values.contains { watched in
      watched.stamps.contains { files.stamp($0.key) != $0.value }
    }
    return isKnownChanged || looksForNew && paths().contains { notebooks[$0] == nil }
  }

  /// Waits until the files stay as they are for a moment, because editors write in several steps, and a little longer
  /// for a notebook that is not there.
  func settle(_ wait: (Int32) -> Void) {
    var last = allStamps()
    for round in 0..<20 where !Interruption.isRequested {
      wait(50)
      let stamps = allStamps()
      let isWhole = arguments.allSatisfy { files.kind($0) != nil }
      if stamps == last, isWhole || round > 10 { return }
      last = stamps
    }
  }

  /// Replays what has changed, and shows what is new about it.
  func replayChanged() {
    let paths = paths()
    notebooks = notebooks.filter { paths.contains($0.key) }
    for path in paths where !Interruption.isRequested {
      let watched = notebooks[path] ?? Watched()
      let isNew = watched.stamps.isEmpty
      guard isNew || watched.stamps.contains(where: { files.stamp($0.key) != $0.value }) else {
        continue
      }
      notebooks[path] = replayed(path, watched)
    }
  }

  private func replayed(_ path: FilePath, _ former: Watched) -> Watched {
    var watched = former
    let stamp = files.stamp(path)
    watched.stamps = [path: stamp]
    let notebook: NotebookFile
    do throws(Diagnostic) {
      notebook = try readNotebook(path, files)
    } catch {
      if !former.isGone { host.report(error, color: options.color) }
      watched.isGone = true
      return watched
    }
    watched.isGone = false
    let alarm = ChangeAlarm(path, stamp, now: host.now)
    let environment = host.environment(options, isInterrupted: alarm.isRaised)
    for file in dataPaths(of: notebook.document, in: notebook.folder, environment) {
      watched.stamps[file] = files.stamp(file)
    }
    let replay = replay(
      notebook.document, in: notebook.folder, environment,
      ReplayOptions(continuesAfterFailure: true))
    // The next version is on its way.
    if replay.wasInterrupted || alarm.isRaised() { return watched }
    replay.keep(at: path, environment)
    show(replay, &watched.memory)
    return watched
  }

  private func show(_ replay: Replay, _ memory: inout ReplayMemory) {
    host.report(replay.remarks + replay.obstacles, color: options.color)
    for change in memory.changes(in: replay, host.terminal.style(options.color)) {
      host.output.write(change.text)
      if let failure = change.failure { host.report(failure, color: options.color) }
    }
    let usesColor = host.terminal.usesColor(options.color, descriptor: STDOUT_FILENO)
    host.output.write(CheckReport(replay, isStrict: false).summary(usesColor: usesColor))
    host.output.flush()
  }

  // MARK: Files

  /// The notebooks that there are, and the files that were named, in order.
  private func paths() -> [FilePath] {
    arguments.flatMap { argument in
      files.kind(argument) == .folder
        ? readNotebooks([argument.string], files).notebooks.map(\.path) : [argument]
    }
  }

  private func allStamps() -> [FilePath: FileStamp?] {
    var stamps: [FilePath: FileStamp?] = [:]
    for file in Set(notebooks.values.flatMap(\.stamps.keys) + arguments) {
      stamps[file] = files.stamp(file)
    }
    return stamps
  }

  private func folder(of path: FilePath) -> FilePath {
    let folder = path.removingLastComponent()
    return folder.isEmpty ? "." : folder
  }

  /// A folder and those below it, without hidden ones and links.
  private func foldersBelow(_ folder: FilePath) -> Set<FilePath> {
    var folders: Set<FilePath> = [folder]
    let names = (try? files.list(folder)) ?? []
    for name in names where !name.hasPrefix(".") {
      let path = folder.appending(name)
      if files.kind(path) == .folder, !isLink(path, in: try? files.canonical(folder), files) {
        folders.formUnion(foldersBelow(path))
      }
    }
    return folders
  }
}
