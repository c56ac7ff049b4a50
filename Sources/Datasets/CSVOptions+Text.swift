// CSVOptions -> the options as they are written: the inverse of reading them. Level 1.

internal import YAML

extension CSVOptions {
  /// The options that differ from what is taken without them, as lines of YAML such as `sep: ";"`.
  ///
  /// - Parameter columns: the columns whose types are written, in order.
  public func lines(columns: [String]) -> [String] {
    var lines: [String] = []
    func add(_ name: String, _ value: String) { lines.append("\(name): \(value)") }
    if let format { add("format", format.rawValue) }
    if let separator { add("sep", separator == 0x09 ? "tab" : shown(separator)) }
    if quote != UInt8(ascii: "\"") { add("quote", quote.map(shown) ?? "none") }
    if let escape { add("escape", shown(escape)) }
    if let hasHeader { add("header", hasHeader ? "true" : "false") }
    if skippedLineCount > 0 { add("skip", "\(skippedLineCount)") }
    if let comment { add("comment", shown(comment)) }
    if let encoding { add("encoding", encoding.rawValue) }
    if !nullTexts.isEmpty { add("null", "[\(nullTexts.map(jsonString).joined(separator: ", "))]") }
    if decimalPoint == UInt8(ascii: ",") { add("decimal", "\",\"") }
    if names != .keep { add("names", names.rawValue) }
    if ragged != .error { add("ragged", ragged.rawValue) }
    if bad != .error { add("bad", bad.rawValue) }
    if trimsBlanks { add("trim", "true") }
    let typed = columns.compactMap { name in types[name].map { "\(yamlText(name)): \($0.rawValue)" }
    }
    if !typed.isEmpty { add("types", "{\(typed.joined(separator: ", "))}") }
    return lines
  }

  private func shown(_ byte: UInt8) -> String {
    jsonString(String(Character(Unicode.Scalar(byte))))
  }
}
