// The person's own editor. Level 5.

internal import Glibc
internal import SystemPackage

/// Runs `$VISUAL`, `$EDITOR` or vi on a text.
struct ExternalEditor {
  /// The command, as a shell reads it.
  let command: String

  /// What an editor came to.
  enum Result {
    case text(String)
    case unchanged
    /// It could not be started or did not end well, in words.
    case failed(String)
  }

  init(_ terminal: Terminal) {
    let named = ["VISUAL", "EDITOR"].lazy.compactMap(terminal.variable).first { !$0.isEmpty }
    command = named ?? "vi"
  }

  /// Lets the person edit a text in a file that nobody else can read and that is gone afterwards.
  ///
  /// - Parameter suffix: the end of the file's name, from which editors tell the language.
  func edit(_ text: String, suffix: String) -> Result {
    var folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    if folder.isEmpty { folder = "/tmp" }
    var template = Array("\(folder)/quire-XXXXXX\(suffix)".utf8CString)
    // mkstemps makes it with mode 0600.
    let descriptor = mkstemps(&template, Int32(suffix.utf8.count))
    guard descriptor >= 0 else { return .failed("no file can be made in \(folder)") }
    let path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    defer { unlink(path) }
    let isWritten = Array((text + "\n").utf8).withUnsafeBytes { writeAll(descriptor, $0) }
    close(descriptor)
    guard isWritten else { return .failed("\(path) cannot be written") }
    if let failure = run(on: path) { return .failed(failure) }
    guard let bytes = try? Array(FilePath(path).readAll()),
      var edited = String(validating: bytes, as: UTF8.self)
    else { return .failed("what it left is no UTF-8 text") }
    while edited.utf8.last == 0x0A || edited.utf8.last == 0x0D {
      edited = String(decoding: edited.utf8.dropLast(), as: UTF8.self)
    }
    var before = text
    while before.utf8.last == 0x0A {
      before = String(decoding: before.utf8.dropLast(), as: UTF8.self)
    }
    return edited == before ? .unchanged : .text(edited)
  }

  /// Runs the editor with the terminal as it was, and puts the terminal back as it is now.
  ///
  /// - Returns: why it did not end well, or nil.
  private func run(on path: String) -> String? {
    var settings = termios()
    let hasSettings = tcgetattr(STDIN_FILENO, &settings) == 0
    defer { if hasSettings { tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) } }
    var process = pid_t()
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Ignored signals would be inherited.
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGPIPE, SIGXFSZ, SIGINT] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let words = ["sh", "-c", "\(command) \"$@\"", "sh", path]
    let arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    guard posix_spawn(&process, "/bin/sh", nil, &attributes, arguments, environ) == 0 else {
      return "\(command) cannot be started"
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { return "\(command) is lost" } }
    let (signal, code) = (status & 0x7F, status >> 8 & 0xFF)
    if signal != 0 { return "\(command) was ended by signal \(signal)" }
    if code == 127 { return "there is no \(command)" }
    return code == 0 ? nil : "\(command) ended with status \(code)"
  }
}

extension FilePath {
  /// The bytes of a small file.
  fileprivate func readAll() throws -> [UInt8] {
    let file = try FileDescriptor.open(self, .readOnly, options: .closeOnExec)
    return try file.closeAfter {
      var bytes: [UInt8] = []
      while true {
        let piece = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
          count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        if piece.isEmpty { return bytes }
        bytes += piece
      }
    }
  }
}
