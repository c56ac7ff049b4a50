// A prompt without a session, for the tests: it prints what each turn gave.
//
// Usage: LineEditorProbe [HISTORY-FILE]

import Glibc
import LineEditing
import SystemPackage

func isWhole(_ text: String) -> Bool {
  if text.hasPrefix(".") { return true }
  let open = OpenConstruct(atEndOf: text.utf8)
  guard open == nil || open?.kind == .lineComment || open?.kind == .parenthesis else {
    return false
  }
  // A trailing comment does not unfinish a statement.
  let last = text.split(separator: "\n").last { !$0.hasPrefix("--") } ?? ""
  let code = last.split(separator: "--", omittingEmptySubsequences: false).first ?? ""
  return code.utf8.last { $0 != 0x20 } == UInt8(ascii: ";")
}

func complete(_ text: String, _ word: Range<Int>) -> [Candidate] {
  let start = text.utf8.index(text.utf8.startIndex, offsetBy: word.lowerBound)
  let end = text.utf8.index(text.utf8.startIndex, offsetBy: word.upperBound)
  let typed = text[start..<end].lowercased()
  let quote = text[..<start].last
  let all: [Candidate] =
    switch quote {
    case "'":
      ["data/my trips.csv", "data/sales.csv"].map { Candidate($0, ending: "'", kind: "file") }
    case "\"": [Candidate("first name", ending: "\"", kind: "column", type: "TEXT")]
    default:
      [
        Candidate("SELECT", ending: " ", kind: "keyword"),
        Candidate("name", kind: "column", type: "TEXT"),
        Candidate("nation", kind: "column", type: "TEXT"),
        Candidate("名前", kind: "column", type: "INTEGER"),
        Candidate("名簿", kind: "column", type: "REAL"),
        Candidate("by_year", label: "by\u{1B}year", kind: "cell"),
        Candidate("count(", kind: "function"),
        Candidate("count(", kind: "function"),
      ] + (0..<150).map { Candidate("zone\($0)", kind: "table") }
    }
  return all.filter { $0.text.lowercased().hasPrefix(typed) }
}

func run() -> Int32 {
  let file = CommandLine.arguments.dropFirst().first.map { HistoryFile(FilePath($0)) }
  let editor = LineEditor(
    prompt: "\u{1B}[1mquire>\u{1B}[0m ", isColored: getenv("NO_COLOR") == nil,
    history: History(file: file, now: { Int64(time(nil)) }),
    questions: .init(isWhole: isWhole, complete: complete))
  if getenv("TERM").map({ String(cString: $0) }) == "dumb" {
    editor.prompt = "quire> "
    editor.isColored = false
  }
  while true {
    switch editor.read() {
    case .text(".quit"):
      editor.history.truncate()
      return 0
    case .text(".history"): print("[history: \(editor.history.entries.count)]")
    case .text(".busy"): busy()
    case .text(let text):
      print(
        text.utf8.count > 2_000 ? "[text of \(text.utf8.count)]" : "[text: \"\(onOneLine(text))\"]")
    case .interrupted(let hadText): print("[interrupted: \(hadText)]")
    case .endOfInput:
      editor.history.truncate()
      print("[end]")
      return 0
    case .signal(let number):
      editor.history.truncate()
      return 128 + number
    }
  }
}

func onOneLine(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    .split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "\\t")
}

/// A query that looks at the flag as SQLite's progress handler does.
func busy() {
  print("[busy]")
  fflush(nil)
  Interruption.clear()
  for _ in 0..<10_000 where !Interruption.isRequested { usleep(1_000) }
  print("[stopped: \(Interruption.isRequested)]")
}

exit(run())
