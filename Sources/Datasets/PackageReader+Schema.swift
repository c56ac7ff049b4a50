// schema -> Schema: the declared columns. Level 1.

internal import Diagnostics
internal import Tabular
internal import YAML

/// A schema whose foreign keys still name their tables.
struct SchemaDraft {
  var fields: [Field] = []
  var fieldsMatch = Schema.FieldsMatch.exact
  var primaryKey: [String] = []
  var uniqueKeys: [[String]] = []
  var foreignKeys: [ForeignKeyDraft] = []
}

extension PackageReader {
  /// The schema of a resource, or nil when it has none.
  mutating func schema(of node: Node, hasHeader: Bool) -> SchemaDraft? {
    guard let value = node["schema"], !isNull(value) else { return nil }
    return inNamedFile(value) { reader, value in reader.schema(value, hasHeader: hasHeader) }
  }

  private mutating func schema(_ node: Node, hasHeader: Bool) -> SchemaDraft? {
    guard mapping(node, "a schema") != nil else { return nil }
    warnOfMisspelledKeys(of: node, known: schemaKeys)
    guard node["fields"] != nil else {
      fail(node, "a schema without fields")
      return nil
    }
    var draft = SchemaDraft()
    let missing = missingValues(of: node) ?? [""]
    for item in objects("fields", of: node) {
      guard let field = field(item, missing: missing) else { continue }
      if draft.fields.contains(where: { sameName($0.name, field.name) }) {
        refuse(
          item["name"] ?? item,
          "a second field named \(field.name), where SQL tells columns apart by their names")
      }
      draft.fields.append(field)
    }
    draft.fieldsMatch = fieldsMatch(of: node)
    if !hasHeader, draft.fieldsMatch != .exact {
      fail(node, "fieldsMatch \(draft.fieldsMatch.rawValue) needs a header")
    }
    readKeys(of: node, into: &draft)
    return draft
  }

  private mutating func fieldsMatch(of node: Node) -> Schema.FieldsMatch {
    guard let value = node["fieldsMatch"] else { return .exact }
    // The published JSON schema of version 2 wants a list of one word, its prose a word.
    let word = value.sequence?.count == 1 ? value.sequence?.first ?? value : value
    if let text = plainText(word), let match = Schema.FieldsMatch(rawValue: text) { return match }
    let words = Schema.FieldsMatch.allCases.map(\.rawValue)
    fail(value, "fieldsMatch is one of \(words.joined(separator: ", "))")
    return .exact
  }

  /// `missingValues`: strings, or objects with a `value`.
  private mutating func missingValues(of node: Node) -> [String]? {
    guard let items = list("missingValues", of: node) else { return nil }
    var found: [String] = []
    for item in items {
      if let text = plainText(item["value"] ?? item) {
        found.append(text)
      } else {
        fail(item, "an entry of missingValues is not a string")
      }
    }
    return found
  }

  private mutating func field(_ node: Node, missing: [String]) -> Field? {
    warnOfMisspelledKeys(of: node, known: fieldKeys)
    guard let name = text("name", of: node) else {
      if node["name"] == nil { fail(node, "a field without a name") }
      return nil
    }
    guard let type = type(of: node) else { return nil }
    let format = format(of: node, type: type)
    var field = Field(
      name: name, type: type, format: format, title: text("title", of: node),
      description: text("description", of: node), unit: text("unit", of: node),
      missingValues: missingValues(of: node) ?? missing,
      trueValues: texts("trueValues", of: node) ?? ["true", "True", "TRUE", "1"],
      falseValues: texts("falseValues", of: node) ?? ["false", "False", "FALSE", "0"],
      constraints: Constraints())
    field.rdfType = text("rdfType", of: node)
    readForm(of: node, into: &field)
    field.constraints = constraints(of: node, field: field)
    return field
  }

