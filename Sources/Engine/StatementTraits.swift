// What a statement is, told by SQLite's authorizer and by its own program. Level 1.

/// What a statement does to the schema, and which functions it calls.
public struct StatementTraits: Sendable, Hashable {
  /// Whether it makes, changes or removes temporary tables, views, indexes or triggers.
  public let isDefinition: Bool
  /// The functions it calls, in lower case; those of a view that it reads too.
  public let functions: Set<String>

  /// Whether it draws random numbers.
  public var usesChance: Bool { functions.contains("random") || functions.contains("randomblob") }

  init(_ log: StatementLog) {
    isDefinition = log.isDefinition
    functions = log.functions
  }
}

extension Connection {
  /// Whether a statement asks for the time as far as that can be told without running it:
  /// `CURRENT_DATE` and the like, `date()`, and `'now'` as it stands where a date function reads its time.
  /// A `'now'` in a parameter or a column is not seen.
  ///
  /// - Source: https://www.sqlite.org/opcode.html (Function, PureFunc, String8)
  public func asksForTheTime(_ statement: Statement) -> Bool {
    let functions = statement.traits.functions
    if !functions.isDisjoint(with: ["current_date", "current_time", "current_timestamp"]) {
      return true
    }
    guard !functions.isDisjoint(with: TimeCall.timePositions.keys) else { return false }
    do throws(EngineError) {
      return TimeCall.isMade(in: try values("EXPLAIN " + statement.text, columnCount: 6))
    } catch {
      // EXPLAIN itself is not explained.
      return false
    }
  }
}

/// A call of a date function in a program of SQLite's machine.
private enum TimeCall {
  /// Which arguments of a function are times, from 0.
  static let timePositions: [String: [Int]] = [
    "date": [0], "datetime": [0], "julianday": [0], "time": [0], "unixepoch": [0],
    "strftime": [1], "timediff": [0, 1],
  ]

  /// Whether a program, each line `addr opcode p1 p2 p3 p4`, calls a date function with no argument or with
  /// the text `now`.
  static func isMade(in program: [[String]]) -> Bool {
    program.indices.contains { index in
      let line = program[index]
      guard line[1] == "Function" || line[1] == "PureFunc",
        let first = Int(line[3]),
        let positions = timePositions[line[5].prefix { $0 != "(" }.lowercased()]
      else { return false }
      // Registers count from 1: there is no argument.
      if first == 0 { return true }
      return positions.contains { isNow(first + $0, before: index, in: program) }
    }
  }

  /// Whether the last line that fills a register, or the only one where constants are made at the program's
  /// end, puts `now` there.
  private static func isNow(_ register: Int, before index: Int, in program: [[String]]) -> Bool {
    let number = "\(register)"
    func fills(_ line: [String]) -> Bool {
      line[1] == "String8" ? line[3] == number : line[3] == number || line[4] == number
    }
    let filler = program[..<index].last(where: fills) ?? program[index...].last(where: fills)
    return filler.map { $0[1] == "String8" && $0[5].lowercased() == "now" } ?? false
  }
}
