// What watches a load, and may stop it. Level 1.

internal import Diagnostics
internal import Synchronization

/// Is told how far a load is and answers whether it shall go on.
public struct LoadMonitor: Sendable {
  /// Called every few milliseconds on the thread that loads, with bytes done and bytes in all;
  /// false stops the load, which then leaves no table.
  public let report: @Sendable (_ doneByteCount: Int, _ byteCount: Int) -> Bool

  /// Watches a load.
  public init(_ report: @escaping @Sendable (_ doneByteCount: Int, _ byteCount: Int) -> Bool) {
    self.report = report
  }

  /// Watches nothing and never stops.
  public static let none = LoadMonitor { _, _ in true }
}

/// How far the threads of one load are.
final class LoadProgress: Sendable {
  private let monitor: LoadMonitor
  private let file: String
  private let byteCount: Int
  private let done = Atomic<Int>(0)
  private let hasStopped = Atomic<Bool>(false)

  init(_ monitor: LoadMonitor, file: String, byteCount: Int) {
    self.monitor = monitor
    self.file = file
    self.byteCount = byteCount
  }

  var isStopped: Bool { hasStopped.load(ordering: .relaxed) }

  /// Counts bytes; only worker 0, the caller's thread, asks whether to go on.
  func add(_ count: Int, worker: Int) {
    let total = done.add(count, ordering: .relaxed).newValue
    if worker == 0, !monitor.report(min(total, byteCount), byteCount) {
      hasStopped.store(true, ordering: .relaxed)
    }
  }

  /// Throws when the load was stopped.
  func check() throws(DiagnosticList) {
    guard isStopped else { return }
    throw DiagnosticList([Diagnostic(.interrupted, "\(file): loading was interrupted")])
  }
}
