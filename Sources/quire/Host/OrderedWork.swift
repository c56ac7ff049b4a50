// Work on several threads whose results come in order. Level 5.

internal import Glibc

/// Does `work` for each item on so many threads and hands each result to `take`, on the caller's thread, in
/// the order of the items and as soon as its turn has come.
///
/// - Parameter take: false ends it; work that has begun is waited for.
func inOrder<Item: Sendable, Result: Sendable>(
  _ items: [Item], threadCount: Int, _ work: @escaping @Sendable (Item) -> Result,
  take: (Result) -> Bool
) {
  let helperCount = min(threadCount, items.count)
  guard helperCount > 1 else {
    for item in items where !take(work(item)) { return }
    return
  }
  let shared = OrderedResults(items, work)
  let threads = (0..<helperCount).compactMap { _ in shared.startThread() }
  // Where the system refuses all threads, the caller does the work.
  if threads.isEmpty { shared.work() }
  for index in items.indices where !take(shared.result(at: index)) {
    shared.stop()
    break
  }
  for thread in threads { pthread_join(thread, nil) }
}

/// What threads have begun and done.
private final class OrderedResults<Item: Sendable, Result: Sendable>: Worker, @unchecked Sendable {
  private let items: [Item]
  private let perform: @Sendable (Item) -> Result
  private var results: [Result?]
  private var nextIndex = 0
  private var mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private var hasNews = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(_ items: [Item], _ perform: @escaping @Sendable (Item) -> Result) {
    self.items = items
    self.perform = perform
    results = Array(repeating: nil, count: items.count)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(hasNews, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(hasNews)
    mutex.deallocate()
    hasNews.deallocate()
  }

  func startThread() -> pthread_t? {
    var thread = pthread_t()
    let worker = Unmanaged.passRetained(self as Worker)
    guard pthread_create(&thread, nil, runWorker, worker.toOpaque()) == 0 else {
      worker.release()
      return nil
    }
    return thread
  }

  override func work() {
    while let index = takeIndex() {
      let result = perform(items[index])
      locked { results[index] = result }
    }
  }

  /// Begins nothing more.
  func stop() { locked { nextIndex = items.count } }

  /// Waits for a result.
  func result(at index: Int) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = results[index] {
        results[index] = nil
        return result
      }
      pthread_cond_wait(hasNews, mutex)
    }
  }

  private func takeIndex() -> Int? {
    locked {
      guard nextIndex < items.count else { return nil }
      defer { nextIndex += 1 }
      return nextIndex
    }
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer {
      pthread_cond_broadcast(hasNews)
      pthread_mutex_unlock(mutex)
    }
    return body()
  }
}

/// What a thread runs; a class without type parameters, as C's callback has none.
private class Worker {
  func work() {}
}

/// A plain function, because a closure could belong to the main actor and trap elsewhere.
private func runWorker(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  Unmanaged<Worker>.fromOpaque(pointer).takeRetainedValue().work()
  return nil
}
