// What a mistyped name is taken for.

import Diagnostics
import Testing

@Test(
  "short names allow one slip, longer ones two, swaps count once",
  arguments: [
    ("nmae", ["name", "same"], ["name"]),
    ("lable", ["label", "table", "able"], ["label", "table", "able"]),
    ("qtty", ["qty"], ["qty"]),
    ("x", ["y"], []),
    ("max-row", ["max-rows", "max-width"], ["max-rows"]),
    ("LABEL", ["label"], ["label"]),
    ("zzzz", ["label"], []),
  ])
func closeNames(name: String, candidates: [String], expected: [String]) {
  #expect(suggestions(for: name, among: candidates) == expected)
}

@Test("every code has its own number and an exit status that fits its group")
func codes() {
  #expect(Set(Code.allCases.map(\.rawValue)).count == Code.allCases.count)
  #expect(Code.unknownOption.exitStatus == .usage)
  #expect(Code.sqlError.exitStatus == .failure)
  #expect(Code.outputDiffers.exitStatus == .difference)
  #expect(Code.interrupted.exitStatus == .interrupted)
  #expect(Code.missingData.exitStatus == .failure)
}
