// The text of a chart cell -> ChartSpecification. Level 1.

internal import Diagnostics
internal import Tabular

/// Reads `TYPE [from NAME] {channel=column | option=value | flag}`.
///
/// Every word is known or refused: a type or option that is not drawn yet is an error too.
/// - Throws: the first fault with its bytes and, for a misspelt name, the nearest one.
public func parseChart(_ text: String) throws(ChartError) -> ChartSpecification {
  var parser = try ChartParser(text)
  return try parser.parse()
}

private struct ChartParser {
  private var scanner: ChartScanner
  private let type: ChartType
  private var channels: [ChartChannel: [ColumnReference]] = [:]
  private var options = ChartOptions()
  private var given: Set<String> = []

  init(_ text: String) throws(ChartError) {
    scanner = ChartScanner(text)
    scanner.skipBlanks()
    let word = scanner.word(stoppingAt: "=,\"")
    type = try chartType(word)
  }

  mutating func parse() throws(ChartError) -> ChartSpecification {
    let source = try parseSource()
    scanner.skipBlanks()
    while scanner.next != nil {
      try parseItem()
      scanner.skipBlanks()
    }
    return ChartSpecification(
      type: type, source: source?.text, sourceRange: source?.range, channels: channels,
      options: options)
  }

  private mutating func parseSource() throws(ChartError) -> ChartToken? {
    var ahead = scanner
    ahead.skipBlanks()
    let word = ahead.word(stoppingAt: "=,\"")
    guard word.text.asciiLowercased == "from", ahead.next != UInt8(ascii: "=") else { return nil }
    ahead.skipBlanks()
    let isQuoted = ahead.next == UInt8(ascii: "\"")
    let name = isQuoted ? try ahead.quoted() : ahead.word(stoppingAt: "=,\"")
    if name.text.isEmpty || ahead.next == UInt8(ascii: "=") {
      throw ChartError(
        "from needs the name of a result", at: word.range, hint: "\(type) from NAME")
    }
    scanner = ahead
    return name
  }

  private mutating func parseItem() throws(ChartError) {
    let key = scanner.word(stoppingAt: "=,\"")
    if key.text.isEmpty {
      let range = scanner.offset..<scanner.offset + 1
      throw ChartError(
        "expected channel=column, option=value or a flag", at: range,
        hint: "a column with blanks is quoted as in SQL: x=\"net income\"")
    }
    guard scanner.skip("=") else { return try parseFlag(key) }
    let name = key.text.asciiLowercased
    if let channel = ChartChannel(rawValue: name) {
      try checkOnce(name, key)
      try check(channel, key)
      channels[channel] = try parseColumns(key)
    } else if let option = ChartOption(rawValue: name) {
      try checkOnce(name, key)
      try check(option, key)
      try parseValue(of: option, key)
    } else {
      throw unknown(key, "neither a channel nor an option of charts")
    }
    try checkItemEnd()
  }

  private mutating func parseFlag(_ key: ChartToken) throws(ChartError) {
    let name = key.text.asciiLowercased
    let isNegated = name.hasPrefix("no-")
    let bare = isNegated ? String(name.dropFirst(3)) : name
    if name == "from" {
      throw ChartError("from stands right after the type", at: key.range, hint: "\(type) from NAME")
    }
    if let option = ChartOption(rawValue: bare), isNegated ? option.canBeDropped : option.isFlag {
      try checkOnce(bare, key)
      try check(option, key)
      try options.setFlag(option, !isNegated)
      return try checkItemEnd()
    }
    if !isNegated, ChartOption(rawValue: bare) != nil {
      throw ChartError("\(bare) needs a value", at: key.range, hint: "\(bare)=VALUE")
    }
    if !isNegated, ChartChannel(rawValue: bare) != nil {
      throw ChartError("\(bare) needs a column", at: key.range, hint: "\(bare)=COLUMN")
    }
    throw unknown(key, "no flag of charts")
  }

  /// Items are apart: `x=a"b"` and `x=a,` are typing errors.
  private func checkItemEnd() throws(ChartError) {
    guard let next = scanner.next, [UInt8]("\",=".utf8).contains(next) else { return }
    throw ChartError(
      "expected a blank here", at: scanner.offset..<scanner.offset + 1,
      hint: "columns are joined by commas without blanks before them: y=a,b")
  }

