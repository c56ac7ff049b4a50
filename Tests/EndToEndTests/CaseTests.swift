// Every folder of `Cases`, each a promise of the program as a whole.

import Foundation
import Output
import Testing

/// When expectations are written anew: `RECORD=failed|missing|all`, never where `CI` is set.
private enum Recording: String {
  case failed, missing, all

  static let asked: Recording? = {
    let environment = ProcessInfo.processInfo.environment
    guard let word = environment["RECORD"] else { return nil }
    guard environment["CI"] == nil, let recording = Recording(rawValue: word) else {
      Issue.record("RECORD is failed, missing or all, and not for CI")
      return nil
    }
    return recording
  }()

  func covers(isMissing: Bool, hasFailed: Bool) -> Bool {
    switch self {
    case .failed: hasFailed
    case .missing: isMissing
    case .all: true
    }
  }
}

@Test("there are cases")
func casesAreFound() {
  #expect(CaseFolder.all.count > 50)
}

@Test("each of the twenty promises of Acceptance.md has its case")
func acceptance() throws {
  let page = URL(fileURLWithPath: CaseFolder.root + "/../Acceptance.md")
  let text = try String(contentsOf: page, encoding: .utf8)
  let names = CaseFolder.all.map(\.name).filter { $0.hasPrefix("acceptance-") }
  let numbers = (1...20).map { $0 < 10 ? "0\($0)" : "\($0)" }
  #expect(names.map { String($0.dropFirst("acceptance-".count).prefix(2)) } == numbers)
  for name in names { #expect(text.contains("(Cases/\(name))"), "\(name)") }
}

@Test("a case comes out as its folder says", arguments: CaseFolder.all)
func holds(_ folder: CaseFolder) throws {
  let (expected, actual) = (try folder.expected(), try folder.actual())
  let (isMissing, hasFailed) = (expected["status"] == nil, expected != actual)
  if let recording = Recording.asked, recording.covers(isMissing: isMissing, hasFailed: hasFailed) {
    try folder.record(actual)
  } else if hasFailed {
    Issue.record(Comment(rawValue: "\(folder.name)\n" + difference(expected, actual)))
  }
}

private func difference(_ expected: [String: String], _ actual: [String: String]) -> String {
  Set(expected.keys).union(actual.keys).sorted().map { file in
    unifiedDiff(
      old: Array((expected[file] ?? "").utf8), new: Array((actual[file] ?? "").utf8),
      oldName: "\(file) (expected)", newName: "\(file) (came)")
  }.joined()
}
