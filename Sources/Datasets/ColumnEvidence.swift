// What all values of a bare column together allow it to be. Level 1.

/// What a bare column is.
enum BareType {
  case integer, real, text
}

/// Collects what the values of one column are.
struct ColumnEvidence {
  private var integerCount = 0
  private var realCount = 0
  private var textCount = 0
  private var oddCounts: [ValueForm.Oddity: Int] = [:]
  private var firstOdd: String?
  private var longDigitCount = 0
  private var hasInexactInteger = false
  /// Whether no value was more than an empty field.
  private(set) var isEmpty = true

  /// Takes a value into account; an empty unquoted field is NULL and says nothing.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, isQuoted: Bool) {
    if bytes.isEmpty, !isQuoted { return }
    isEmpty = false
    if textCount > 0 { return }
    switch ValueForm(bytes) {
    case .integer(let value):
      integerCount += 1
      if value.magnitude > 1 << 53 { hasInexactInteger = true }
    case .real(_, let digitCount):
      realCount += 1
      if digitCount > 17 { longDigitCount += 1 }
    case .odd(let oddity):
      oddCounts[oddity, default: 0] += 1
      if firstOdd == nil { firstOdd = shown(bytes) }
    case .text: textCount += 1
    }
  }

  /// The first type that every value fits.
  var type: BareType {
    if textCount > 0 || !oddCounts.isEmpty { return .text }
    if realCount > 0 { return hasInexactInteger ? .text : .real }
    return integerCount > 0 ? .integer : .text
  }

  /// What a person may want to know about the choice, or nil.
  func note(column name: String) -> String? {
    if textCount > 0 { return nil }
    if longDigitCount > 0, type == .real {
      return "column \(name): \(longDigitCount) values have more digits than a real keeps"
    }
    if oddCounts.isEmpty {
      return realCount > 0 && hasInexactInteger
        ? "column \(name) kept as text: reals together with integers beyond 2^53" : nil
    }
    let isOnlyWords = oddCounts.keys.allSatisfy { $0 == .missingWord }
    if isOnlyWords, integerCount + realCount == 0 { return nil }
    let reasons = ValueForm.Oddity.allCases.compactMap { oddity in
      oddCounts[oddity].map { "\($0) values \(oddity.rawValue)" }
    }
    return "column \(name) kept as text: \(reasons.joined(separator: ", ")) "
      + "(first: \(firstOdd ?? ""))"
  }
}
