// An entry of `params:` -> Parameter. Level 0.

internal import Diagnostics
internal import YAML

/// Reads the declaration of a parameter.
struct ParameterReader {
  var fields: FieldReader

  private static let keys = ["value", "type", "help", "sql"]

  /// Reads `name: value`, `name: {value: …, type: …, help: …}` or `name: {sql: …, type: …, help: …}`; nil
  /// and a finding when it is none.
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
      case "value", "sql": break
      default: fields.unknown(.unknownKey, "key", key, among: ParameterReader.keys)
      }
    }
    if let formula = keys.first(where: { $0.name == "sql" }) {
      return computed(formula, of: entry, kind, help)
    }
    guard let value = entry.value["value"] else {
      fields.report(.badValue, "parameter \(entry.name) has no value", at: entry.key)
      return nil
    }
    guard let kind else { return plain(value, of: entry, help: help) }
    guard let converted = Parameter.convert(value, to: kind) else {
      if kind == .list, reportElement(of: value) { return nil }
      fields.report(
        .badParameterValue, "the value of \(entry.name) is not of type \(kind.rawValue)", at: value,
        hint: kind.hint)
      return nil
    }
    return make(entry, kind, converted, help)
  }

  private mutating func computed(
    _ formula: Node.Entry, of entry: Node.Entry, _ kind: Parameter.Kind?, _ help: String?
  ) -> Parameter? {
    if entry.value["value"] != nil {
      fields.report(
        .badValue, "parameter \(entry.name) has a value and an expression", at: formula.key,
        hint: "leave out one of them")
      return nil
    }
    guard let text = fields.string(formula) else { return nil }
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      fields.report(.badValue, "the expression of \(entry.name) is empty", at: formula.key)
      return nil
    }
    let written = fields.text.range(of: formula.value)
    let bytes = fields.findings.source.bytes
    let inside = written.dropFirst().dropLast()
    let verbatim = [written, inside].first { bytes[$0].elementsEqual(text.utf8) }
    return make(
      entry, kind,
      .computed(
        .init(text: text, range: verbatim ?? written, isVerbatim: verbatim != nil)), help)
  }

  /// A parameter whose type is that of its value.
  private mutating func plain(_ node: Node, of entry: Node.Entry, help: String?) -> Parameter? {
    if let text = node.unreadNumber {
      fields.report(
        .badParameterValue, "\(text) is a number that cannot be held exactly", at: node,
        hint: "put it in quotes to make it text")
      return nil
    }
    let kind = Parameter.kind(of: node)
    guard let value = Parameter.convert(node, to: kind) else {
      if reportElement(of: node) { return nil }
      fields.report(
        .badParameterValue, "a list holds numbers, texts, true or false", at: node,
        hint: kind.hint)
      return nil
    }
    return make(entry, kind, value, help)
  }

  /// Reports the first element that a list cannot hold: a number at its place, a list at the outer one.
  ///
  /// - Returns: whether there is one.
  private mutating func reportElement(of list: Node) -> Bool {
    guard let (element, fault) = Parameter.unfitElement(of: list) else { return false }
    let isNumber = element.unreadNumber != nil
    fields.report(
      .badParameterValue, fault, at: isNumber ? element : list,
      hint: isNumber ? "put it in quotes to make it text" : nil)
    return true
  }

  private func make(
    _ entry: Node.Entry, _ kind: Parameter.Kind?, _ value: Parameter.Default, _ help: String?
  ) -> Parameter {
    Parameter(
      name: entry.name, kind: kind, value: value, help: help,
      nameRange: fields.text.range(of: entry.key))
  }
}
