// The machine as commands see it: files, clock, terminal, streams. Level 5.

internal import Diagnostics
internal import Engine
internal import Files
internal import Glibc
internal import LineEditing
internal import Output
internal import Runner

/// What a command may touch.
final class Host {
  let output = ByteStream(descriptor: STDOUT_FILENO)
  private let errors = ByteStream(descriptor: STDERR_FILENO)
  let terminal = Terminal()
  private let progress = ProgressLine(Terminal(), now: monotonicSeconds)

  init() {
    output.willFlush = progress.erase
    errors.willFlush = progress.erase
  }

  /// What the workbench is handed: it shows how long statements take, too.
  func workbenchEnvironment(_ options: SharedOptions) -> Environment {
    var environment = environment(options)
    environment.runMonitor = progress.show
    return environment
  }

  /// What a session is handed by a command that replays.
  ///
  /// - Parameter isInterrupted: whether its work is to stop.
  func environment(
    _ options: SharedOptions, _ cores: Cores? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { Interruption.isRequested }
  ) -> Environment {
    if let memory = options.memory { Connection.limitMemory(to: memory << 20) }
    return environment(
      allowsOutside: options.allowOutside, cache: options.cache.folder.map(CacheFolder.disk),
      resultByteLimit: (options.memory ?? 2048) << 20, cores: cores, isInterrupted: isInterrupted)
  }

  /// What a session is handed; without a cache every file is read.
  func environment(
    allowsOutside: Bool, cache: CacheFolder? = nil, resultByteLimit: Int = 2 << 30,
    cores: Cores? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { Interruption.isRequested }
  ) -> Environment {
    Environment(
      files: .disk, now: monotonicSeconds, isInterrupted: isInterrupted,
      loadMonitor: progress.monitor(stoppingWhen: isInterrupted), cache: cache,
      allowsOutside: allowsOutside, useTimeZone: ProcessTimeZone.use, version: Version.number,
      resultByteLimit: resultByteLimit, cores: cores)
  }

  /// Shows findings, and says what they lead to.
  func fail(_ diagnostics: [Diagnostic], color: ColorChoice) -> ExitStatus {
    report(diagnostics, color: color)
    return diagnostics.filter { $0.severity == .error }.map(\.code.exitStatus).max() ?? .success
  }

  /// Seconds since some moment, never going back.
  let now: @Sendable () -> Double = monotonicSeconds

  /// How many processors there are.
  var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Shows findings on standard error, after everything printed so far.
  func report(_ diagnostics: Diagnostic..., color: ColorChoice = .auto) {
    report(diagnostics, color: color)
  }

  /// Shows findings on standard error, after everything printed so far.
  ///
  /// - Parameter written: what is written for the text of a finding.
  func report(
    _ diagnostics: [Diagnostic], color: ColorChoice = .auto,
    as written: (String) -> String = { $0 }
  ) {
    guard !diagnostics.isEmpty else { return }
    output.flush()
    let usesColor = terminal.usesColor(color, descriptor: STDERR_FILENO)
    let width = terminal.columnCount(STDERR_FILENO) ?? 200
    for diagnostic in diagnostics {
      errors.write(written(diagnostic.text(usesColor: usesColor, width: width)))
    }
    errors.flush()
  }

  /// Shows a line on standard error.
  func note(_ line: String) {
    output.flush()
    errors.write(line + "\n")
    errors.flush()
  }
}

/// Seconds since some moment, never going back.
private func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