  private mutating func type(of node: Node) -> FieldType? {
    guard let value = node["type"] else { return .any }
    let known = FieldType.allCases.map(\.rawValue)
    guard let name = text("type", of: node) else { return nil }
    if let type = FieldType(rawValue: name) { return type }
    fail(
      value, "no such type: \(name)",
      hint: didYouMean(name, among: known) ?? "the types are \(known.joined(separator: ", "))")
    return nil
  }

  private mutating func format(of node: Node, type: FieldType) -> String {
    guard let value = node["format"], !isNull(value), let word = text("format", of: node) else {
      return "default"
    }
    // The oldest spelling of patterns for dates.
    let format = word.hasPrefix("fmt:") ? String(word.dropFirst(4)) : word
    switch type {
    case .date, .datetime, .time:
      if format == "any" {
        warn(value, "format any is not checked: texts stay as they are written")
      }
    case .string where TextForm(rawValue: format) != nil: break
    case .geopoint where ["array", "object"].contains(format): break
    case .string, .geopoint, .geojson:
      if !["default", "topojson"].contains(format) { fail(value, "no such format: \(format)") }
    default:
      if format != "default" { warn(value, "format \(format) has no meaning here and is ignored") }
    }
    return format
  }

  /// Reads how the texts of numbers, lists, dates and times are written.
  private mutating func readForm(of node: Node, into field: inout Field) {
    switch field.type {
    case .number, .integer: field.numberFormat = numberFormat(of: node, type: field.type)
    case .list: readItems(of: node, into: &field)
    case .date, .datetime, .time:
      guard let value = node["format"], !["default", "any"].contains(field.format) else { return }
      do throws(PatternFault) {
        field.timePattern = try TimePattern(field.format, for: field.type)
      } catch {
        refuse(value, "format \(field.format) is not read: \(error.message)")
      }
    default: break
    }
  }

  private mutating func numberFormat(of node: Node, type: FieldType) -> NumberFormat {
    var format = NumberFormat()
    format.isBare = truth("bareNumber", of: node) ?? true
    format.group = mark("groupChar", of: node) ?? ""
    if type == .number, let decimal = mark("decimalChar", of: node) { format.decimal = decimal }
    if let value = node["groupChar"] ?? node["decimalChar"], format.group == format.decimal,
      type == .number
    {
      fail(value, "groupChar and decimalChar are the same")
    }
    return format
  }

  /// A text that stands between digits, so it has none and no sign; nil when it is empty.
  private mutating func mark(_ key: String, of node: Node) -> String? {
    guard let value = node[key], !isNull(value), let mark = text(key, of: node), !mark.isEmpty
    else { return nil }
    guard mark.utf8.allSatisfy({ !isDigit($0) && !"+-eE".utf8.contains($0) }) else {
      fail(value, "\(key) has a digit, a sign or an e in it")
      return nil
    }
    return mark
  }

  private mutating func readItems(of node: Node, into field: inout Field) {
    if let value = node["delimiter"], let delimiter = text("delimiter", of: node) {
      if delimiter.isEmpty {
        fail(value, "delimiter is empty")
      } else {
        field.itemDelimiter = delimiter
      }
    }
    guard let value = node["itemType"], let name = text("itemType", of: node) else { return }
    let known: [FieldType] = [.string, .integer, .boolean, .number, .datetime, .date, .time]
    if let type = FieldType(rawValue: name), known.contains(type) {
      field.itemType = type
    } else {
      fail(value, "itemType is one of \(known.map(\.rawValue).joined(separator: ", "))")
    }
  }
}

/// Whether SQLite takes two names for one.
func sameName(_ left: String, _ right: String) -> Bool {
  left.asciiLowercased == right.asciiLowercased
}

private let schemaKeys = [
  "$schema", "name", "title", "description", "fields", "fieldsMatch", "missingValues",
  "primaryKey", "uniqueKeys", "foreignKeys", "profile",
]

private let fieldKeys = [
  "name", "type", "format", "title", "description", "example", "constraints", "missingValues",
  "rdfType", "unit", "categories", "categoriesOrdered", "trueValues", "falseValues", "decimalChar",
  "groupChar", "bareNumber", "delimiter", "itemType",
]
