// YAML values -> typed values, or a finding that says what is allowed. Level 0.

internal import Diagnostics
internal import YAML

/// Reads the values of one YAML text.
struct FieldReader {
  let text: YAMLText
  /// What this reader found; whoever made it adds that to its own.
  var findings: Findings

  init(_ text: YAMLText, of source: SourceText) {
    self.text = text
    findings = Findings(source)
  }

  /// A reader of the same text that has found nothing yet.
  var fresh: FieldReader { FieldReader(text, of: findings.source) }

  mutating func report(
    _ code: Code, _ message: String, at node: Node, hint: String? = nil
  ) {
    findings.report(code, message, at: text.range(of: node), hint: hint)
  }

  /// Reports Q104 and gives nil.
  private mutating func refuse<Value>(
    _ entry: Node.Entry, _ allowed: String, _: Value.Type = Value.self
  ) -> Value? {
    report(.badValue, "\(entry.name) is \(allowed)", at: entry.value)
    return nil
  }

  mutating func bool(_ entry: Node.Entry) -> Bool? {
    if case .bool(let value) = entry.value.scalar { return value }
    return refuse(entry, "true or false")
  }

  /// Text as it is written; a number stays the text it was written as.
  mutating func string(_ entry: Node.Entry) -> String? {
    if let text = entry.value.text, entry.value.scalar != .null { return text }
    return refuse(entry, "a text")
  }

  /// One text or a list of texts.
  mutating func strings(_ entry: Node.Entry) -> [String] {
    guard let nodes = entry.value.sequence else { return string(entry).map { [$0] } ?? [] }
    let texts = nodes.compactMap { $0.scalar == .null ? nil : $0.text }
    if texts.count == nodes.count { return texts }
    return refuse(entry, "a text or a list of texts") ?? []
  }

  mutating func integer(_ entry: Node.Entry, in range: ClosedRange<Int>, _ allowed: String) -> Int?
  {
    if case .integer(let value) = entry.value.scalar, let value = Int(exactly: value),
      range.contains(value)
    {
      return value
    }
    return refuse(entry, allowed)
  }

  mutating func seconds(_ entry: Node.Entry) -> Double? {
    switch entry.value.scalar {
    case .integer(let value) where value > 0: return Double(value)
    case .real(let value) where value > 0: return value
    default: return refuse(entry, "a number of seconds above 0")
    }
  }

  mutating func moment(_ entry: Node.Entry) -> Moment? {
    if let moment = entry.value.text.flatMap(Moment.init) { return moment }
    return refuse(entry, "a moment such as 2024-12-31T00:00:00Z")
  }

  mutating func timeZone(_ entry: Node.Entry) -> TimeZoneName? {
    let range = text.range(of: entry.value)
    if let zone = entry.value.text.flatMap({ TimeZoneName($0, at: range) }) { return zone }
    return refuse(entry, "UTC, an offset such as +01:00, or a zone such as Europe/Brussels")
  }

  /// One of several words; words in `later` are known but not supported yet.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ entry: Node.Entry, _: Word.Type, later: [String] = []
  ) -> Word? where Word.RawValue == String {
    let text = entry.value.text ?? ""
    if let word = Word(rawValue: text) { return word }
    if later.contains(text) {
      report(.notSupportedYet, "\(entry.name): \(text) is not supported yet", at: entry.value)
      return nil
    }
    let words = Word.allCases.map(\.rawValue)
    let choice = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    report(
      .badValue, "\(entry.name) is \(choice)", at: entry.value,
      hint: didYouMean(text, among: words))
    return nil
  }

  /// Reports a key that is not known; `x-…` is everybody's own.
  mutating func unknown(
    _ code: Code, _ what: String, _ entry: Node.Entry, among names: [String]
  ) {
    guard !entry.name.hasPrefix("x-") else { return }
    report(
      code, "unknown \(what) \(entry.name)", at: entry.key,
      hint: didYouMean(entry.name, among: names))
  }
}

/// Whether a name can stand in SQL without quotes: `[A-Za-z_][A-Za-z0-9_]*`.
public func isIdentifier(_ name: some StringProtocol) -> Bool {
  guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
  return name.utf8.allSatisfy { byte in
    byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
