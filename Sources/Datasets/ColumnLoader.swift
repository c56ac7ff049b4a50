// The values of one declared column: typed, checked, collected. Level 1.

internal import Diagnostics
internal import Tabular

/// Collects one column while its file is read.
final class ColumnLoader {
  /// The declared column.
  let field: Field
  private let reader: ValueReader
  private var builder: ColumnBuilder?
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

  /// Whether the column is part of the primary key.
  private let isKey: Bool

  init(_ field: Field, isKey: Bool) {
    self.field = field
    self.isKey = isKey
    let reader = ValueReader(field)
    self.reader = reader
    builder = ColumnBuilder(name: field.name)
    missingValues = field.missingValues.map { Array($0.utf8) }
    allowed = field.constraints.allowed?.compactMap(reader.read)
    allowedBytes = field.constraints.allowed?.map { Array($0.utf8) } ?? []
    let rules = field.constraints
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
  }

  /// Adds a value; what is wrong with it goes to `violations`.
  func append(
    _ bytes: UnsafeBufferPointer<UInt8>, of span: FieldSpan, file: Int,
    violations: inout ViolationList
  ) {
    if missingValues.contains(where: { $0.elementsEqual(bytes) }) {
      builder?.appendNull()
      if isKey || field.constraints.isRequired {
        let rule = isKey ? "part of the primary key" : "required"
        violations.add(
          .constraintViolated, file: file, offset: span.offset, length: span.length,
          "\(field.name): \(rule), but empty")
      }
      return
    }
    guard let value = reader.read(bytes) else {
      builder?.appendNull()
      violations.add(
        .wrongType, file: file, offset: span.offset, length: span.length, typeMessage(bytes))
      return
    }
    switch value {
    case .integer(let integer): builder?.append(integer)
    case .real(let real): builder?.append(real)
    case .text: builder?.append(text: bytes)
    }
    if let fault = brokenRule(value, bytes) {
      violations.add(
        .constraintViolated, file: file, offset: span.offset, length: span.length,
        "\(field.name): \(shown(bytes)) \(fault)")
    }
  }

  private func typeMessage(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let isWhole =
      field.type == .integer && DecimalForm(bytes).map { !$0.hasPoint && !$0.hasExponent } ?? false
    return "\(field.name): \(shown(bytes)) is "
      + (isWhole ? "beyond the integers of 64 bits" : "not \(field.type.noun)")
  }

  /// The first rule that a value breaks, in words, or nil.
  private func brokenRule(_ value: ReadValue, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    for bound in bounds {
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
    let length = bytes.count { $0 & 0xC0 != 0x80 }
    if let least = rules.minimumLength, length < least {
      return "has \(length) characters, fewer than \(least)"
    }
    if let most = rules.maximumLength, length > most {
      return "has \(length) characters, more than \(most)"
    }
    return nil
  }

  private func isAllowed(
    _ value: ReadValue, _ bytes: UnsafeBufferPointer<UInt8>, among allowed: [ReadValue]
  ) -> Bool {
    if case .text = value { return allowedBytes.contains { $0.elementsEqual(bytes) } }
    return allowed.contains(value)
  }

  private func listed(_ values: [String]) -> String {
    values.prefix(10).joined(separator: ", ") + (values.count > 10 ? ", …" : "")
  }

  /// Ends the column; numbers stay a column of numbers even when all values are NULL.
  func build() -> Column {
    guard let column = builder.take()?.build() else {
      preconditionFailure("a column is built once")
    }
    guard column.nullCount == column.rowCount, case .texts = column.values else { return column }
    switch field.type {
    case .integer, .year, .boolean:
      let zeros = [Int64](repeating: 0, count: column.rowCount)
      return Column(name: column.name, values: .integers(Buffer(zeros)), nulls: column.nulls)
    case .number:
      let zeros = [Double](repeating: 0, count: column.rowCount)
      return Column(name: column.name, values: .reals(Buffer(zeros)), nulls: column.nulls)
    default: return column
    }
  }
}
