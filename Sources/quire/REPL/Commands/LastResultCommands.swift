// Dot commands that make more of the last result or statement. Level 5.

internal import Diagnostics
internal import Glibc
internal import LineEditing
internal import Output
internal import Runner
internal import Tabular

extension DotCommand {
  static var lastResultCommands: [DotCommand] {
    [
      DotCommand("into PREFIX", "the columns of the last result, of one row, as parameters") {
        workbench, prefix in workbench.takeParameters(prefix)
      },
      DotCommand(
        "pivot [ROW COL VALUE]", "the last result with a column for each value of COL",
        operand: .column
      ) { workbench, text in workbench.pivot(text) },
      DotCommand(
        "watch SECONDS [rows<N]", "repeat the last statement until Ctrl-C or fewer rows",
        aliases: ["\\watch"]
      ) { workbench, text in workbench.watch(text) },
    ]
  }
}

extension Workbench {
  fileprivate func takeParameters(_ prefix: String) -> ExitStatus {
    guard let table = last else { return fail("there is no result yet") }
    guard table.rowCount == 1 else {
      return fail("the last result has \(table.rowCount) rows, not one", .sqlError)
    }
    let names = table.columnNames.map { prefix.unquoted + $0 }
    for name in names where !isParameterName(name) {
      return fail("\(name) is no name of a parameter", hint: "name the column: SELECT … AS name")
    }
    guard Set(names).count == names.count else {
      return fail("two columns have the same name", .sqlError)
    }
    let values = zip(names, table.columns).map { (name: $0, value: $1[0]) }
    if let declared = session.capture(values) {
      return fail("\(declared) is a parameter of the notebook", hint: ".into with another prefix")
    }
    tell(names.map { ":\($0)" }.joined(separator: " "))
    return .success
  }

  private func isParameterName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    let isWord = bytes.allSatisfy {
      $0 == 0x5F || $0 >= 0x80 || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
    }
    return isWord && bytes.first.map { !(0x30...0x39).contains($0) } ?? false
  }

  fileprivate func pivot(_ text: String) -> ExitStatus {
    guard let table = display.pivoted ?? last else { return fail("there is no result yet") }
    do throws(CrosstabError) {
      let wide = try crosstab(table, LoadRequest.words(text))
      display.keep(wide, pivotedFrom: table)
      session.lastResult = wide
      return display.show(wide)
    } catch {
      return fail(error.message, .sqlError, hint: error.hint)
    }
  }

  // MARK: - Again and again

  fileprivate func watch(_ text: String) -> ExitStatus {
    let words = text.split(separator: " ").map(String.init)
    let seconds = words.isEmpty ? 2 : Double(words[0]) ?? -1
    guard seconds > 0, seconds <= 86_400, words.count < 3 else {
      return fail("how many seconds?", hint: ".watch SECONDS [rows<N]")
    }
    var least = 0
    if words.count == 2 {
      guard words[1].hasPrefix("rows<"), let count = Int(words[1].dropFirst(5)) else {
        return fail("\(words[1]) is no condition", hint: ".watch SECONDS rows<N")
      }
      least = count
    }
    guard lastStatements != nil else { return fail("there is no statement yet") }
    Interruption.clear()
    while true {
      let status = runAgain()
      // What was stopped has said so.
      guard status == .success else { return status == .interrupted ? .success : status }
      if let count = last?.rowCount, count < least { return .success }
      guard wait(seconds) else {
        // The terminal has just shown ^C.
        if host.terminal.isTerminal(STDERR_FILENO) { host.note("") }
        return .success
      }
    }
  }

  /// Waits, and says whether nobody has interrupted.
  private func wait(_ seconds: Double) -> Bool {
    let end = environment.now() + seconds
    while true {
      if Interruption.isRequested { return false }
      let rest = end - environment.now()
      if rest <= 0 { return true }
      usleep(UInt32(min(rest, 0.05) * 1_000_000))
    }
  }
}
