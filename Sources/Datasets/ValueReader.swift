// A field's text -> its value, or nil when the text is not of the field's type. Level 1.

/// What a text means under a type.
enum ReadValue: Equatable {
  case integer(Int64)
  case real(Double)
  /// The text itself; dates carry a number that orders them.
  case text(order: Int64)

  /// Whether this comes before another value of the same field.
  func precedes(_ other: ReadValue) -> Bool {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): a < b
    case (.real(let a), .real(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    default: false
    }
  }
}

/// Reads the texts of one field.
struct ValueReader {
  private let type: FieldType
  private let format: String
  private let trueValues: [[UInt8]]
  private let falseValues: [[UInt8]]

  init(_ field: Field) {
    type = field.type
    format = field.format
    trueValues = field.trueValues.map { Array($0.utf8) }
    falseValues = field.falseValues.map { Array($0.utf8) }
  }

  /// Reads a text that is not in the hot path.
  func read(_ text: String) -> ReadValue? {
    Array(text.utf8).withUnsafeBufferPointer(read)
  }

  /// Reads one value.
  ///
  /// - Source: https://datapackage.org/standard/table-schema/#field-types
  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadValue? {
    switch type {
    case .string, .any, .list: return .text(order: 0)
    case .integer: return parseInteger(bytes).map(ReadValue.integer)
    case .year: return parseYear(bytes).map(ReadValue.integer)
    case .number: return parseNumber(bytes).map(ReadValue.real)
    case .boolean: return boolean(bytes)
    case .date: return parseDate(bytes).map(ReadValue.text)
    case .yearmonth: return parseYearMonth(bytes).map(ReadValue.text)
    case .datetime: return isDateTime(bytes) ? .text(order: 0) : nil
    case .time: return isTime(bytes) ? .text(order: 0) : nil
    case .duration: return isDuration(bytes) ? .text(order: 0) : nil
    case .object, .geojson: return isJSON(bytes, opening: UInt8(ascii: "{"))
    case .array: return isJSON(bytes, opening: UInt8(ascii: "["))
    case .geopoint: return geopoint(bytes)
    }
  }

  private func boolean(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadValue? {
    if trueValues.contains(where: { $0.elementsEqual(bytes) }) { return .integer(1) }
    return falseValues.contains(where: { $0.elementsEqual(bytes) }) ? .integer(0) : nil
  }

  private func isJSON(_ bytes: UnsafeBufferPointer<UInt8>, opening: UInt8) -> ReadValue? {
    let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    return first == opening && JSONSyntax.firstFault(in: bytes) == nil ? .text(order: 0) : nil
  }

  /// `longitude,latitude` in degrees, or the JSON forms.
  private func geopoint(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadValue? {
    if format == "array" { return isJSON(bytes, opening: UInt8(ascii: "[")) }
    if format == "object" { return isJSON(bytes, opening: UInt8(ascii: "{")) }
    guard let comma = bytes.firstIndex(of: UInt8(ascii: ",")) else { return nil }
    let rest = bytes[(comma + 1)...].drop { $0 == 0x20 }
    guard let longitude = parseNumber(UnsafeBufferPointer(rebasing: bytes[..<comma])),
      let latitude = parseNumber(UnsafeBufferPointer(rebasing: rest)),
      abs(longitude) <= 180, abs(latitude) <= 90
    else { return nil }
    return .text(order: 0)
  }
}
