// Findings as other programs read them. Output, level 4.

public import Diagnostics
internal import YAML

extension Diagnostic {
  /// The finding as one line of JSON: `file line column severity code message hint`; file, line and column
  /// are null where it has no place.
  public var jsonLine: String {
    let fields: [(String, String)] = [
      ("file", place.map { jsonString($0.file) } ?? "null"),
      ("line", place.map { "\($0.line)" } ?? "null"),
      ("column", place.map { "\($0.column)" } ?? "null"),
      ("severity", jsonString(severity.rawValue)), ("code", jsonString(code.rawValue)),
      ("message", jsonString(message)), ("hint", hint.map(jsonString) ?? "null"),
    ]
    return jsonObject(fields) + "\n"
  }
}
