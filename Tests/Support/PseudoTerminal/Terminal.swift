// A program run on a pseudo terminal, for tests that press keys and look at the screen.

public import Glibc

/// A program with a terminal of its own, which types nothing and reads nothing unless asked.
///
/// Nothing here waits longer than its timeout.
public final class Terminal {
  /// How the program came to its end.
  public enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  /// Why there is no program to talk to.
  public struct Failure: Error, CustomStringConvertible {
    /// The call and what the system says about it.
    public let description: String
  }

  /// Everything the program wrote.
  public private(set) var output: [UInt8] = []
  /// What a person would see.
  public private(set) var screen: Screen
  /// The process.
  public let process: pid_t

  private var controller: Int32
  private var ending: Ending?

  /// Starts a program in a session of its own.
  /// - Parameter environment: all of it, nothing is inherited
  /// - Throws: `Failure`
  public init(
    _ path: String, arguments: [String] = [], environment: [String: String], columns: Int = 80,
    rows: Int = 24
  ) throws {
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    // TIOCSPTLCK and TIOCGPTN: Swift's view of glibc has neither them nor unlockpt and ptsname.
    var isLocked: Int32 = 0
    var number: Int32 = 0
    guard controller >= 0, ioctl(controller, 0x4004_5431, &isLocked) == 0,
      ioctl(controller, 0x8004_5430, &number) == 0
    else { throw Failure(description: "pty: \(String(cString: strerror(errno)))") }
    screen = Screen(columns: columns, rows: rows)
    Self.setSize(controller, columns: columns, rows: rows)
    process = try Self.spawn(
      path, arguments: [path] + arguments, environment: environment.map { "\($0)=\($1)" },
      terminal: "/dev/pts/\(number)")
  }

  /// What must outlive the program, such as the folder it writes to.
  public var companion: AnyObject?

  deinit {
    if ending == nil {
      Glibc.kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    if controller >= 0 { close(controller) }
  }

  /// Types some text; output is read meanwhile, so no amount of it blocks.
  public func send(_ text: String, timeout: Double = 10) {
    var rest = Array(text.utf8)[...]
    let deadline = Self.now + timeout
    while !rest.isEmpty, Self.now < deadline {
      read(waiting: 0)
      let count = rest.withUnsafeBytes { write(controller, $0.baseAddress, min($0.count, 1_024)) }
      if count > 0 { rest = rest.dropFirst(count) } else { read(waiting: 0.01) }
    }
  }

  /// Reads until a condition holds; says whether it did.
  @discardableResult
  public func wait(timeout: Double = 10, until isMet: (Terminal) -> Bool) -> Bool {
    let deadline = Self.now + timeout
    while !isMet(self) {
      guard Self.now < deadline else { return false }
      read(waiting: 0.02)
    }
    return true
  }

  /// Reads until a text stands on the screen; says whether it came.
  public func wait(for text: String, timeout: Double = 10) -> Bool {
    wait(timeout: timeout) { $0.screen.text.contains(text) }
  }

  /// Reads until nothing came for some seconds.
  public func settle(_ quiet: Double = 0.15) {
    var last = Self.now
    while Self.now - last < quiet {
      if read(waiting: 0.02) { last = Self.now }
    }
  }

  /// Gives the window another size, which the program is told by SIGWINCH.
  public func resize(columns: Int, rows: Int) {
    Self.setSize(controller, columns: columns, rows: rows)
    screen.resize(columns: columns, rows: rows)
  }

  /// Takes the terminal away, as closing its window does.
  public func hangUp() {
    close(controller)
    controller = -1
  }

  /// Sends a signal to the program only.
  public func kill(_ signal: Int32) { Glibc.kill(process, signal) }

  /// Waits for the end of the program; nil when it goes on.
  public func waitForEnd(timeout: Double = 10) -> Ending? {
    let deadline = Self.now + timeout
    while ending == nil, Self.now < deadline {
      read(waiting: 0.01)
      var status: Int32 = 0
      guard waitpid(process, &status, WNOHANG) == process else { continue }
      let signal = status & 0x7F
      ending = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
      while read(waiting: 0.01) {}
    }
    return ending
  }

  /// Whether the terminal edits lines and echoes by itself, as it does for programs that are not
  /// editors.
  public var isCooked: Bool {
    var settings = termios()
    return tcgetattr(controller, &settings) == 0
      && settings.c_lflag & tcflag_t(ICANON | ECHO) == tcflag_t(ICANON | ECHO)
  }

  @discardableResult private func read(waiting seconds: Double) -> Bool {
    var waiting = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(seconds * 1_000)) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(controller, $0.baseAddress, $0.count) }
    guard count > 0 else {
      // The program closed its side.
      if seconds > 0 { usleep(5_000) }
      return false
    }
    output += bytes[..<count]
    screen.write(bytes[..<count])
    return true
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func setSize(_ controller: Int32, columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }

  /// The leader of a new session gets the first terminal that it opens as its own.
  private static func spawn(
    _ path: String, arguments: [String], environment: [String], terminal: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    // Test runners may ignore signals; the program starts with none ignored or blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let startsSession: Int32 = 0x80
    posix_spawnattr_setflags(
      &attributes, Int16(startsSession | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let arguments = arguments.map { strdup($0) } + [nil]
    let environment = environment.map { strdup($0) } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, path, &actions, &attributes, arguments, environment)
    guard status == 0 else {
      throw Failure(description: "\(path): \(String(cString: strerror(status)))")
    }
    return process
  }
}
