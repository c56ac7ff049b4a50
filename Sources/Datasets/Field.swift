// One declared column of a table. Level 1.

/// One declared column.
public struct Field: Sendable {
  /// The column's name.
  public let name: String
  /// What every value of it is.
  public let type: FieldType
  /// The form of the values, `default` unless stated.
  public let format: String
  /// The `title` that people read.
  public let title: String?
  /// The `description`.
  public let description: String?
  /// The unit of its values, shown in headers; our own property `unit`.
  public let unit: String?
  /// The address of the class of things that its values are; kept for those who read the description.
  public internal(set) var rdfType: String?
  /// Texts that stand for NULL.
  public internal(set) var missingValues: [String]
  /// Texts that mean true; used by booleans.
  public let trueValues: [String]
  /// Texts that mean false; used by booleans.
  public let falseValues: [String]
  /// The rules that its values keep.
  public internal(set) var constraints: Constraints
  /// How its numbers are written.
  public internal(set) var numberFormat = NumberFormat()
  /// What stands between the items of a list.
  public internal(set) var itemDelimiter = ","
  /// What every item of a list is.
  public internal(set) var itemType = FieldType.string
  /// The pattern that `format` gives for dates and times, or nil for a format with a name.
  var timePattern: TimePattern?
}

extension Field {
  /// What its values are, in a sentence: "is not …".
  var noun: String {
    if type == .string, let form = TextForm(rawValue: format) { return form.noun }
    if type == .list, itemType != .string {
      return "a list of which every item is \(itemType.noun)"
    }
    return timePattern == nil ? type.noun : "\(type.noun) by the format \(format)"
  }
}

/// The types of Table Schema.
public enum FieldType: String, Sendable, Hashable, CaseIterable {
  case string, integer, number, boolean, date, datetime, time, year, yearmonth, duration
  case object, array, list, geopoint, geojson, any

  /// The type in a sentence: "is not …".
  var noun: String {
    switch self {
    case .string, .any: "text"
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "a boolean"
    case .date: "a date"
    case .datetime: "a date and time"
    case .time: "a time"
    case .year: "a year"
    case .yearmonth: "a year and month"
    case .duration: "a duration"
    case .object: "a JSON object"
    case .array: "a JSON array"
    case .list: "a list"
    case .geopoint: "a geopoint"
    case .geojson: "GeoJSON"
    }
  }
}

/// The rules that the values of a column keep.
public struct Constraints: Sendable {
  /// No value is NULL.
  public var isRequired = false
  /// No value stands twice.
  public var isUnique = false
  /// The least number of characters (Unicode scalars).
  public var minimumLength: Int?
  /// The greatest number of characters (Unicode scalars).
  public var maximumLength: Int?
  /// The least value, as it is written.
  public var minimum: String?
  /// The greatest value, as it is written.
  public var maximum: String?
  /// What every value is above, as it is written.
  public var exclusiveMinimum: String?
  /// What every value is below, as it is written.
  public var exclusiveMaximum: String?
  /// The only values allowed, as they are written.
  public var allowed: [String]?
  /// What every text matches as a whole.
  public var pattern: Pattern?

  /// No rule.
  public init() {}
}
