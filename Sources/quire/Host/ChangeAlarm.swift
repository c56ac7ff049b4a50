// Stops a replay whose notebook has changed meanwhile. Level 5.

internal import Files
internal import LineEditing
internal import Synchronization
internal import SystemPackage

/// Says that work is in vain: because somebody wants it to stop, or because a file is no longer what it was.
final class ChangeAlarm: Sendable {
  private struct State {
    var nextLook = 0.0
    var isRaised = false
  }

  private let state = Mutex(State())
  private let path: FilePath
  private let stamp: FileStamp?
  private let now: @Sendable () -> Double

  /// Looks after a file, which was in this state when the work began.
  init(_ path: FilePath, _ stamp: FileStamp?, now: @escaping @Sendable () -> Double) {
    self.path = path
    self.stamp = stamp
    self.now = now
  }

  /// Whether to stop. The file is looked at no more than ten times a second.
  func isRaised() -> Bool {
    if Interruption.isRequested { return true }
    let now = now()
    return state.withLock { state in
      guard !state.isRaised, now >= state.nextLook else { return state.isRaised }
      state.nextLook = now + 0.1
      state.isRaised = FileAccess.disk.stamp(path) != stamp
      return state.isRaised
    }
  }
}
