// constraints -> Constraints: the rules of a column, each checked to make sense for its type. Level 1.

internal import Diagnostics
internal import YAML

extension PackageReader {
  /// The rules of a field; a rule that is not known or does not fit the type is a finding.
  mutating func constraints(of node: Node, field: Field) -> Constraints {
    var rules = Constraints()
    if let categories = node["categories"] {
      rules.allowed = allowedValues(categories, "categories", field: field)
    }
    for key in constraintKeys {
      guard let stray = node[key] else { continue }
      fail(stray, "\(key) stands outside constraints", hint: "constraints: {\(key): …}")
    }
    guard let value = node["constraints"], !isNull(value), mapping(value, "constraints") != nil
    else {
      return rules
    }
    failOnUnknownKeys(of: value, known: constraintKeys, in: "constraints")
    rules.isRequired = truth("required", of: value) ?? false
    rules.isUnique = truth("unique", of: value) ?? false
    rules.minimumLength = length("minLength", of: value, field: field)
    rules.maximumLength = length("maxLength", of: value, field: field)
    rules.minimum = bound("minimum", of: value, field: field)
    rules.maximum = bound("maximum", of: value, field: field)
    rules.exclusiveMinimum = bound("exclusiveMinimum", of: value, field: field)
    rules.exclusiveMaximum = bound("exclusiveMaximum", of: value, field: field)
    if let list = value["enum"] { rules.allowed = allowedValues(list, "enum", field: field) }
    rules.pattern = pattern(of: value, field: field)
    for key in ["jsonSchema"] {
      if let rule = value[key] { refuse(rule, "constraint \(key) is not checked") }
    }
    return rules
  }

  private mutating func length(_ key: String, of node: Node, field: Field) -> Int? {
    guard let value = node[key] else { return nil }
    switch field.type {
    case .string, .any, .array, .object, .list: return count(key, of: node)
    default: fail(value, "\(key) is not for fields of type \(field.type.rawValue)")
    }
    return nil
  }

  private mutating func bound(_ key: String, of node: Node, field: Field) -> String? {
    guard let value = node[key] else { return nil }
    guard let text = lexical(value, field) else {
      fail(value, "\(key) is neither a number nor a string")
      return nil
    }
    switch field.type {
    case .date where field.format == "any", .datetime where field.format == "any",
      .time where field.format == "any":
      refuse(value, "\(key) of texts in any format is not checked")
    case .integer, .number, .date, .datetime, .time, .duration, .year, .yearmonth:
      if ValueReader(field).read(text) != nil { return text }
      fail(value, "\(key): \"\(text)\" is not \(field.noun)")
    default: fail(value, "\(key) is not for fields of type \(field.type.rawValue)")
    }
    return nil
  }

  /// The values of an `enum`, or of `categories`, whose entries may be objects with a `value`.
  private mutating func allowedValues(_ node: Node, _ key: String, field: Field) -> [String]? {
    if key == "categories", node.sequence == nil {
      refuse(node, "categories that stand in another table are not checked")
      return nil
    }
    guard let items = node.sequence, !items.isEmpty else {
      fail(node, "\(key) is not a list with entries")
      return nil
    }
    var found: [String] = []
    let reader = ValueReader(field)
    for item in items {
      let value = item["value"] ?? item
      guard let text = lexical(value, field) else {
        refuse(item, "\(key) with objects or arrays is not checked")
        continue
      }
      if reader.read(text) != nil {
        found.append(text)
      } else {
        fail(item, "\(key): \"\(text)\" is not \(field.noun)")
      }
    }
    return found
  }

  /// A JSON value as the field's texts write it: a JSON number has a point, whatever theirs have.
  private func lexical(_ node: Node, _ field: Field) -> String? {
    switch node.scalar {
    case .integer, .real:
      guard field.type == .number else { return node.text }
      return node.text?.split(separator: ".").joined(separator: field.numberFormat.decimal)
    case .bool(let truth) where field.type == .boolean:
      return (truth ? field.trueValues : field.falseValues).first
    default: return node.text
    }
  }

  private mutating func pattern(of node: Node, field: Field) -> Pattern? {
    guard let value = node["pattern"], let text = text("pattern", of: node) else { return nil }
    guard field.type == .string || field.type == .any else {
      fail(value, "pattern is not for fields of type \(field.type.rawValue)")
      return nil
    }
    do throws(PatternFault) {
      return try Pattern(text)
    } catch {
      refuse(value, "pattern, character \(error.position): \(error.message)")
      return nil
    }
  }
}

private let constraintKeys = [
  "required", "unique", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
  "exclusiveMaximum", "enum", "pattern", "jsonSchema",
]
