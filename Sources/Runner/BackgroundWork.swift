// Work that nobody waits for until the end. Level 3.

internal import Glibc

/// A piece of work on a thread of its own; it is over when the last reference goes.
final class BackgroundWork {
  private let thread: pthread_t?

  /// Starts; where the system refuses a thread the work is done before this returns.
  init(_ body: @escaping @Sendable () -> Void) {
    thread = startThread(body)
    if thread == nil { body() }
  }

  private init(_ thread: pthread_t) { self.thread = thread }

  /// Starts, or is nil where the system refuses a thread; then nothing is done.
  static func onThread(_ body: @escaping @Sendable () -> Void) -> BackgroundWork? {
    startThread(body).map { BackgroundWork($0) }
  }

  deinit { if let thread { pthread_join(thread, nil) } }
}

private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  let job = Unmanaged.passRetained(Job(body))
  var thread = pthread_t()
  if pthread_create(&thread, nil, runJob, job.toOpaque()) == 0 { return thread }
  job.release()
  return nil
}

private final class Job {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// A plain function, because a closure could belong to the main actor and trap elsewhere.
private func runJob(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue().body()
  return nil
}
