// YAML and JSON texts -> Node, through libyaml's events. Level 0.

internal import CYAML

/// A text that is no YAML of the kind we read.
///
/// - Units: `line` and `column` count from 1.
public struct YAMLError: Error, Sendable, Hashable {
  /// What is wrong, in the parser's words.
  public let message: String
  /// The line of the fault.
  public let line: Int
  /// The column of the fault.
  public let column: Int
}

extension YAMLError {
  fileprivate init(message: String, at mark: yaml_mark_t) {
    self.init(message: message, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

/// Reads one YAML document.
///
/// Aliases, tags, directives' second documents and duplicate keys are refused.
///
/// - Returns: the root node, or nil for a text without content.
/// - Throws: the first fault with its place.
public func parse(_ bytes: [UInt8]) throws(YAMLError) -> Node? {
  try Parser.parse(bytes)
}

/// Reads one JSON text with the same parser, so that every value has its place.
///
/// libyaml refuses surrogate pairs and tabs as indentation; both are rewritten first in a way that
/// keeps every position.
///
/// - Returns: the root node, or nil for a text without content.
public func parseJSON(_ bytes: [UInt8]) throws(YAMLError) -> Node? {
  let rewritten = JSONRewriting(bytes)
  do {
    return try Parser.parse(rewritten.bytes).map(rewritten.restore)
  } catch {
    throw rewritten.restore(error)
  }
}

/// A recursive descent over libyaml's events.
private struct Parser: ~Copyable {
  /// On the heap, because libyaml keeps pointers into it.
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private var event = yaml_event_t()
  private static let depthLimit = 100

  static func parse(_ bytes: [UInt8]) throws(YAMLError) -> Node? {
    var result: Result<Node?, YAMLError> = .success(nil)
    bytes.withUnsafeBufferPointer { buffer in
      var parser = Parser(buffer)
      result = parser.document()
    }
    return try result.get()
  }

  private init(_ input: UnsafeBufferPointer<UInt8>) {
    precondition(yaml_parser_initialize(parser) == 1, "libyaml could not allocate its parser")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    var event = event
    yaml_event_delete(&event)
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  private mutating func document() -> Result<Node?, YAMLError> {
    do throws(YAMLError) {
      try advance(expecting: YAML_STREAM_START_EVENT)
      try advance()
      if event.type == YAML_STREAM_END_EVENT { return .success(nil) }
      try advance()
      let root = try node(depth: 0)
      try advance(expecting: YAML_DOCUMENT_END_EVENT)
      try advance()
      guard event.type == YAML_STREAM_END_EVENT else { throw error("a second document") }
      return .success(root)
    } catch {
      return .failure(error)
    }
  }

  private mutating func advance() throws(YAMLError) {
    yaml_event_delete(&event)
    guard yaml_parser_parse(parser, &event) == 1 else { throw parserError() }
  }

  private mutating func advance(expecting type: yaml_event_type_t) throws(YAMLError) {
    try advance()
    guard event.type == type else { throw error("unexpected content") }
  }

  /// The node that the current event begins; ends on the node's last event.
  private mutating func node(depth: Int) throws(YAMLError) -> Node {
    guard depth < Parser.depthLimit else { throw error("nested deeper than \(Parser.depthLimit)") }
    let (line, column) = (Int(event.start_mark.line) + 1, Int(event.start_mark.column) + 1)
    let kind: Node.Kind
    switch event.type {
    case YAML_SCALAR_EVENT: kind = try scalar()
    case YAML_SEQUENCE_START_EVENT: kind = try sequence(depth: depth)
    case YAML_MAPPING_START_EVENT: kind = try mapping(depth: depth)
    case YAML_ALIAS_EVENT: throw error("aliases are not read here")
    default: throw error("unexpected content")
    }
    return Node(kind, line: line, column: column)
  }

  private func scalar() throws(YAMLError) -> Node.Kind {
    let data = event.data.scalar
    try refuse(tag: data.tag, anchor: data.anchor)
    let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
    return .scalar(
      String(decoding: bytes, as: UTF8.self), isQuoted: data.style != YAML_PLAIN_SCALAR_STYLE)
  }

  private mutating func sequence(depth: Int) throws(YAMLError) -> Node.Kind {
    try refuse(tag: event.data.sequence_start.tag, anchor: event.data.sequence_start.anchor)
    var nodes: [Node] = []
    try advance()
    while event.type != YAML_SEQUENCE_END_EVENT {
      nodes.append(try node(depth: depth + 1))
      try advance()
    }
    return .sequence(nodes)
  }

  private mutating func mapping(depth: Int) throws(YAMLError) -> Node.Kind {
    try refuse(tag: event.data.mapping_start.tag, anchor: event.data.mapping_start.anchor)
    var entries: [Node.Entry] = []
    var names: Set<String> = []
    try advance()
    while event.type != YAML_MAPPING_END_EVENT {
      let key = try node(depth: depth + 1)
      guard let name = key.text else { throw error("a key must be plain text", at: key) }
      guard names.insert(name).inserted else { throw error("duplicate key \(name)", at: key) }
      try advance()
      entries.append(Node.Entry(key: key, value: try node(depth: depth + 1)))
      try advance()
    }
    return .mapping(entries)
  }

  private func refuse(
    tag: UnsafeMutablePointer<UInt8>?, anchor: UnsafeMutablePointer<UInt8>?
  ) throws(YAMLError) {
    if tag != nil { throw error("tags are not read here") }
    if anchor != nil { throw error("anchors are not read here") }
  }

  private func error(_ message: String) -> YAMLError {
    YAMLError(
      message: message, line: Int(event.start_mark.line) + 1,
      column: Int(event.start_mark.column) + 1)
  }

  private func error(_ message: String, at node: Node) -> YAMLError {
    YAMLError(message: message, line: node.line, column: node.column)
  }

  /// What libyaml itself found wrong, in words for people who do not know its parser.
  private func parserError() -> YAMLError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "out of memory"
    let context = parser.pointee.context.map { String(cString: $0) } ?? ""
    if problem == "found unexpected end of stream", context.hasSuffix("quoted scalar") {
      return YAMLError(message: "this quote is never closed", at: parser.pointee.context_mark)
    }
    return YAMLError(message: plainWords(for: problem), at: parser.pointee.problem_mark)
  }

  private func plainWords(for problem: String) -> String {
    switch problem {
    case "found character that cannot start any token":
      "a value cannot begin with this character, nor a line with a tab; quote the value"
    case "mapping values are not allowed in this context":
      "a colon and a blank cannot stand here; quote a text that holds them"
    case "could not find expected ':'": "a key needs a colon and a blank behind it"
    case "did not find expected key":
      "expected a key here, indented like those above it"
    case "did not find expected '-' indicator":
      "expected - here, indented like those above it"
    case "did not find expected node content": "expected a value here"
    case "control characters are not allowed": "a control character"
    default:
      problem.hasPrefix("did not find expected ")
        ? "expected " + problem.dropFirst("did not find expected ".count) : problem
    }
  }
}
