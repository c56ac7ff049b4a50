// Reading JSON values of a known kind, with a finding for every other kind. Level 1.

internal import Diagnostics
internal import YAML

extension PackageReader {
  /// Notes that the description is wrong.
  mutating func fail(_ node: Node, _ message: String, hint: String? = nil) {
    guard let document else { return }
    findings.errors.append(document.diagnostic(.malformedPackage, message, at: node, hint: hint))
  }

  /// Notes that the resource at hand says something right that this version cannot honour.
  mutating func refuse(_ node: Node, _ message: String, hint: String? = nil) {
    guard let document else { return }
    findings.refusals.append(document.diagnostic(.unsupportedData, message, at: node, hint: hint))
  }

  /// Notes that something is not checked.
  mutating func warn(_ node: Node, _ message: String, hint: String? = nil) {
    guard let document else { return }
    findings.warnings.append(
      document.diagnostic(.unsupportedData, message, at: node, hint: hint, severity: .warning))
  }

  /// A JSON object's entries.
  mutating func mapping(_ node: Node, _ what: String) -> [Node.Entry]? {
    if node.mapping == nil { fail(node, "\(what) is a JSON object") }
    return node.mapping
  }

  /// The text of a JSON string, or nil for anything else.
  func plainText(_ node: Node) -> String? {
    if case .text(let text) = node.scalar { text } else { nil }
  }

  /// Whether a value is JSON's `null`.
  func isNull(_ node: Node) -> Bool { node.scalar == .null }

  /// The string under a key.
  mutating func text(_ key: String, of node: Node) -> String? {
    guard let value = node[key] else { return nil }
    if let text = plainText(value) { return text }
    fail(value, "\(key) is not a string")
    return nil
  }

  /// The truth value under a key.
  mutating func truth(_ key: String, of node: Node) -> Bool? {
    guard let value = node[key] else { return nil }
    if case .bool(let truth) = value.scalar { return truth }
    fail(value, "\(key) is neither true nor false")
    return nil
  }

  /// The count, 0 or more, under a key.
  mutating func count(_ key: String, of node: Node) -> Int? {
    guard let value = node[key] else { return nil }
    if case .integer(let integer) = value.scalar, integer >= 0, let count = Int(exactly: integer) {
      return count
    }
    fail(value, "\(key) is not a whole number")
    return nil
  }

  /// The list under a key, or nil with a finding.
  mutating func list(_ key: String, of node: Node) -> [Node]? {
    guard let value = node[key] else { return nil }
    if value.sequence == nil { fail(value, "\(key) is not a list") }
    return value.sequence
  }

  /// The list of JSON objects under a key.
  mutating func objects(_ key: String, of node: Node) -> [Node] {
    var found: [Node] = []
    for item in list(key, of: node) ?? [] where mapping(item, "an entry of \(key)") != nil {
      found.append(item)
    }
    return found
  }

  /// The strings under a key; where `acceptsOne`, a single string stands for a list of one.
  mutating func texts(_ key: String, of node: Node, acceptsOne: Bool = false) -> [String]? {
    if acceptsOne, let value = node[key], let text = plainText(value) { return [text] }
    guard let items = list(key, of: node) else { return nil }
    var found: [String] = []
    for item in items {
      if let text = plainText(item) {
        found.append(text)
      } else {
        fail(item, "an entry of \(key) is not a string")
      }
    }
    return found
  }

  /// Warns of keys that are close to a known one but not it; other unknown keys are the author's.
  mutating func warnOfMisspelledKeys(of node: Node, known: [String]) {
    for entry in node.mapping ?? [] where !known.contains(entry.name) {
      guard let hint = didYouMean(entry.name, among: known) else { continue }
      warn(entry.key, "unknown property \(entry.name) is ignored", hint: hint)
    }
  }

  /// Refuses keys that are not known, where an unknown key would change what values mean.
  mutating func failOnUnknownKeys(of node: Node, known: [String], in what: String) {
    for entry in node.mapping ?? [] where !known.contains(entry.name) {
      fail(
        entry.key, "\(what) has no property \(entry.name)",
        hint: didYouMean(entry.name, among: known))
    }
  }
}
