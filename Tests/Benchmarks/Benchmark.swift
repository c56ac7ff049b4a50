// One command, run many times. Times are of whole processes, from start to exit.

import Glibc

struct Benchmark {
  let name: String
  let arguments: [String]
  /// How many milliseconds it may take, or nil for a yardstick.
  let bar: Double?

  init(_ name: String, _ arguments: [String], bar: Double? = nil) {
    self.name = name
    self.arguments = arguments
    self.bar = bar
  }

  /// The medians of wall and CPU time in milliseconds, or nil when the command does not run.
  func measure(runCount: Int) -> (wall: Double, cpu: Double)? {
    var walls: [Double] = []
    var cpus: [Double] = []
    for _ in 0..<runCount + 3 {
      guard let (wall, cpu) = run() else { return nil }
      walls.append(wall)
      cpus.append(cpu)
    }
    return (median(walls.dropFirst(3)), median(cpus.dropFirst(3)))
  }

  private func run() -> (wall: Double, cpu: Double)? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
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
    return ((now() - start) * 1e3, milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime))
  }
}

private func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func milliseconds(_ time: timeval) -> Double {
  Double(time.tv_sec) * 1e3 + Double(time.tv_usec) / 1e3
}

private func median(_ values: ArraySlice<Double>) -> Double {
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
