// Options that have no effect where they stand. Level 0.

internal import Diagnostics

extension OptionReader {
  /// Reports how values shall be compared where texts or shapes are; to be called when all is read.
  mutating func reportUnused(in kind: Cell.Kind) {
    let isCompared = kind == .sql && !options.error
    guard options.check != .values || !isCompared else { return }
    let reason =
      isCompared
      ? "without check: values"
      : "on \(kind == .sql ? "a failure" : "a chart"), which is compared as text"
    let isSet = [
      ("tol", options.tolerance > 0), ("rtol", options.relativeTolerance > 0),
      ("sort", options.ignoresOrder),
    ]
    for (name, isSet) in isSet where isSet {
      guard let range = ranges[name] else { continue }
      fields.findings.report(
        .unusedOption, "\(name) has no effect \(reason)", at: range,
        hint: isCompared ? "write --| check: values as well" : "leave it out",
        severity: .warning)
    }
  }
}
