// A table as the CREATE TABLE that would declare it. Output, level 4.

public import Datasets
internal import Engine
public import Tabular

extension Table {
  /// The statement that declares a table of these columns, with the rules of its description where it has
  /// one.
  public func declaration(name: String, schema: Schema?) -> String {
    let lines = columns.map { column in
      let field = schema?.fields.first { $0.name.asciiLowercased == column.name.asciiLowercased }
      return column.declaration(field)
    }
    let all = (lines + (schema?.keyDeclarations(of: name) ?? [])).map { "  " + $0 }
    return "CREATE TABLE \(quoted(name)) (\n\(all.joined(separator: ",\n"))\n);\n"
  }
}

extension Column {
  fileprivate func declaration(_ field: Field?) -> String {
    let type =
      switch values {
      case .integers: " INTEGER"
      case .reals: " REAL"
      case .texts: " TEXT"
      case .mixed: ""
      }
    let rules = field.map { $0.declaredRules.map { " " + $0 }.joined() } ?? ""
    return quoted(name) + type + rules
  }
}

extension Field {
  /// The constraints that SQL can say; a pattern it cannot.
  fileprivate var declaredRules: [String] {
    let column = quoted(name)
    var checks: [String] = []
    func bound(_ sign: String, _ limit: String?) {
      if let limit { checks.append("\(column) \(sign) \(literal(limit))") }
    }
    bound(">=", constraints.minimum)
    bound(">", constraints.exclusiveMinimum)
    bound("<=", constraints.maximum)
    bound("<", constraints.exclusiveMaximum)
    if let least = constraints.minimumLength { checks.append("length(\(column)) >= \(least)") }
    if let most = constraints.maximumLength { checks.append("length(\(column)) <= \(most)") }
    if let allowed = constraints.allowed {
      checks.append("\(column) IN (\(allowed.map(literal).joined(separator: ", ")))")
    }
    if type == .boolean { checks.append("\(column) IN (0, 1)") }
    return (constraints.isRequired ? ["NOT NULL"] : []) + (constraints.isUnique ? ["UNIQUE"] : [])
      + checks.map { "CHECK (\($0))" }
  }

  private func literal(_ text: String) -> String {
    switch type {
    case .integer, .number, .year: text
    case .boolean: trueValues.contains(text) ? "1" : "0"
    default:
      "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }
  }
}

extension Schema {
  fileprivate func keyDeclarations(of name: String) -> [String] {
    func list(_ names: [String]) -> String { names.map(quoted).joined(separator: ", ") }
    let primary = primaryKey.isEmpty ? [] : ["PRIMARY KEY (\(list(primaryKey)))"]
    let unique = uniqueKeys.map { "UNIQUE (\(list($0)))" }
    let foreign = foreignKeys.map { key in
      let table = quoted(key.resourceName ?? name)
      return "FOREIGN KEY (\(list(key.fields))) REFERENCES \(table) (\(list(key.referencedFields)))"
    }
    return primary + unique + foreign
  }
}
