// How long a person waits at the prompt, in a pseudo-terminal: from a key to what it shows.

import Glibc
import PseudoTerminal

/// The prompt under a long history and many tables.
struct PromptBenchmark {
  private let quire: String
  /// Where the history lies, and the script that makes the tables.
  private let folder = ".build-bench"

  init(_ quire: String) throws {
    self.quire = quire
    mkdir(folder, 0o755)
    mkdir(folder + "/quire", 0o700)
    let entries = (0..<10_000).map { number in
      "#\(1_795_000_000 + number)\nselect \(number) as n from sales where note = 'text \(number)';\n"
    }
    try write(folder + "/quire/history", entries.joined())
    let tables = (0..<500).map { number in
      let columns = (0..<10).map { "column_\($0)_\(number)" }.joined(separator: ", ")
      return "create temp table wide\(number)_table(\(columns));\n"
    }
    try write(folder + "/tables.sql", tables.joined())
  }

  /// Prints what was measured.
  ///
  /// - Returns: whether a bar was missed.
  func report() throws -> Bool {
    print("\nat the prompt, 10,000 history entries, median of 15                  ms   bar ms")
    var isMissed = line("prompt on screen, notebooks/02-national-plans.md", 30, try start())
    let terminal = try begin(["notebooks/02-national-plans.md"])
    isMissed = line(".cells", 20, times(terminal, ".cells\r", "rows)")) || isMissed
    terminal.send(".read \(folder)/tables.sql\r")
    terminal.settle(0.5)
    let rows = [
      ("Tab: a table among 500", "select * from wide77_\t", "wide77_table"),
      ("Tab: a column", "select * from wide123_table where column_9\t", "column_9_123"),
      ("history search by Ctrl-R", "\u{12}n from sales where note = 'text 91'", "'text 91';"),
    ]
    for (name, keys, shown) in rows {
      isMissed = line(name, 20, times(terminal, keys, shown, ending: "\u{7}\u{3}")) || isMissed
    }
    return isMissed
  }

  private func line(_ name: String, _ bar: Double, _ times: [Double]) -> Bool {
    let median = times.sorted()[times.count / 2]
    print(
      name.padded(to: 62) + "\(median.rounded(to: 1))".padded(to: 11, left: true)
        + "\(bar)".padded(to: 9, left: true))
    return median > bar
  }

  private func start() throws -> [Double] {
    try (0..<15).map { _ in
      let begin = now()
      let terminal = try self.begin(["notebooks/02-national-plans.md"])
      let time = (now() - begin) * 1000
      terminal.send("\u{4}")
      _ = terminal.waitForEnd()
      return time
    }
  }

  private func begin(_ arguments: [String]) throws -> Terminal {
    let terminal = try Terminal(
      quire, arguments: arguments,
      environment: ["TERM": "xterm", "XDG_STATE_HOME": folder.fromHere, "LANG": "C.UTF-8"],
      columns: 100, rows: 40)
    terminal.wait { $0.screen.text.contains("quire>") }
    return terminal
  }

  /// How long some keys take until a text is shown, in milliseconds, again and again.
  private func times(
    _ terminal: Terminal, _ keys: String, _ shown: String, ending: String = ""
  ) -> [Double] {
    (0..<15).map { _ in
      terminal.settle(0.05)
      let seen = terminal.output.count
      let begin = now()
      terminal.send(keys)
      terminal.wait { terminal in
        String(decoding: terminal.output[seen...], as: UTF8.self).contains(shown)
      }
      let time = (now() - begin) * 1000
      terminal.send(ending)
      return time
    }
  }
}

private struct Unwritable: Error {
  let path: String
}

private func write(_ path: String, _ text: String) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  guard file >= 0 else { throw Unwritable(path: path) }
  defer { close(file) }
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}

extension String {
  /// The path from the root.
  fileprivate var fromHere: String {
    guard let path = realpath(self, nil) else { return self }
    defer { free(path) }
    return String(cString: path)
  }
}
