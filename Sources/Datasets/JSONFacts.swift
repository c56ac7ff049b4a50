// What the values of one column of JSON were, which settles its type. Level 1.

/// Counts of the values by kind, each with the place of the first.
struct JSONFacts {
  /// How many, and where the first stands.
  struct Tally {
    private(set) var count = 0
    private(set) var firstOffset = Int.max

    @inline(__always)
    mutating func add(_ offset: Int) {
      if count == 0 { firstOffset = offset }
      count &+= 1
    }

    mutating func merge(_ other: Tally) {
      count += other.count
      firstOffset = min(firstOffset, other.firstOffset)
    }
  }

  var strings = Tally()
  var nested = Tally()
  var booleans = Tally()
  var numbers = Tally()
  /// Numbers that are reals by how they are written.
  var reals = Tally()
  /// Integers within 64 bits that no double holds exactly.
  var inexact = Tally()
  /// Integers beyond 64 bits.
  var tooLarge = Tally()
  /// Numbers beyond the reals.
  var outOfRange = Tally()
  /// Reals of more digits than a double keeps.
  var longDigits = Tally()

  mutating func merge(_ other: JSONFacts) {
    strings.merge(other.strings)
    nested.merge(other.nested)
    booleans.merge(other.booleans)
    numbers.merge(other.numbers)
    reals.merge(other.reals)
    inexact.merge(other.inexact)
    tooLarge.merge(other.tooLarge)
    outOfRange.merge(other.outOfRange)
    longDigits.merge(other.longDigits)
  }

  /// The one type that holds every value unchanged.
  var type: CSVType {
    if strings.count + nested.count + tooLarge.count + outOfRange.count > 0 { return .text }
    if booleans.count > 0 { return numbers.count > 0 ? .text : .integer }
    if reals.count > 0 { return inexact.count > 0 ? .text : .real }
    return numbers.count > 0 ? .integer : .text
  }

  /// Why the column is what it is, where that may surprise; nil when it is what JSON says.
  ///
  /// - Parameter place: the line of an offset and the value there, in words.
  func note(column: String, place: (Int) -> String) -> (message: String, hint: String?)? {
    let kept = "column \(column) kept as text: "
    let hint = "add types: {\(column): text} to state it"
    switch type {
    case .integer:
      guard booleans.count > 0 else { return nil }
      return ("column \(column): true and false are 1 and 0", nil)
    case .real:
      guard longDigits.count > 0 else { return nil }
      let has = longDigits.count == 1 ? "value has" : "values have"
      return (
        "column \(column): \(grouped(longDigits.count)) \(has) more digits than a real keeps "
          + "(first: \(place(longDigits.firstOffset)))",
        "add types: {\(column): text} to keep them"
      )
    case .text: break
    }
    let kinds = [
      (strings, "string", "strings"), (numbers, "number", "numbers"),
      (booleans, "boolean", "booleans"), (nested, "array or object", "arrays and objects"),
    ].filter { $0.0.count > 0 }
    if kinds.count > 1 {
      let counts = kinds.map { "\(grouped($0.0.count)) \($0.0.count == 1 ? $0.1 : $0.2)" }
      let second = kinds.sorted { $0.0.firstOffset < $1.0.firstOffset }[1]
      return (
        kept + counts.joined(separator: ", ")
          + " (first \(second.1): \(place(second.0.firstOffset)))", hint
      )
    }
    if nested.count > 0 {
      return (
        "column \(column): arrays and objects are kept as their JSON text "
          + "(first: \(place(nested.firstOffset)))", nil
      )
    }
    if tooLarge.count > 0 {
      let what = ValueForm.Oddity.tooLarge.words(isOne: tooLarge.count == 1)
      return (
        kept + "\(grouped(tooLarge.count)) \(what) (first: \(place(tooLarge.firstOffset)))", nil
      )
    }
    if outOfRange.count > 0 {
      let what = ValueForm.Oddity.outOfRange.words(isOne: outOfRange.count == 1)
      return (
        kept + "\(grouped(outOfRange.count)) \(what) (first: \(place(outOfRange.firstOffset)))", nil
      )
    }
    guard numbers.count > 0 else { return nil }
    return (
      kept + "reals together with integers beyond 2^53 (first: \(place(inexact.firstOffset)))", nil
    )
  }
}
