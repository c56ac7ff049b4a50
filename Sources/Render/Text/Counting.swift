// Counts in sentences: `1 row`, `1,284 rows`. Level 1.

/// An integer with thousands grouped: `1,284`.
public func grouped(_ count: Int) -> String { ExactDecimal(Int64(count)).fixed(0, isGrouped: true) }

/// A count with its noun, which takes an `s` unless the count is 1.
public func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}
