// Data packages as tables: what `quire data list` and `describe` show. Output, level 4.

public import Datasets
public import Tabular

extension Package {
  /// One row a resource: its name, how many columns it declares, its evidence and its title.
  public var resourceList: Table {
    Table(
      columnNames: ["table", "columns", "evidence", "title"],
      rows: resources.map { resource in
        [
          .text(resource.name), resource.schema.map { .integer(Int64($0.fields.count)) } ?? .null,
          .text(resource.evidence.rawValue), .text(resource.title ?? ""),
        ]
      })
  }
}

extension Resource {
  /// One row a column: its name, type, unit, rules and description; no rows without a schema.
  public var dictionary: Table {
    let keys = schema?.primaryKey ?? []
    return Table(
      columnNames: ["column", "type", "unit", "rules", "description"],
      rows: (schema?.fields ?? []).map { field in
        let key = keys.contains(field.name) ? ["key"] : []
        return [
          .text(field.name), .text(field.type.rawValue), .text(field.unit ?? ""),
          .text((key + field.constraints.rules).joined(separator: ", ")),
          .text(field.description ?? field.title ?? ""),
        ]
      })
  }
}

extension Resource {
  /// The names of `dictionaryRecords`.
  public static let dictionaryRecordNames =
    ["table", "column", "type", "format", "unit", "rules", "title", "description"]

  /// One row a column, for other programs; what is not said is NULL.
  public var dictionaryRecords: [[Value]] {
    let keys = schema?.primaryKey ?? []
    return (schema?.fields ?? []).map { field in
      let rules = (keys.contains(field.name) ? ["key"] : []) + field.constraints.rules
      let texts = [
        field.unit, rules.isEmpty ? nil : rules.joined(separator: ", "), field.title,
        field.description,
      ]
      return [
        .text(name), .text(field.name), .text(field.type.rawValue), .text(field.format),
      ] + texts.map { $0.map(Value.text) ?? .null }
    }
  }
}

extension Constraints {
  /// The rules in words, in a fixed order.
  fileprivate var rules: [String] {
    var rules: [String] = []
    if isRequired { rules.append("required") }
    if isUnique { rules.append("unique") }
    if let minimum { rules.append("from \(minimum)") }
    if let exclusiveMinimum { rules.append("above \(exclusiveMinimum)") }
    if let maximum { rules.append("to \(maximum)") }
    if let exclusiveMaximum { rules.append("below \(exclusiveMaximum)") }
    if let minimumLength { rules.append("at least \(minimumLength) characters") }
    if let maximumLength { rules.append("at most \(maximumLength) characters") }
    if let allowed { rules.append("one of " + allowed.joined(separator: " | ")) }
    if let pattern { rules.append("like \(pattern.text)") }
    return rules
  }
}
