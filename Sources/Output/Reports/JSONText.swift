// Values as JSON on one line. Output, level 4.

internal import Notebook
internal import Runner
internal import Tabular
internal import YAML

/// An object; its values are JSON already.
func jsonObject(_ fields: [(String, String)]) -> String {
  "{" + fields.map { "\(jsonString($0)): \($1)" }.joined(separator: ", ") + "}"
}

/// An array of texts.
func jsonArray(_ texts: [String]) -> String {
  "[" + texts.map(jsonString).joined(separator: ", ") + "]"
}

/// A text, or null.
func jsonText(_ text: String?) -> String { text.map(jsonString) ?? "null" }

extension ParameterValue {
  /// The value: lists as the text that is bound, infinities as texts.
  var jsonText: String {
    switch (kind, value) {
    case (.bool, .integer(let flag)): flag == 0 ? "false" : "true"
    case (_, .null): "null"
    case (_, .integer(let integer)): "\(integer)"
    case (_, .real(let real)): real.isFinite ? "\(real)" : jsonString("\(real)")
    case (_, .text(let text)): jsonString(text)
    case (_, .blob(let bytes)): jsonString(String(decoding: bytes, as: UTF8.self))
    }
  }
}
