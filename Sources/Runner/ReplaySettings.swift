// What makes a replay repeatable: where the clock stands, what random numbers follow from, the zone. Level 3.

internal import Digest
internal import Engine
internal import Notebook

/// The settings of a session that its front matter makes.
struct ReplaySettings: Sendable {
  /// Milliseconds since 1970 at which the clock stands, or nil when it goes.
  var clock: Int64?
  /// What random numbers follow from, or nil.
  var seed: Int64?
  /// The zone of `localtime`, or nil for UTC.
  var timeZone: TimeZoneName?
  /// How many texts have been typed at the prompt.
  var typedCount = 0
  /// Which of several equal cells or values without a label one is, by its first byte.
  private var ordinals: [Int: Int] = [:]

  init() {}

  init(_ matter: FrontMatter) {
    clock = matter.clock?.milliseconds
    seed = matter.seed
    timeZone = matter.timeZone
  }

  /// What the settings keep from differing between runs.
  var settled: Surroundings {
    var settled: Surroundings = []
    if clock != nil { settled.insert(.clock) }
    if seed != nil { settled.insert(.chance) }
    return settled
  }

  /// What functions of dates depend on.
  var datesKey: String { "\(clock.map { "\($0)" } ?? "-") \(timeZone?.text ?? "UTC")" }

  /// Counts equal cells and values without a label, so that each draws numbers of its own.
  mutating func number(_ document: Document) {
    ordinals = [:]
    guard seed != nil else { return }
    var counts: [String: Int] = [:]
    for element in document.elements {
      let (key, offset): (String, Int)
      switch element {
      case .cell(let cell) where cell.label != nil: continue
      case .cell(let cell): (key, offset) = ("cell " + cell.sourceDigest, cell.range.lowerBound)
      case .inlineValue(let value):
        (key, offset) = ("value " + value.expression, value.expressionRange.lowerBound)
      }
      ordinals[offset] = counts[key, default: 0]
      counts[key, default: 0] += 1
    }
  }

  /// The name under which a cell draws its numbers: its label, or its words and which of equal ones it is,
  /// as `CellNames` counts them. Prose, comments and other cells have no part in it.
  func key(of cell: Cell) -> String {
    if let label = cell.label { return "label \(label)" }
    return "cell \(ordinals[cell.range.lowerBound] ?? 0) \(cell.sourceDigest)"
  }

  /// The name under which an inline value draws its numbers.
  func key(of value: InlineValue) -> String {
    "value \(ordinals[value.expressionRange.lowerBound] ?? 0) \(value.expression)"
  }

  /// The state that the numbers of a name follow from: the first eight bytes of a digest.
  func chance(for key: String) -> UInt64? {
    guard let seed else { return nil }
    let digest = Array("quire \(seed) \(key)".utf8).withUnsafeBytes { SHA256.hexDigest(of: $0) }
    return UInt64(digest.prefix(16), radix: 16)
  }
}

extension Session {
  /// Sets clock, random numbers and zone before a piece of work.
  ///
  /// - Parameter key: the name under which it draws random numbers.
  func setScene(for key: @autoclosure () -> String) {
    connection.frozenTime = settings.clock
    connection.setChance(settings.seed == nil ? nil : settings.chance(for: key()))
    // Another session of the process may have changed it.
    _ = environment.useTimeZone(settings.timeZone)
  }
}
