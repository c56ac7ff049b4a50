// A field's text -> its value, or nil when the text is not of the field's type. Level 1.

internal import YAML

/// What a text means under a type.
enum ReadValue: Equatable {
  case integer(Int64)
  case real(Double)
  /// The text itself; dates carry a number that orders them.
  case text(order: Int64)
  /// A date, a time or both, and whether it is of a stated time zone.
  case moment(order: Int64, isZoned: Bool)
  /// A length of time: whole months, and the rest.
  case duration(months: Int64, order: Int64)

  /// Whether this comes before another value of the same field.
  func precedes(_ other: ReadValue) -> Bool {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): a < b
    case (.real(let a), .real(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.moment(let a, _), .moment(let b, _)): a < b
    case (.duration(let months, let a), .duration(let otherMonths, let b)):
      Moments.precedes((months, a), (otherMonths, b))
    default: false
    }
  }

  /// Whether it is known which of two values of a field comes first: with a time zone and without one it is not,
  /// nor between a month and 30 days.
  func isComparable(with other: ReadValue) -> Bool {
    switch (self, other) {
    case (.moment(_, let a), .moment(_, let b)): a == b
    case (.duration, .duration): self == other || precedes(other) || other.precedes(self)
    case (.duration, _), (_, .duration): false
    default: true
    }
  }
}

/// Reads the texts of one field.
struct ValueReader {
  private let field: Field
  private let trueValues: [[UInt8]]
  private let falseValues: [[UInt8]]
  /// Rewrites numbers that are not written as they are parsed; nil where there is nothing to rewrite.
  private let rewriter: NumberRewriter?
  private let dateForm: TextForm?

  init(_ field: Field) {
    self.field = field
    trueValues = field.trueValues.map { Array($0.utf8) }
    falseValues = field.falseValues.map { Array($0.utf8) }
    rewriter = field.numberFormat.isPlain ? nil : NumberRewriter(field.numberFormat)
    dateForm = field.type == .string ? TextForm(rawValue: field.format) : nil
  }

  /// Reads a text that is not in the hot path.
  func read(_ text: String) -> ReadValue? {
    Array(text.utf8).withUnsafeBufferPointer(read)
  }

  /// Reads one value.
  ///
  /// - Source: https://datapackage.org/standard/table-schema/#field-types
  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadValue? {
    switch field.type {
    case .string: return dateForm?.fits(bytes) == false ? nil : .text(order: 0)
    case .any: return .text(order: 0)
    case .list: return items(bytes).allSatisfy(isItem) ? .text(order: 0) : nil
    case .integer: return plain(bytes, parseInteger).map(ReadValue.integer)
    case .year: return parseYear(bytes).map(ReadValue.integer)
    case .number: return plain(bytes, parseNumber).map(ReadValue.real)
    case .boolean: return boolean(bytes)
    case .date, .datetime, .time: return moment(bytes)
    case .yearmonth: return parseYearMonth(bytes).map(ReadValue.text)
    case .duration: return Moments.duration(bytes)
    case .object, .geojson: return isJSON(bytes, opening: UInt8(ascii: "{"))
    case .array: return isJSON(bytes, opening: UInt8(ascii: "["))
    case .geopoint: return geopoint(bytes)
    }
  }

  /// Whether texts become others: dates and times after a pattern, which become ISO 8601.
  var rewritesTexts: Bool { field.timePattern != nil }

  /// The text that a value becomes; only where `rewritesTexts`, and for values that can be read.
  func rewritten(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    field.timePattern?.parts(of: bytes)?.text ?? Array(bytes)
  }

  /// How many items or members a list, an array or an object has, or how many characters a text.
  func length(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    switch field.type {
    case .list: return items(bytes).count
    case .array: return json(bytes)?.sequence?.count ?? 0
    case .object: return json(bytes)?.mapping?.count ?? 0
    default: return bytes.count { $0 & 0xC0 != 0x80 }
    }
  }

  private func plain<Number>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ parse: (UnsafeBufferPointer<UInt8>) -> Number?
  ) -> Number? {
    guard let rewriter else { return parse(bytes) }
    return rewriter.plain(bytes)?.withUnsafeBufferPointer(parse)
  }

  private func moment(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadValue? {
    if let pattern = field.timePattern { return pattern.parts(of: bytes)?.moment }
    if field.format == "any" { return .text(order: 0) }
    if field.type == .date { return parseDate(bytes).map(ReadValue.text) }
    return Moments.moment(bytes, hasDate: field.type == .datetime)
  }

  private func boolean(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadValue? {
    if trueValues.contains(where: { $0.elementsEqual(bytes) }) { return .integer(1) }
    return falseValues.contains(where: { $0.elementsEqual(bytes) }) ? .integer(0) : nil
  }

  // MARK: Lists and JSON

  private func items(_ bytes: UnsafeBufferPointer<UInt8>) -> [UnsafeBufferPointer<UInt8>] {
    let delimiter = Array(field.itemDelimiter.utf8)
    var items: [UnsafeBufferPointer<UInt8>] = []
    var (start, index) = (0, 0)
    while index < bytes.count {
      if bytes[index...].starts(with: delimiter) {
        items.append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        index += delimiter.count
        start = index
      } else {
        index += 1
      }
    }
    return items + [UnsafeBufferPointer(rebasing: bytes[start...])]
  }

  private func isItem(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch field.itemType {
    case .integer: parseInteger(bytes) != nil
    case .number: parseNumber(bytes) != nil
    case .boolean: boolean(bytes) != nil
    case .date: parseDate(bytes) != nil
    case .datetime: isDateTime(bytes)
    case .time: isTime(bytes)
    default: true
    }
  }

  private func isJSON(_ bytes: UnsafeBufferPointer<UInt8>, opening: UInt8) -> ReadValue? {
    let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    return first == opening && JSONSyntax.firstFault(in: bytes) == nil ? .text(order: 0) : nil
  }

  private func json(_ bytes: UnsafeBufferPointer<UInt8>) -> Node? {
    guard JSONSyntax.firstFault(in: bytes) == nil, let root = try? parseJSON(Array(bytes)) else {
      return nil
    }
    return root
  }

  /// `longitude,latitude` in degrees, or the JSON forms.
  private func geopoint(_ bytes: UnsafeBufferPointer<UInt8>) -> ReadValue? {
    switch field.format {
    case "array":
      guard let items = json(bytes)?.sequence, items.count == 2 else { return nil }
      return degrees(items[0], items[1])
    case "object":
      guard let root = json(bytes), root.mapping?.count == 2, let longitude = root["lon"],
        let latitude = root["lat"]
      else { return nil }
      return degrees(longitude, latitude)
    default:
      guard let comma = bytes.firstIndex(of: UInt8(ascii: ",")) else { return nil }
      let rest = bytes[(comma + 1)...].drop { $0 == 0x20 }
      return degrees(
        parseNumber(UnsafeBufferPointer(rebasing: bytes[..<comma])),
        parseNumber(UnsafeBufferPointer(rebasing: rest)))
    }
  }

  private func degrees(_ longitude: Node, _ latitude: Node) -> ReadValue? {
    degrees(number(longitude), number(latitude))
  }

  private func number(_ node: Node) -> Double? {
    switch node.scalar {
    case .integer(let integer): Double(integer)
    case .real(let real): real
    default: nil
    }
  }

  private func degrees(_ longitude: Double?, _ latitude: Double?) -> ReadValue? {
    guard let longitude, let latitude, abs(longitude) <= 180, abs(latitude) <= 90 else {
      return nil
    }
    return .text(order: 0)
  }
}
