// The rules of one declared column, ready to be checked value by value. Level 1.

/// What the values of a field must be; shared by all threads, because nothing in it changes.
final class FieldRules: Sendable {
  /// The declared column.
  let field: Field
  /// How its values lie in memory.
  let storage: CSVType
  /// Whether no text but the empty one stands for NULL.
  let isOnlyEmptyMissing: Bool
  /// What NULL breaks, in words, or nil.
  let nullFault: String?
  /// Whether no value but one of another type can be wrong.
  let checksNothing: Bool
  /// The integers and the reals between which no rule but those of the field's bounds is asked;
  /// values on the edge are looked at one by one. Nil where other rules count.
  let plainIntegers: Range<Int64>?
  let plainReals: (low: Double, high: Double)?
  /// Whether texts become others.
  let rewritesTexts: Bool
  private let reader: ValueReader
  private let missingValues: [[UInt8]]
  private let allowed: [ReadValue]?
  private let allowedBytes: [[UInt8]]
  private let bounds: [Bound]

  /// A limit and the words for breaking it.
  private struct Bound {
    let limit: ReadValue
    let text: String
    let name: String
    /// Whether the limit is the greatest value, not the least.
    let isUpper: Bool
    let isExclusive: Bool
  }

  init(_ field: Field, isKey: Bool) {
    self.field = field
    let reader = ValueReader(field)
    self.reader = reader
    rewritesTexts = reader.rewritesTexts
    storage = field.type.storage
    isOnlyEmptyMissing = field.missingValues == [""]
    missingValues = field.missingValues.map { Array($0.utf8) }
    allowed = field.constraints.allowed?.compactMap(reader.read)
    allowedBytes = field.constraints.allowed?.map { Array($0.utf8) } ?? []
    let rules = field.constraints
    nullFault =
      isKey || rules.isRequired
      ? "\(field.name): \(isKey ? "part of the primary key" : "required"), but empty" : nil
    let limits: [(String?, String, Bool, Bool)] = [
      (rules.minimum, "below the minimum", false, false),
      (rules.maximum, "above the maximum", true, false),
      (rules.exclusiveMinimum, "not above", false, true),
      (rules.exclusiveMaximum, "not below", true, true),
    ]
    bounds = limits.compactMap { text, name, isUpper, isExclusive in
      guard let text, let limit = reader.read(text) else { return nil }
      return Bound(
        limit: limit, text: text, name: name, isUpper: isUpper, isExclusive: isExclusive)
    }
    let hasOnlyBounds =
      allowed == nil && rules.pattern == nil && rules.minimumLength == nil
      && rules.maximumLength == nil && field.missingValues == [""] && field.numberFormat.isPlain
    plainIntegers = hasOnlyBounds && field.type == .integer ? FieldRules.integers(bounds) : nil
    plainReals = hasOnlyBounds && field.type == .number ? FieldRules.reals(bounds) : nil
    checksNothing =
      bounds.isEmpty && allowed == nil && rules.pattern == nil && rules.minimumLength == nil
      && rules.maximumLength == nil
  }

  /// The integers that surely keep all bounds.
  private static func integers(_ bounds: [Bound]) -> Range<Int64>? {
    var (low, high) = (Int64.min, Int64.max)
    for bound in bounds {
      guard case .integer(let limit) = bound.limit else { return nil }
      if bound.isUpper { high = min(high, limit) } else { low = max(low, limit) }
    }
    return low < high && low < .max ? low + 1..<max(low + 1, high) : nil
  }

  /// The limits between which reals surely keep all bounds.
  private static func reals(_ bounds: [Bound]) -> (low: Double, high: Double)? {
    var (low, high) = (-Double.infinity, Double.infinity)
    for bound in bounds {
      guard case .real(let limit) = bound.limit else { return nil }
      if bound.isUpper { high = min(high, limit) } else { low = max(low, limit) }
    }
    return (low, high)
  }

