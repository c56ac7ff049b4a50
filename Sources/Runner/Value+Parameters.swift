// Declared values -> what SQLite is handed, and back from what it computes. Level 3.

internal import Notebook
internal import Render
internal import Tabular
internal import YAML

extension Scalar {
  /// The value as it is bound: booleans as 1 and 0.
  var bound: Value {
    switch self {
    case .null: .null
    case .bool(let flag): .integer(flag ? 1 : 0)
    case .integer(let integer): .integer(integer)
    case .real(let real): .real(real)
    case .text(let text): .text(text)
    }
  }

  fileprivate var json: String {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let integer): "\(integer)"
    case .real(let real): "\(real)"
    case .text(let text): jsonString(text)
    }
  }
}

/// The JSON array that a list is bound as.
func jsonArray(_ scalars: [Scalar]) -> String {
  "[\(scalars.map(\.json).joined(separator: ","))]"
}

extension Parameter.Kind {
  /// The type that a computed value has by itself, or nil for a blob.
  init?(of value: Value) {
    switch value {
    case .null: self = .null
    case .integer: self = .integer
    case .real: self = .real
    case .text: self = .text
    case .blob: return nil
    }
  }

  /// A computed value as this type wants it, or nil. A list is told by the caller to be a JSON array.
  func convert(_ value: Value) -> Value? {
    switch (self, value) {
    case (.list, .text): value
    case (.list, _): nil
    case (_, .null): value
    case (.integer, .integer), (.real, .real), (.text, .text): value
    case (.real, .integer(let whole)): .real(Double(whole))
    case (.bool, .integer(0)), (.bool, .integer(1)): value
    case (.date, .text(let text)) where Parameter.isDate(text): value
    default: nil
    }
  }
}
