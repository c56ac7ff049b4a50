// Documentation/Errors.md describes every code, and no other.

import Diagnostics
import Foundation
import Testing

private let page = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("Documentation/Errors.md")

@Test(
  "every code has its heading in Documentation/Errors.md, and every heading its code",
  .enabled(if: FileManager.default.fileExists(atPath: page.path)))
func codesAndHeadingsAgree() throws {
  let text = try String(contentsOf: page, encoding: .utf8)
  let headings = text.split(separator: "\n").filter { $0.hasPrefix("#") }
  let documented = headings.flatMap { heading in
    heading.split { !$0.isLetter && !$0.isNumber }.filter(isCode).map(String.init)
  }
  #expect(documented.count == Set(documented).count, "a code is described twice")
  #expect(Set(documented) == Set(Code.allCases.map(\.rawValue)))
}

/// `Q` and three digits.
private func isCode(_ word: Substring) -> Bool {
  word.count == 4 && word.first == "Q" && word.dropFirst().allSatisfy(\.isNumber)
}