  /// Whether a text stands for NULL.
  func isMissing(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    isOnlyEmptyMissing ? bytes.isEmpty : missingValues.contains { equal($0, bytes) }
  }

  /// Reads a value, or gives nil when it is of another type.
  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadValue? { reader.read(bytes) }

  /// The text that a value becomes.
  func rewritten(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] { reader.rewritten(bytes) }

  /// What is wrong with a value: its type, or the first rule that it breaks.
  func fault(_ bytes: UnsafeBufferPointer<UInt8>) -> (isType: Bool, message: String)? {
    guard let value = reader.read(bytes) else { return (true, typeMessage(bytes)) }
    return ruleFault(value, bytes).map { (false, $0) }
  }

  /// The first rule that a value breaks, in words, or nil.
  func ruleFault(_ value: ReadValue, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    brokenRule(value, bytes).map { "\(field.name): \(shown(bytes)) \($0)" }
  }

  private func typeMessage(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let word = bytes.count < 5 ? String(decoding: bytes, as: UTF8.self).lowercased() : ""
    let isWhole = DecimalForm(bytes).map { !$0.hasPoint && !$0.hasExponent } ?? false
    let fault =
      switch field.type {
      case .number where word == "nan" || word == "-nan": "NaN, which SQL knows only as NULL"
      case .integer where isWhole: "beyond the integers of 64 bits"
      case .number where isWhole: "beyond the whole numbers that a real holds exactly"
      default: "not \(field.noun)"
      }
    return "\(field.name): \(shown(bytes)) is \(fault)"
  }

  /// The first rule that a value breaks, in words, or nil.
  private func brokenRule(_ value: ReadValue, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    for bound in bounds {
      guard value.isComparable(with: bound.limit) else {
        return field.type == .duration
          ? "may be longer or shorter than \(bound.text)"
          : "cannot be compared with \(bound.text): only one of them has a time zone"
      }
      let isBroken: Bool
      if bound.isExclusive {
        isBroken = bound.isUpper ? !value.precedes(bound.limit) : !bound.limit.precedes(value)
      } else {
        isBroken = bound.isUpper ? bound.limit.precedes(value) : value.precedes(bound.limit)
      }
      if isBroken { return "is \(bound.name) \(bound.text)" }
    }
    if let fault = brokenLength(bytes) { return fault }
    if let allowed, !isAllowed(value, bytes, among: allowed) {
      return "is none of \(listed(field.constraints.allowed ?? []))"
    }
    if let pattern = field.constraints.pattern, !pattern.matches(bytes) {
      return "does not match the pattern \(pattern.text)"
    }
    return nil
  }

  private func brokenLength(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let rules = field.constraints
    guard rules.minimumLength != nil || rules.maximumLength != nil else { return nil }
    let length = reader.length(bytes)
    let isText = field.type == .string || field.type == .any
    let unit =
      (isText ? "character" : field.type == .object ? "member" : "item") + (length == 1 ? "" : "s")
    if let least = rules.minimumLength, length < least {
      return "has \(length) \(unit), fewer than \(least)"
    }
    if let most = rules.maximumLength, length > most {
      return "has \(length) \(unit), more than \(most)"
    }
    return nil
  }

  private func isAllowed(
    _ value: ReadValue, _ bytes: UnsafeBufferPointer<UInt8>, among allowed: [ReadValue]
  ) -> Bool {
    if case .text = value { return allowedBytes.contains { equal($0, bytes) } }
    return allowed.contains(value)
  }

  private func listed(_ values: [String]) -> String {
    values.prefix(10).joined(separator: ", ") + (values.count > 10 ? ", …" : "")
  }
}

extension FieldType {
  /// How values of the type lie in memory.
  fileprivate var storage: CSVType {
    switch self {
    case .integer, .year, .boolean: .integer
    case .number: .real
    default: .text
    }
  }
}
