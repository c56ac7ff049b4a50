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
        fail(item["name"] ?? item, "a second field named \(field.name)")
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
    refuseUnsupported(node, type: type)
    let format = format(of: node, type: type)
    let field = Field(
      name: name, type: type, format: format, title: text("title", of: node),
      description: text("description", of: node), unit: text("unit", of: node),
      missingValues: missingValues(of: node) ?? missing,
      trueValues: texts("trueValues", of: node) ?? ["true", "True", "TRUE", "1"],
      falseValues: texts("falseValues", of: node) ?? ["false", "False", "FALSE", "0"],
      constraints: Constraints())
    return field.with(constraints(of: node, field: field))
  }

  private mutating func type(of node: Node) -> FieldType? {
    guard let value = node["type"] else { return node["format"] == nil ? .string : .any }
    let known = FieldType.allCases.map(\.rawValue)
    guard let name = text("type", of: node) else { return nil }
    if let type = FieldType(rawValue: name) { return type }
    fail(
      value, "no such type: \(name)",
      hint: didYouMean(name, among: known) ?? "the types are \(known.joined(separator: ", "))")
    return nil
  }

  private mutating func format(of node: Node, type: FieldType) -> String {
    guard let value = node["format"], let format = text("format", of: node) else {
      return "default"
    }
    switch type {
    case .date, .datetime, .time:
      if format != "default" { refuse(value, "format \(format) is not read, only ISO 8601") }
    case .string where ["email", "uri", "uuid", "binary"].contains(format):
      warn(value, "format \(format) is not checked")
    case .geopoint where ["array", "object"].contains(format): break
    case .string, .geopoint, .geojson:
      if !["default", "topojson"].contains(format) { fail(value, "no such format: \(format)") }
    default:
      if format != "default" { warn(value, "format \(format) has no meaning here and is ignored") }
    }
    return format
  }

  /// Refuses what changes how numbers and lists are read.
  private mutating func refuseUnsupported(_ node: Node, type: FieldType) {
    if let mark = node["decimalChar"], mark.text != "." {
      refuse(mark, "decimalChar is not honoured, only \".\"")
    }
    if let mark = node["groupChar"], !isNull(mark), mark.text != "" {
      refuse(mark, "groupChar is not honoured")
    }
    if let bare = node["bareNumber"], truth("bareNumber", of: node) == false {
      refuse(bare, "bareNumber false is not honoured")
    }
    if let item = node["itemType"], type == .list, item.text != "string" {
      warn(item, "itemType is not checked")
    }
  }
}

extension Field {
  /// The same field under rules.
  func with(_ constraints: Constraints) -> Field {
    Field(
      name: name, type: type, format: format, title: title, description: description, unit: unit,
      missingValues: missingValues, trueValues: trueValues, falseValues: falseValues,
      constraints: constraints)
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
