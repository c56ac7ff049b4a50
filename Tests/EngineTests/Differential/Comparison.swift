// Whether two connections give the same answer to a query.

import Engine
import Tabular

/// Runs queries of one seed over native tables, over mounted ones, over one of each, and over mounted
/// ones that reverse what is left open.
struct DifferentialRun {
  private let native: Connection
  private let others: [(name: String, connection: Connection)]
  private var queries: QueryGenerator
  /// How many queries gave rows, no rows, and errors.
  private(set) var counts = (filled: 0, empty: 0, failed: 0)

  init(seed: UInt64) throws {
    let tables = DifferentialTables(seed: seed)
    native = try tables.connection(mounting: [])
    let reversed = try tables.connection(mounting: ["t", "u", "e"])
    reversed.reversesOpenOrder = true
    others = [
      ("mounted", try tables.connection(mounting: ["t", "u", "e"])),
      ("t mounted", try tables.connection(mounting: ["t"])),
      ("reversed", reversed),
    ]
    queries = QueryGenerator(seed: seed &* 31 &+ 7)
  }

  /// Runs one more query; tells what differs, or nil.
  mutating func difference() -> String? {
    let query = queries.next()
    let expected = Answer(query, native)
    if expected.failure != nil {
      counts.failed += 1
    } else if expected.ordered.isEmpty {
      counts.empty += 1
    } else {
      counts.filled += 1
    }
    for (name, connection) in others {
      let answer = Answer(query, connection)
      if answer != expected {
        return "\(name): \(query.sql)\nnative:  \(expected)\n\(name): \(answer)"
      }
    }
    return nil
  }
}

/// The rows of an answer without regard to order, and the values that ORDER BY puts in order.
private struct Answer: Equatable {
  var rowCounts: [[Value]: Int] = [:]
  var ordered: [[Value]] = []
  var failure: String?

  init(_ query: GeneratedQuery, _ connection: Connection) {
    do throws(EngineError) {
      let rows = try results(query.sql, connection)
      for row in rows { rowCounts[row, default: 0] += 1 }
      ordered = rows.map { row in query.orderedColumns.map { row[$0] } }
    } catch { failure = error.message }
  }
}
