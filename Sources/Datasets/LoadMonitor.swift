// What watches a load, and may stop it. Level 1.

internal import Diagnostics
internal import Synchronization

/// Is told how far a load is and answers whether it shall go on.
public struct LoadMonitor: Sendable {
  /// Called every few milliseconds on the thread that loads, with the name of the file, the bytes done
  /// and the bytes in all; false stops the load, which then leaves no table.
  ///
  /// The bytes are of the file as it lies there, of all files where a table has several. A load walks over
  /// them more than once, so they are done at the pace of the whole: they never go back, and all are done
  /// only when the last walk has ended.
  public let report: @Sendable (_ file: String, _ doneByteCount: Int, _ byteCount: Int) -> Bool
  /// Called once when the load has ended, well or not.
  public let end: @Sendable () -> Void

  /// Watches a load.
  public init(
    end: @escaping @Sendable () -> Void,
    _ report:
      @escaping @Sendable (
        _ file: String, _ doneByteCount: Int, _ byteCount: Int
      ) -> Bool
  ) {
    self.report = report
    self.end = end
  }

  /// Watches a load, whichever file it is of.
  public init(_ report: @escaping @Sendable (_ doneByteCount: Int, _ byteCount: Int) -> Bool) {
    self.init(end: {}) { _, done, total in report(done, total) }
  }

  /// Watches nothing and never stops.
  public static let none = LoadMonitor { _, _ in true }

  /// Watches one of several walks: what it reports becomes a share of the bytes of the whole load.
  ///
  /// - Parameter range: the bytes of the whole that the walk stands for.
  func share(_ range: Range<Int>, of byteCount: Int) -> LoadMonitor {
    let report = report
    return LoadMonitor(end: {}) { file, done, total in
      report(file, range.lowerBound + scaled(range.count, done, total), byteCount)
    }
  }

  /// Watches work that takes no share of the whole, whose bytes are all done: it may only be stopped.
  var stoppingOnly: LoadMonitor {
    let report = report
    return LoadMonitor(end: {}) { file, _, _ in report(file, 1, 1) }
  }

  /// Watches one walk of several that take alike.
  func walk(_ index: Int, of count: Int, byteCount: Int) -> LoadMonitor {
    share(scaled(byteCount, index, count)..<scaled(byteCount, index + 1, count), of: byteCount)
  }
}

/// `whole · part / total`, rounded down; the whole where the total is 0.
private func scaled(_ whole: Int, _ part: Int, _ total: Int) -> Int {
  guard part < total else { return whole }
  return total.dividingFullWidth(whole.multipliedFullWidth(by: max(0, part))).quotient
}

/// How far the threads of one walk over bytes are.
final class LoadProgress: Sendable {
  private let monitor: LoadMonitor
  private let file: String
  private let byteCount: Int
  private let done: Atomic<Int>
  private let hasStopped = Atomic<Bool>(false)

  /// - Parameter doneByteCount: the bytes of the walk that were done before.
  init(_ monitor: LoadMonitor, file: String, byteCount: Int, from doneByteCount: Int = 0) {
    self.monitor = monitor
    self.file = file
    self.byteCount = byteCount
    done = Atomic(doneByteCount)
  }

  /// A walk that nobody foresaw: it takes no share of the whole, whose bytes are all done.
  static func unforeseen(_ monitor: LoadMonitor, file: String) -> LoadProgress {
    LoadProgress(monitor, file: file, byteCount: 1, from: 1)
  }

  var isStopped: Bool { hasStopped.load(ordering: .relaxed) }

  /// Counts bytes; only worker 0, the caller's thread, asks whether to go on.
  func add(_ count: Int, worker: Int) {
    let total = done.add(count, ordering: .relaxed).newValue
    if worker == 0, !isStopped, !monitor.report(file, min(total, byteCount), byteCount) {
      hasStopped.store(true, ordering: .relaxed)
    }
  }

  /// Asks whether to go on, at the end of a walk too.
  ///
  /// - Throws: that the load was stopped.
  func check() throws(DiagnosticList) {
    add(0, worker: 0)
    guard isStopped else { return }
    throw DiagnosticList([Diagnostic(.interrupted, "\(file): loading was interrupted")])
  }
}
