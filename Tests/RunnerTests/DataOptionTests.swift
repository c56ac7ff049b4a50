// Options of data files, from the front matter to the table.

import Diagnostics
import Files
import Notebook
import SystemPackage
import Tabular
import Testing

@testable import Runner

private let environment = Environment(
  files: FileAccess(
    read: { path throws(FileError) in
      guard path.lastComponent?.string == "t.csv" else { throw FileError(path, .missing) }
      return FileContents(Array("a;b\nNA;7,5\n1;8\n".utf8))
    },
    write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
    kind: { $0.lastComponent?.string == "t.csv" ? .file : nil },
    list: { path throws(FileError) in throw FileError(path, .missing) },
    canonical: { $0 }),
  now: { 0 }, isInterrupted: { false })

private func open(_ entry: String) -> (session: Session, faults: [Diagnostic]) {
  let document = parse(Array("---\ndata:\n  - \(entry)\n---\n".utf8), file: "n.md")
  let session = Session(environment)
  #expect(document.diagnostics == [])
  do throws(DiagnosticList) {
    try session.open(document, in: "/p")
    return (session, [])
  } catch {
    return (session, error.diagnostics)
  }
}

@Test("options in the front matter decide how a file is read")
func honoured() throws {
  let (session, faults) = open(#"{file: t.csv, sep: ";", decimal: ",", "null": [NA]}"#)
  #expect(faults == [])
  #expect(session.notes == [])
  let table = try #require(session.table(named: "t"))
  #expect(table.columns.map { $0[0] } == [.null, .real(7.5)])
  #expect(table.columns.map { $0[1] } == [.integer(1), .real(8)])
}

@Test(
  "an option that cannot be taken is reported at its value",
  arguments: [
    (#"{file: t.csv, header: maybe}"#, "header is true or false", 27),
    (#"{file: t.csv, sep: ";", types: {a: int}}"#, "a type is integer or real or text", 40),
    (#"{file: t.csv, sep: ";", types: {c: text}}"#, "types: /p/t.csv has no column c", 37),
  ])
func placed(entry: String, message: String, column: Int) {
  let faults = open(entry).faults
  #expect(faults.map(\.message) == [message])
  #expect(faults.first?.code == .badValue)
  #expect(faults.first?.place == Place(file: "n.md", line: 3, column: column))
}
