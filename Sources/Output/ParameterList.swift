// The parameters of a notebook as a table: what `params` and `.params` show. Output, level 4.

internal import Notebook
public import Runner
public import Tabular
internal import YAML

/// One row a parameter: its name, type, value, where the value comes from, and what it means.
///
/// - Parameter typed: values for statements at the prompt, by names that are declared nowhere.
public func parameterList(
  _ values: [ParameterValue], typed: [String: Value] = [:]
) -> Table {
  let others: [[Value]] = typed.sorted { $0.key < $1.key }.map { name, value in
    [
      .text(name), .text(""), value, .text(".set"),
      .text("declared nowhere: for statements at the prompt"),
    ]
  }
  return Table(
    columnNames: ["parameter", "type", "value", "from", "help"],
    rows: values.map { value in
      [
        .text(value.parameter.name), .text(value.kind.rawValue), value.shown,
        .text(value.origin.name), .text(value.parameter.help ?? ""),
      ]
    } + others)
}

/// One line of JSON a parameter: `file parameter type value from help`.
public func parameterLines(_ values: [ParameterValue], file: String) -> String {
  values.map { value in
    jsonObject([
      ("file", jsonString(file)), ("parameter", jsonString(value.parameter.name)),
      ("type", jsonString(value.kind.rawValue)), ("value", value.jsonText),
      ("from", jsonString(value.origin.name)), ("help", jsonText(value.parameter.help)),
    ]) + "\n"
  }.joined()
}

extension ParameterValue {
  /// The value as it is written, not as it is bound.
  fileprivate var shown: Value {
    switch (kind, value) {
    case (.bool, .integer(let flag)): .text(flag == 0 ? "false" : "true")
    default: value
    }
  }
}

extension ParameterValue.Origin {
  fileprivate var name: String {
    switch self {
    case .declared: "declared"
    case .computed: "computed"
    case .given(let origin): origin
    }
  }
}
