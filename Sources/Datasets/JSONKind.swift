// What a JSON value is, and the text that it stands for. Level 1.

internal import YAML

/// The kinds of JSON values; whole numbers are told from others.
enum JSONKind {
  case null, truth, integer, number, string, list, object

  /// The kind of a value of a JSON text.
  init(_ node: Node) {
    switch node.kind {
    case .mapping: self = .object
    case .sequence: self = .list
    case .scalar(_, isQuoted: true): self = .string
    case .scalar("null", _): self = .null
    case .scalar("true", _), .scalar("false", _): self = .truth
    case .scalar(let text, _):
      self = text.utf8.contains { ".eE".utf8.contains($0) } ? .number : .integer
    }
  }

  /// The kind in a sentence.
  var noun: String {
    switch self {
    case .null: "null"
    case .truth: "a JSON truth value"
    case .integer, .number: "a JSON number"
    case .string: "a JSON string"
    case .list: "a JSON array"
    case .object: "a JSON object"
    }
  }

  /// Whether values of the kind can be of a type; strings can, if they read as such.
  func fits(_ type: FieldType) -> Bool {
    switch self {
    case .null, .string: true
    case .truth: type == .boolean || type == .any
    case .integer, .number: [.integer, .number, .year, .any].contains(type)
    case .list: [.array, .geopoint, .any].contains(type)
    case .object: [.object, .geopoint, .geojson, .any].contains(type)
    }
  }
}

extension Node {
  /// A JSON value as the texts of a field write it.
  func lexicalText(in field: Field) -> String {
    guard let text else { return jsonText }
    switch (JSONKind(self), field.type) {
    case (.truth, .boolean):
      return (text == "true" ? field.trueValues : field.falseValues).first ?? text
    case (.number, .integer):
      // 5.0 is a whole number.
      let parts = text.split(separator: ".")
      return parts.count == 2 && parts[1].allSatisfy { $0 == "0" } ? String(parts[0]) : text
    case (.integer, .number), (.number, .number):
      return text.split(separator: ".").joined(separator: field.numberFormat.decimal)
    default: return text
    }
  }

  /// The value as a JSON text without blanks; a string that stands alone is its own text.
  var jsonText: String { text ?? json }

  private var json: String {
    switch kind {
    case .scalar(let text, isQuoted: true): "\"" + escaped(text) + "\""
    case .scalar(let text, _): text
    case .sequence(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\"\(escaped($0.name))\":\($0.value.json)" }.joined(separator: ",") + "}"
    }
  }

  private func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      default:
        if scalar.value < 0x20 {
          escaped += "\\u00" + hex(UInt8(scalar.value))
        } else {
          escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }
}
