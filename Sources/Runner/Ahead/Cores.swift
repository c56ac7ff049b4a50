// The processors that replays share, and the lock under which they agree who does what. Level 3.

internal import Glibc

/// So many pieces of work run at the same time, over all replays that share this.
///
/// A replay itself always runs; work beside it begins only while a core is free.
public final class Cores: @unchecked Sendable {
  /// How many there are.
  public let count: Int
  /// Seconds that a step runs before others are begun beside it: less is not worth a thread. With 0 others
  /// are begun beside any step.
  public let patience: Double

  // Only touched under the lock.
  private var busyCount = 0
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let hasNews = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Takes a number of cores, at least 1; with one, nothing runs beside a replay.
  public init(count: Int, patience: Double = 0.01) {
    self.count = max(1, count)
    self.patience = patience
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(hasNews, nil)
  }

  deinit {
    pthread_cond_destroy(hasNews)
    pthread_mutex_destroy(mutex)
    hasNews.deallocate()
    mutex.deallocate()
  }

  /// Changes something that nobody waits for.
  func note<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Changes something that others may wait for.
  func change<Value>(_ body: () -> Value) -> Value {
    note {
      defer { pthread_cond_broadcast(hasNews) }
      return body()
    }
  }

  /// Waits until something is found; looks again after every change.
  ///
  /// - Parameter find: may change what only the finder knows of.
  func wait<Value>(for find: () -> Value?) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let found = find() { return found }
      pthread_cond_wait(hasNews, mutex)
    }
  }

  /// Takes a core whether or not one is free; to be called in `change` or `wait`.
  func occupy() { busyCount += 1 }

  /// Takes a core if one is free; to be called in `change` or `wait`.
  func occupyFree() -> Bool {
    guard busyCount < count else { return false }
    busyCount += 1
    return true
  }

  /// Gives a core back; to be called in `change`.
  func release() { busyCount -= 1 }
}
