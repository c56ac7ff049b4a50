// Equal answers are proved: random queries over mounted and native tables.

import Testing

@Test("mounted tables answer as native ones do", arguments: 1...25)
func differential(seed: UInt64) throws {
  var run = try DifferentialRun(seed: seed)
  for _ in 0..<100 {
    if let difference = run.difference() {
      Issue.record("seed \(seed): \(difference)")
      return
    }
  }
}
