// How outcomes stand to the record.

import Diagnostics
import Notebook
import Testing

@testable import Runner

private let one = "x\n-\n1\n(1 row)\n"

private func recorded(_ text: String, _ kind: String = "output") -> String {
  "```\(kind)\n\(text)```\n\n"
}

private func verdicts(_ text: String) -> [Verdict] { replay(text).outcomes.map(\.verdict) }

@Test("a record that says the same holds, whatever blanks end its lines")
func sameRecord() {
  #expect(verdicts(cell(sql: "SELECT 1 AS x;") + recorded(one)) == [.same])
  #expect(verdicts(cell(sql: "SELECT 1 AS x;") + recorded("x  \n-\t\n1\n(1 row)\n\n")) == [.same])
}

@Test("a record that says something else differs")
func otherRecord() {
  #expect(verdicts(cell(sql: "SELECT 2 AS x;") + recorded(one)) == [.differs])
  #expect(verdicts(cell(sql: "SELECT 1 AS x;") + recorded(" " + one)) == [.differs])
  #expect(verdicts(cell(sql: "SELECT 1 AS x;") + recorded(one, "error")) == [.differs])
}

@Test("a cell without a record is new")
func noRecord() { #expect(verdicts(cell(sql: "SELECT 1 AS x;")) == [.new]) }

@Test("check: none passes over a difference, but not over a failure")
func checkNone() {
  #expect(verdicts(cell("check: none", sql: "SELECT 2 AS x;") + recorded(one)) == [.same])
  #expect(verdicts(cell("check: none", sql: "SELECT nosuch;") + recorded(one)) == [.failed])
}

@Test("a cell that must fail is compared by its message, and fails by running")
func expectedFailure() {
  let message = "error[Q301]: no such column: nosuch\n  SELECT nosuch;\n         ^^^^^^\n"
  let failing = cell("error: true", sql: "SELECT nosuch;")
  #expect(verdicts(failing + recorded(message, "error")) == [.same])
  #expect(verdicts(failing + recorded("other\n", "error")) == [.differs])
  #expect(verdicts(failing + recorded(message)) == [.differs])
  #expect(verdicts(cell("error: true", sql: "SELECT 1;")) == [.failed])
}

@Test("an assertion holds without rows, and each row speaks against it")
func assertions() {
  let held = replay(cell("assert: true", sql: "SELECT 1 WHERE 0;"))
  #expect(held.outcomes.map(\.verdict) == [.same])
  #expect(held.runStatus == .success)
  let violated = replay(cell("assert: true", sql: "SELECT 1 UNION ALL SELECT 2; SELECT 3;"))
  #expect(violated.cells.map(\.violationCount) == [3])
  #expect(violated.failures.map(\.code) == [.assertionFailed])
  #expect(violated.runStatus == .difference)
}

@Test("inline values are the same, differ or are new")
func inlineValues() {
  #expect(
    verdicts("A <!--= 1 -->1<!--/--> <!--= 1 -->2<!--/--> <!--= 1 --><!--/-->.")
      == [.same, .differs, .new])
}

@Test("what differs is a finding at the opening fence or at the value")
func places() {
  let found = replay(
    "Text <!--= 1 -->2<!--/-->.\n\n" + cell("label: a", sql: "SELECT 2 AS x;") + recorded(one)
  ).diagnostics
  #expect(found.map(\.code) == [.inlineValueDiffers, .outputDiffers])
  #expect(
    found.map(\.place) == [
      Place(file: "n.md", line: 1, column: 17), Place(file: "n.md", line: 3, column: 1),
    ])
}

@Test("a record with parts left out is told to be compared as text when it does not hold")
func elidedRecordsThatDiffer() {
  let record = "```output\na\n-\n...\n9\n(3 rows)\n```\n"
  let sql = "SELECT 1 AS a UNION ALL SELECT 2 UNION ALL SELECT 3"
  let found = replay(cell("check: values", sql: sql) + record).diagnostics
  #expect(
    found.map(\.message) == [
      "the output of the cell differs from the record: with parts left out it is compared as text"
    ])
}
