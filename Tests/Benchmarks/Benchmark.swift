// One command, run many times. Times are of whole processes, from start to exit.

import Glibc

struct Benchmark {
  let name: String
  let arguments: [String]
  /// How many milliseconds it may take, or nil for a yardstick.
  let bar: Double?
  /// The file it reads from, or nil for nothing.
  let input: String?

  init(
    _ name: String, _ arguments: [String], bar: Double? = nil, input: String? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.bar = bar
    self.input = input
  }

  /// What the runs of a command took.
  struct Measurement {
    /// The median from start to exit, in milliseconds.
    let wall: Double
    /// The median of the processors' time, in milliseconds.
    let cpu: Double
    /// The median of the largest resident memory, in megabytes.
    let memory: Double
  }

  /// Runs the command, some times more for the machine to warm up.
  ///
  /// - Returns: nil when the command does not run.
  func measure(runCount: Int, warmUpCount: Int = 3) -> Measurement? {
    var found: [Measurement] = []
    for _ in 0..<runCount + warmUpCount {
      guard let measurement = run() else { return nil }
      found.append(measurement)
    }
    let counted = found.dropFirst(warmUpCount)
    return Measurement(
      wall: median(counted.map(\.wall)), cpu: median(counted.map(\.cpu)),
      memory: median(counted.map(\.memory)))
  }

  private func run() -> Measurement? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    let words = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    let start = now()
    var process: pid_t = 0
    guard posix_spawnp(&process, arguments[0], &actions, nil, words, environ) == 0 else {
      return nil
    }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process, status == 0 else { return nil }
    return Measurement(
      wall: (now() - start) * 1e3,
      cpu: milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
      memory: Double(usage.ru_maxrss) / 1e3)
  }
}

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func milliseconds(_ time: timeval) -> Double {
  Double(time.tv_sec) * 1e3 + Double(time.tv_usec) / 1e3
}

private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

extension Double {
  func rounded(to digits: Int) -> Double {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}

extension String {
  func padded(to width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - count))
    return left ? blanks + self : self + blanks
  }
}
