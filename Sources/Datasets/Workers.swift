// Work on several cores: plain threads, joined before the call returns. Level 1.

internal import Glibc
internal import Synchronization

/// Threads that share numbered pieces of work.
struct Workers {
  /// How many threads work, the caller's among them.
  let count: Int

  /// As many as there are processors.
  static var available: Workers {
    Workers(count: min(16, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }

  /// Runs `body(worker, item)` once for every item below `itemCount`, begun in ascending order.
  ///
  /// Worker 0 is the calling thread. A thread that the system refuses only means less help.
  func run(itemCount: Int, _ body: (_ worker: Int, _ item: Int) -> Void) {
    let helperCount = min(count, itemCount) - 1
    guard helperCount > 0 else {
      for item in 0..<itemCount { body(0, item) }
      return
    }
    withoutActuallyEscaping(body) { body in
      let shared = SharedWork(itemCount: itemCount, body: body)
      let threads = (1...helperCount).compactMap { start(worker: $0, shared) }
      shared.work(as: 0)
      for thread in threads { pthread_join(thread, nil) }
    }
  }

  private func start(worker: Int, _ shared: SharedWork) -> pthread_t? {
    let job = Unmanaged.passRetained(Job(worker: worker, shared: shared))
    var thread = pthread_t()
    guard pthread_create(&thread, nil, runJob, job.toOpaque()) == 0 else {
      job.release()
      return nil
    }
    return thread
  }
}

/// The items not begun yet.
private final class SharedWork {
  private let next = Atomic<Int>(0)
  private let itemCount: Int
  private let body: (Int, Int) -> Void

  init(itemCount: Int, body: @escaping (Int, Int) -> Void) {
    self.itemCount = itemCount
    self.body = body
  }

  func work(as worker: Int) {
    while true {
      let item = next.add(1, ordering: .relaxed).oldValue
      if item >= itemCount { return }
      body(worker, item)
    }
  }
}

/// What one helping thread does.
private final class Job {
  let worker: Int
  let shared: SharedWork

  init(worker: Int, shared: SharedWork) {
    self.worker = worker
    self.shared = shared
  }
}

/// A plain function, because a closure could belong to the main actor and trap elsewhere.
private func runJob(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  let job = Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue()
  job.shared.work(as: job.worker)
  return nil
}