  private mutating func parseColumns(_ key: ChartToken) throws(ChartError) -> [ColumnReference] {
    var columns: [ColumnReference] = []
    repeat {
      if !columns.isEmpty { scanner.skipBlanks() }
      columns.append(try parseColumn(key))
    } while scanner.skip(",")
    let isSingle = key.text.asciiLowercased != "y" && key.text.asciiLowercased != "value"
    if isSingle, columns.count > 1 {
      throw ChartError("\(key.text) takes one column", at: columns[1].range)
    }
    return columns
  }

  private mutating func parseColumn(_ key: ChartToken) throws(ChartError) -> ColumnReference {
    guard scanner.next == UInt8(ascii: "\"") else {
      let word = scanner.word(stoppingAt: ",\"")
      if word.text.isEmpty {
        throw ChartError(
          "\(key.text) needs a column", at: key.range, hint: "\(key.text)=COLUMN")
      }
      let parts = word.text.split(separator: ":", omittingEmptySubsequences: false)
      let ordinal = parts.count > 1 ? parts.last.flatMap { Int($0) } : nil
      return ColumnReference(name: word.text, ordinal: ordinal, range: word.range)
    }
    let name = try scanner.quoted()
    guard scanner.skip(":") else {
      return ColumnReference(name: name.text, ordinal: nil, range: name.range)
    }
    let number = scanner.word(stoppingAt: ",\"")
    let range = name.range.lowerBound..<scanner.offset
    guard let ordinal = Int(number.text), ordinal > 0 else {
      throw ChartError("expected a number after the colon", at: number.range, hint: "\"name\":2")
    }
    return ColumnReference(name: "\(name.text):\(ordinal)", ordinal: ordinal, range: range)
  }

  private mutating func parseValue(
    of option: ChartOption, _ key: ChartToken
  ) throws(ChartError) {
    let isQuoted = scanner.next == UInt8(ascii: "\"")
    let value = isQuoted ? try scanner.quoted() : scanner.word(stoppingAt: "\"")
    if value.text.isEmpty, !isQuoted {
      throw ChartError("\(option) needs a value", at: key.range, hint: "\(option)=VALUE")
    }
    try options.set(option, value)
  }

  private mutating func checkOnce(_ name: String, _ key: ChartToken) throws(ChartError) {
    if !given.insert(name).inserted { throw ChartError("\(name) is given twice", at: key.range) }
  }

  private func check(_ channel: ChartChannel, _ key: ChartToken) throws(ChartError) {
    guard type.channels.contains(channel) else {
      let known = type.channels.filter { $0 != .facet }.map(\.rawValue).joined(separator: ", ")
      throw ChartError(
        "chart \(type) has no channel \(channel)", at: key.range, hint: "it has \(known)")
    }
    if channel == .facet {
      throw ChartError("not supported yet: facet in chart \(type)", at: key.range)
    }
  }

  private func check(_ option: ChartOption, _ key: ChartToken) throws(ChartError) {
    if type.drawnOptions.contains(option) { return }
    if option == .log {
      throw ChartError(
        "chart \(type) has no log scale: a bar shows its value by its length from 0", at: key.range,
        hint: "chart dot log")
    }
    if let types = option.types, !types.contains(type) {
      let names = ChartType.allCases.filter { types.contains($0) }.map(\.rawValue)
      throw ChartError(
        "chart \(type) has no option \(option)", at: key.range,
        hint: "\(option) is for \(names.joined(separator: ", "))")
    }
    throw ChartError("not supported yet: \(option) in chart \(type)", at: key.range)
  }

  private func unknown(_ key: ChartToken, _ what: String) -> ChartError {
    let flags = ChartOption.allCases.filter(\.canBeDropped).map { "no-\($0)" }
    let names =
      ["from"] + type.channels.map(\.rawValue) + ChartOption.allCases.map(\.rawValue) + flags
    return ChartError(
      "'\(escaped(key.text))' is \(what)", at: key.range, hint: didYouMean(key.text, among: names))
  }
}

private func chartType(_ word: ChartToken) throws(ChartError) -> ChartType {
  let names = ChartType.allCases.map(\.rawValue)
  let drawn = ChartType.allCases.filter(\.isDrawn).map(\.rawValue).joined(separator: ", ")
  if word.text.isEmpty {
    throw ChartError(
      "a chart begins with its type", at: word.range, hint: "one of \(drawn)")
  }
  guard let type = ChartType(rawValue: word.text.asciiLowercased) else {
    let hint = didYouMean(word.text, among: names) ?? "one of \(drawn)"
    throw ChartError("unknown chart type '\(escaped(word.text))'", at: word.range, hint: hint)
  }
  if !type.isDrawn {
    throw ChartError("not supported yet: chart \(type)", at: word.range, hint: "drawn are \(drawn)")
  }
  return type
}
