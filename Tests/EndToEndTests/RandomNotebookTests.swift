// Every command over notebooks made at random: no crash, no hang, no other exit status than those documented.

import Foundation
import Notebook
import Testing

/// How long to go on: `make fuzz` says, else a few notebooks are enough.
private let seconds = ProcessInfo.processInfo.environment["FUZZ_SECONDS"].flatMap(Double.init)

/// What begins the seeds, so that a find can be had again: `FUZZ_SEED`.
private let firstSeed =
  ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap(UInt64.init)
  ?? (seconds == nil ? 1 : UInt64(Date().timeIntervalSince1970) << 16)

@Test("no notebook, however broken, makes a command crash, hang or leave with an unknown status")
func randomNotebooks() async throws {
  let start = Date()
  var seed = firstSeed
  repeat {
    let seeds = seed..<seed + 8
    try await withThrowingTaskGroup(of: Void.self) { group in
      for seed in seeds { group.addTask { try tryCommands(on: seed) } }
      try await group.waitForAll()
    }
    seed = seeds.upperBound
  } while seconds.map { Date().timeIntervalSince(start) < $0 } ?? (seed < firstSeed + 24)
}

private func tryCommands(on seed: UInt64) throws {
  let bytes = RandomNotebook(seed: seed).bytes
  #expect(Notebook.print(Notebook.parse(bytes, file: "n.md")) == bytes, "seed \(seed)")
  let scratch = try Scratch()
  try scratch.write("x,y\n1,a\n2,b\n", to: "t.csv")
  let path = URL(fileURLWithPath: scratch.work + "/n.md")
  try Data(bytes).write(to: path)
  func run(_ arguments: [String]) throws -> Int32 {
    let result = try Program.run(arguments + ["n.md"], in: scratch)
    #expect(
      (0...3).contains(result.status), "seed \(seed): \(arguments) ended with \(result.status)")
    #expect(!result.errors.contains("\u{1B}"), "seed \(seed): \(arguments)")
    return result.status
  }
  for command in ["run", "check", "lint", "status", "list", "params"] { _ = try run([command]) }
  _ = try run(["run", "--keep-going", "--no-cache"])
  _ = try run(["check", "--shuffle", "--strict"])
  #expect(try Data(contentsOf: path) == Data(bytes), "seed \(seed): a replay wrote the notebook")
  if try run(["fmt", "--to", "quarto"]) == 0 {
    #expect(
      try run(["fmt", "--to", "quarto", "--check"]) == 0, "seed \(seed): fmt is not idempotent")
  }
  if try run(["fmt"]) == 0 {
    #expect(try run(["fmt", "--check"]) == 0, "seed \(seed): fmt is not idempotent")
  }
  guard try run(["promote"]) == 0 else { return }
  let promoted = try Data(contentsOf: path)
  _ = try run(["promote"])
  #expect(try Data(contentsOf: path) == promoted, "seed \(seed): promoted twice")
  if seed % 2 == 0 {
    #expect(try run(["check"]) == 0, "seed \(seed): checked after it was promoted")
  }
}
