// A value that a person gives a parameter: on the command line, or in a file of values. Level 0.

public import Diagnostics
internal import YAML

/// A value for a parameter, not yet converted to its type.
public struct GivenValue: Sendable {
  /// How it is written.
  enum Writing: Sendable {
    /// Behind `-P name=`, as the shell handed it over.
    case argument(String)
    case node(Node)
  }

  /// The parameter's name.
  public let name: String
  /// Where it comes from: `-P`, or the name of a file.
  public let origin: String
  let writing: Writing
  /// The file it stands in, and its bytes there; nil for an argument.
  private let place: (source: SourceText, name: Range<Int>, value: Range<Int>)?

  /// Reads `name=value` or `name:value`; nil when the name is missing.
  ///
  /// - Parameter origin: what the argument was given by.
  public init?(argument: String, origin: String = "-P") {
    guard let mark = argument.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return nil }
    name = String(argument[..<mark])
    guard isIdentifier(name) else { return nil }
    writing = .argument(String(argument[argument.index(after: mark)...]))
    self.origin = origin
    place = nil
  }

  private init(_ entry: Node.Entry, _ fields: FieldReader) {
    name = entry.name
    origin = fields.findings.source.file
    writing = .node(entry.value)
    place = (
      fields.findings.source, fields.text.range(of: entry.key), fields.text.range(of: entry.value)
    )
  }

  /// Reads a YAML file of `name: value` lines.
  public static func read(
    _ bytes: [UInt8], file: String
  ) throws(DiagnosticList) -> [GivenValue] {
    let source = SourceText(bytes, file: file)
    if let range = bytes.withUnsafeBufferPointer({ firstInvalidUTF8(in: $0) }) {
      throw DiagnosticList([source.diagnostic(.notUTF8, "not UTF-8", at: range)])
    }
    var fields = FieldReader(YAMLText([0..<bytes.count], of: bytes, fallback: 0), of: source)
    let root = fields.text.parse(into: &fields.findings)
    if let root, root.mapping == nil, root.scalar != .null {
      fields.report(.malformedYAML, "a file of parameters is made of name: value lines", at: root)
    }
    let found = fields.findings.inDocumentOrder
    guard found.isEmpty else { throw DiagnosticList(found) }
    return (root?.mapping ?? []).map { GivenValue($0, fields) }
  }

  /// The value as a parameter's type wants it, and its own type, which is another only where `null`
  /// takes any value.
  ///
  /// - Parameter source: the notebook, where the parameter is declared.
  /// - Throws: which text is not of which type, where it stands or where the parameter is declared.
  public func value(
    as type: Parameter.Kind, for parameter: Parameter, of source: SourceText
  ) throws(Diagnostic) -> (value: Parameter.Default, kind: Parameter.Kind) {
    let kind = type == .null ? nil : type
    let converted: (value: Parameter.Default, kind: Parameter.Kind)?
    switch writing {
    case .argument(let text): converted = GivenValue.convert(text, to: kind)
    case .node(let node): converted = GivenValue.convert(node, to: kind)
    }
    if let converted { return converted }
    throw refusal(kind, parameter, source)
  }

  /// The value where no parameter says its type: what the same words would be in the front matter.
  ///
  /// - Throws: that the text is no number, text, truth value or list.
  public func untypedValue() throws(Diagnostic) -> Parameter.Default {
    if case .argument(let text) = writing, let value = GivenValue.convert(text, to: nil) {
      return value.value
    }
    throw Diagnostic(
      .badParameterValue, "\(origin) \(name): there is no number, text, truth value or list",
      hint: "null stands for no value")
  }

  private func refusal(
    _ kind: Parameter.Kind?, _ parameter: Parameter, _ source: SourceText
  ) -> Diagnostic {
    if let fault = elementFault { return elementRefusal(fault, parameter, source) }
    let type = kind.map { "not of type \($0.rawValue)" } ?? "no number, text, truth value or list"
    guard case .argument(let text) = writing else {
      let line = source.place(at: parameter.nameRange.lowerBound).line
      return diagnostic(
        .badParameterValue, "the value of \(name) is \(type)", isAboutName: false,
        hint: kind?.hint ?? "it is declared on line \(line) of \(source.file)")
    }
    let isEmpty = text.isEmpty && kind != .text
    return source.diagnostic(
      .badParameterValue,
      "\(origin) \(name)=\(text): " + (isEmpty ? "there is no value" : "\(text) is \(type)"),
      at: parameter.nameRange,
      hint: isEmpty && kind != .list ? "null stands for no value" : kind?.hint)
  }

  /// What is wrong with an element, where the value is written as a list.
  private var elementFault: String? {
    switch writing {
    case .node(let node): return Parameter.unfitElement(of: node)?.fault
    case .argument(let text):
      guard let node = GivenValue.list(text) else { return nil }
      return Parameter.unfitElement(of: node)?.fault
    }
  }

  private func elementRefusal(
    _ fault: String, _ parameter: Parameter, _ source: SourceText
  ) -> Diagnostic {
    let hint = "an element that is no plain number stands in quotes"
    guard case .argument(let text) = writing else {
      return diagnostic(
        .badParameterValue, "the value of \(name): \(fault)", isAboutName: false, hint: hint)
    }
    return source.diagnostic(
      .badParameterValue, "\(origin) \(name)=\(text): \(fault)", at: parameter.nameRange, hint: hint
    )
  }

  /// An argument as a list. Only `[…]`: a comment or a second line would leave out what was written.
  private static func list(_ text: String) -> Node? {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    return try? parse(Array(text.utf8))
  }

  /// A finding about the name or the value, at its place where it stands in a file.
  public func diagnostic(
    _ code: Code, _ message: String, isAboutName: Bool, hint: String?
  ) -> Diagnostic {
    guard let place else { return Diagnostic(code, message, hint: hint) }
    let range = isAboutName ? place.name : place.value
    return place.source.diagnostic(code, message, at: range, hint: hint)
  }

  /// An argument is a text as it is, or else what the same words would be in the front matter.
  private static func convert(
    _ text: String, to kind: Parameter.Kind?
  ) -> (value: Parameter.Default, kind: Parameter.Kind)? {
    if kind == .text { return (.scalar(.text(text)), .text) }
    guard !text.isEmpty else { return nil }
    if kind == .list || kind == nil && text.hasPrefix("[") {
      return list(text).flatMap { convert($0, to: .list) }
    }
    let scalar = Scalar(plain: text)
    guard let kind else {
      return isUnreadNumber(text) ? nil : (.scalar(scalar), scalar.kind)
    }
    if kind == .real, let real = nearestReal(toWhole: text) { return (.scalar(.real(real)), kind) }
    return Parameter.convert(scalar, to: kind).map { (.scalar($0), kind) }
  }

  private static func convert(
    _ node: Node, to kind: Parameter.Kind?
  ) -> (value: Parameter.Default, kind: Parameter.Kind)? {
    if kind == nil, node.unreadNumber != nil { return nil }
    let kind = kind ?? Parameter.kind(of: node)
    return Parameter.convert(node, to: kind).map { ($0, kind) }
  }
}

extension Scalar {
  fileprivate var kind: Parameter.Kind {
    switch self {
    case .null: .null
    case .bool: .bool
    case .integer: .integer
    case .real: .real
    case .text: .text
    }
  }
}
