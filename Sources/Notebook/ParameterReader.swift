// An entry of `params:` -> Parameter. Level 0.

internal import Diagnostics
internal import YAML

/// Reads the declaration of a parameter.
struct ParameterReader {
  var fields: FieldReader

  private static let keys = ["value", "type", "help", "sql"]

  /// Reads `name: value` or `name: {value: …, type: …, help: …}`; nil and a finding when it is neither.
  mutating func parameter(_ entry: Node.Entry) -> Parameter? {
    guard isIdentifier(entry.name) else {
      fields.report(
        .badValue, "a parameter's name is made of letters, digits and _ and begins with no digit",
        at: entry.key)
      return nil
    }
    guard let keys = entry.value.mapping else { return plain(entry.value, of: entry, help: nil) }
    return declared(keys, of: entry)
  }

  private mutating func declared(_ keys: [Node.Entry], of entry: Node.Entry) -> Parameter? {
    var (kind, help): (Parameter.Kind?, String?)
    for key in keys {
      switch key.name {
      case "type":
        kind = fields.word(key, Parameter.Kind.self)
        if kind == nil { return nil }
      case "help": help = fields.string(key)
      case "value": break
      case "sql":
        fields.report(.notSupportedYet, "sql defaults are not supported yet", at: key.key)
        return nil
      default: fields.unknown(.unknownKey, "key", key, among: ParameterReader.keys)
      }
    }
    guard let value = entry.value["value"] else {
      fields.report(.badValue, "parameter \(entry.name) has no value", at: entry.key)
      return nil
    }
    guard let kind else { return plain(value, of: entry, help: help) }
    guard let converted = ParameterReader.convert(value, to: kind) else {
      fields.report(
        .badParameterValue, "the value of \(entry.name) is not of type \(kind.rawValue)", at: value,
        hint: kind == .date ? "a date is written 2024-12-31" : nil)
      return nil
    }
    return make(entry, kind, converted, help)
  }

  /// A parameter whose type is that of its value.
  private mutating func plain(_ node: Node, of entry: Node.Entry, help: String?) -> Parameter? {
    if let text = node.unreadNumber {
      fields.report(
        .badParameterValue, "\(text) is a number that cannot be held exactly", at: node,
        hint: "put it in quotes to make it text")
      return nil
    }
    let kind: Parameter.Kind
    switch node.scalar {
    case .null: kind = .null
    case .bool: kind = .bool
    case .integer: kind = .integer
    case .real: kind = .real
    case .text: kind = .text
    case nil: kind = .list
    }
    guard let value = ParameterReader.convert(node, to: kind) else {
      fields.report(.badParameterValue, "a list holds numbers, texts, true or false", at: node)
      return nil
    }
    return make(entry, kind, value, help)
  }

  private func make(
    _ entry: Node.Entry, _ kind: Parameter.Kind, _ value: Parameter.Default, _ help: String?
  ) -> Parameter {
    Parameter(
      name: entry.name, kind: kind, value: value, help: help,
      nameRange: fields.text.range(of: entry.key))
  }

  /// The value as the type wants it, or nil. Null is a value of every type but `list`.
  private static func convert(_ node: Node, to kind: Parameter.Kind) -> Parameter.Default? {
    if kind == .list {
      let scalars = node.sequence?.compactMap(\.scalar)
      return scalars?.count == node.sequence?.count ? scalars.map { .list($0) } : nil
    }
    guard let scalar = node.scalar, let text = node.text else { return nil }
    switch (kind, scalar) {
    case (_, .null): return .scalar(.null)
    case (.integer, .integer), (.real, .real), (.bool, .bool): return .scalar(scalar)
    case (.real, .integer(let whole)): return .scalar(.real(Double(whole)))
    case (.text, _): return .scalar(.text(text))
    case (.date, .text) where isDate(text): return .scalar(scalar)
    default: return nil
    }
  }

  /// Whether a text is a day of the Gregorian calendar, `YYYY-MM-DD`.
  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value
  }
}
