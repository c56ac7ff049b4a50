// A condition with its value, ready to be put to rows. Level 1.

internal import CSQLite
internal import Glibc

/// Which rows a condition may let through.
struct RowTest {
  /// What is asked of a value.
  enum Question {
    /// Nothing: SQLite alone can decide.
    case anything
    /// No row passes.
    case nothing
    case isNull
    case isNotNull
    /// A number whose place is in the range.
    case places(ClosedRange<Int64>)
    /// A number with one of these places, ascending.
    case onePlace([Int64])
    case text(TextQuestion)
  }

  /// The column.
  let view: ColumnView
  let question: Question

  /// Reads the value of a condition.
  init(_ condition: Condition, _ view: ColumnView, _ value: OpaquePointer?) {
    self.view = view
    switch (condition.comparison, value) {
    case (.isNull, _): question = .isNull
    case (.isNotNull, _): question = .isNotNull
    case (_, nil): question = .anything
    case (.oneOf, let value?): question = RowTest.oneOf(view, value)
    case (let comparison, let value?):
      let isNull = sqlite3_value_type(value) == SQLITE_NULL
      if isNull {
        question = comparison == .identical ? .isNull : .nothing
      } else if view.kind == .texts {
        question = TextQuestion.question(comparison, value, view)
      } else {
        question =
          places(comparison, Operand(numeric: value), on: view.kind).map(Question.places)
          ?? .nothing
      }
    }
  }

  private static func oneOf(_ view: ColumnView, _ list: OpaquePointer) -> Question {
    var found: [Int64] = []
    var texts: [TextTarget] = []
    var value: OpaquePointer?
    var code = sqlite3_vtab_in_first(list, &value)
    while code == SQLITE_OK, let current = value {
      if view.kind == .texts {
        if let target = TextTarget(current) { texts.append(target) }
      } else if let range = places(.equal, Operand(numeric: current), on: view.kind) {
        found.append(range.lowerBound)
      }
      code = sqlite3_vtab_in_next(list, &value)
    }
    guard code == SQLITE_DONE else { return .anything }
    if view.kind == .texts { return texts.isEmpty ? .nothing : .text(.oneOf(TextTargets(texts))) }
    found.sort()
    return found.isEmpty ? .nothing : .onePlace(found)
  }
}

/// What is asked of a text.
enum TextQuestion {
  case equal(TextTarget)
  case oneOf(TextTargets)
  case range(Comparison, [UInt8])
  /// Patterns end with a NUL.
  case like([CChar])
  case glob([CChar])

  /// The question a comparison of a text column with a value comes to.
  static func question(
    _ comparison: Comparison, _ value: OpaquePointer, _ view: ColumnView
  ) -> RowTest.Question {
    switch comparison {
    case .equal, .identical: TextTarget(value).map { .text(.equal($0)) } ?? .nothing
    case .like, .glob: pattern(comparison, value)
    default: range(comparison, value)
    }
  }

  /// Patterns so long that SQLite would refuse them are left to it.
  private static func pattern(_ comparison: Comparison, _ value: OpaquePointer) -> RowTest.Question
  {
    guard case .text(let text) = Operand(value), text.count < 10_000 else { return .anything }
    let pattern = text.map { CChar(bitPattern: $0) } + [0]
    return .text(comparison == .like ? .like(pattern) : .glob(pattern))
  }

  /// A range of texts. Compared with a number, or with a text that a column of numbers may hold,
  /// the entries may have to be read as numbers; those begin with a digit at the latest at `9`.
  private static func range(_ comparison: Comparison, _ value: OpaquePointer) -> RowTest.Question {
    switch Operand(value) {
    case .blob: comparison == .less || comparison == .lessOrEqual ? .isNotNull : .nothing
    case .text(let text): .text(.range(comparison, Array(text)))
    case .null: .nothing
    case .integer, .real: .anything
    }
  }

  /// Whether an entry may satisfy the question.
  func accepts(_ entry: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .equal(let target): target.accepts(entry)
    case .oneOf(let targets): targets.accepts(entry)
    case .range(let comparison, let bound): Self.isInside(entry, comparison, bound)
    case .like(let pattern): Self.matches(entry) { sqlite3_strlike(pattern, $0, 0) == 0 }
    case .glob(let pattern): Self.matches(entry) { sqlite3_strglob(pattern, $0) == 0 }
    }
  }

  private static func isInside(
    _ entry: UnsafeBufferPointer<UInt8>, _ comparison: Comparison, _ bound: [UInt8]
  ) -> Bool {
    let order = bound.withUnsafeBufferPointer { compareBytes(entry, $0) }
    let isInside =
      switch comparison {
      case .less: order < 0
      case .lessOrEqual: order <= 0
      case .greater: order > 0
      default: order >= 0
      }
    return isInside || approximateNumber(entry) != nil
  }

  /// SQLite's matchers read up to a NUL, as `LIKE` and `GLOB` do.
  private static func matches(
    _ entry: UnsafeBufferPointer<UInt8>, _ match: (UnsafePointer<CChar>) -> Bool
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: entry.count + 1) { copy in
      guard let start = copy.baseAddress else { return true }
      if let base = entry.baseAddress { memcpy(start, base, entry.count) }
      start[entry.count] = 0
      return match(start)
    }
  }
}

/// The texts of an IN list.
struct TextTargets {
  private let texts: [[UInt8]]
  private let numbers: [Double]

  init(_ targets: [TextTarget]) {
    texts = targets.map(\.bytes).sorted { left, right in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { compareBytes(left, $0) < 0 }
      }
    }
    numbers = targets.compactMap(\.number).sorted()
  }

  /// Whether an entry may be one of them.
  func accepts(_ entry: UnsafeBufferPointer<UInt8>) -> Bool {
    let index = partition(texts.count) { index in
      texts[index].withUnsafeBufferPointer { compareBytes($0, entry) < 0 }
    }
    if index < texts.count,
      texts[index].withUnsafeBufferPointer({ compareBytes($0, entry) }) == 0
    {
      return true
    }
    guard !numbers.isEmpty, let number = approximateNumber(entry) else { return false }
    let near = partition(numbers.count) { numbers[$0] < number && !isNear(numbers[$0], number) }
    return near < numbers.count && isNear(numbers[near], number)
  }
}

/// The first of `count` indices for which `isBefore` is false; those before it are all true.
func partition(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
  var (low, high) = (0, count)
  while low < high {
    let middle = (low + high) / 2
    if isBefore(middle) { low = middle + 1 } else { high = middle }
  }
  return low
}
