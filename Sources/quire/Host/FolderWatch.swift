// Waits until something happens in folders. Level 5.

internal import Glibc
internal import LineEditing
internal import SystemPackage

/// Tells that something may have changed, sooner than looking every now and then does.
///
/// Folders are watched, not files, because editors put a new file in the place of the old one. Where the system
/// refuses to watch, as on some network drives, waits are only as long as they are asked to be.
///
/// - Source: https://man7.org/linux/man-pages/man7/inotify.7.html
final class FolderWatch {
  /// What ended a wait.
  enum End {
    /// Something happened.
    case activity
    /// The time is over.
    case timeout
    /// Ctrl-C or a signal to leave.
    case stopped
    /// Nobody reads standard output any more.
    case readerLeft
  }

  private let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
  private var watches: [FilePath: Int32] = [:]

  /// Whether the system refuses to watch one of the folders, so that waits end by their time only.
  private(set) var missesFolders = true

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Watches these folders and no others. A folder that was made anew is another one, so this is to be called
  /// before each wait.
  func watch(_ folders: Set<FilePath>) {
    guard descriptor >= 0 else { return }
    let events = UInt32(
      IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
    var kept: [FilePath: Int32] = [:]
    for folder in folders {
      let number = folder.withPlatformString { inotify_add_watch(descriptor, $0, events) }
      if number >= 0 { kept[folder] = number }
    }
    for number in Set(watches.values).subtracting(kept.values) {
      inotify_rm_watch(descriptor, number)
    }
    watches = kept
    missesFolders = kept.count < folders.count
  }

  /// Waits for something to happen, at most so long.
  func wait(milliseconds: Int32) -> End {
    if Interruption.isRequested { return .stopped }
    var waiting = [
      pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&waiting, descriptor >= 0 ? 2 : 1, milliseconds)
    if Interruption.isRequested { return .stopped }
    if count > 0, waiting[0].revents & Int16(POLLERR | POLLHUP) != 0 { return .readerLeft }
    guard count > 0, waiting[1].revents != 0 else { return .timeout }
    forgetEvents()
    return .activity
  }

  /// Lets a moment pass; what happens meanwhile is told by the next wait.
  func pause(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }

  /// What happened is not read: the files themselves tell.
  private func forgetEvents() {
    var events = [UInt8](repeating: 0, count: 1 << 14)
    while Glibc.read(descriptor, &events, events.count) > 0 {}
  }
}
