// The names in a file's header -> the declared columns. Level 1.

internal import Diagnostics
internal import Tabular

/// Matches a header with a schema.
///
/// - Source: https://datapackage.org/standard/table-schema/#fieldsMatch
struct HeaderMatching {
  private let schema: Schema
  private let isCaseSensitive: Bool
  private(set) var violations = ViolationList()

  init(schema: Schema, isCaseSensitive: Bool) {
    self.schema = schema
    self.isCaseSensitive = isCaseSensitive
  }

  /// The declared column of every name, in the order of the file; one that is not declared is text.
  mutating func match(_ names: [String], _ spans: [FieldSpan]) -> [Field] {
    checkDistinct(names, spans)
    if schema.fieldsMatch == .exact {
      checkExact(names, spans)
    } else {
      checkSet(names, spans)
    }
    return names.map { name in schema.fields.first { matches($0.name, name) } ?? .text(name) }
  }

  private func matches(_ left: String, _ right: String) -> Bool {
    isCaseSensitive ? left == right : left.lowercased() == right.lowercased()
  }

  private mutating func add(_ span: FieldSpan?, _ message: String, hint: String? = nil) {
    violations.add(.malformedCSV, file: 0, offset: span?.offset ?? 0, hint: hint, message)
  }

  private mutating func checkDistinct(_ names: [String], _ spans: [FieldSpan]) {
    for (index, name) in names.enumerated() {
      if name.isEmpty {
        add(spans[index], "column \(index + 1) has no name")
      } else if names[..<index].contains(where: { sameName($0, name) }) {
        add(spans[index], "a second column named \(name)")
      }
    }
  }

  private mutating func checkExact(_ names: [String], _ spans: [FieldSpan]) {
    for (index, name) in names.enumerated() where index < schema.fields.count {
      let wanted = schema.fields[index].name
      if !matches(wanted, name) {
        add(
          spans[index], "column \(index + 1) is \(name), but datapackage.json says \(wanted)",
          hint: "fieldsMatch loosens the order and the set of columns")
      }
    }
    if names.count > schema.fields.count {
      add(spans[schema.fields.count], "column \(names[schema.fields.count]) is not declared")
    }
    for field in schema.fields.dropFirst(names.count) {
      add(spans.last, "column \(field.name) is declared, but missing")
    }
  }

  private mutating func checkSet(_ names: [String], _ spans: [FieldSpan]) {
    let kind = schema.fieldsMatch
    let declared = schema.fields.map(\.name)
    for (name, span) in zip(names, spans) where kind == .equal || kind == .superset {
      guard !declared.contains(where: { matches($0, name) }) else { continue }
      add(span, "column \(name) is not declared", hint: didYouMean(name, among: declared))
    }
    let missing = declared.filter { name in !names.contains { matches(name, $0) } }
    if kind == .partial, missing.count == declared.count {
      add(spans.first, "none of the declared columns is in the file")
    }
    let needed = Set(
      schema.primaryKey + schema.uniqueKeys.joined() + schema.foreignKeys.flatMap(\.fields))
    for name in missing where kind == .equal || kind == .subset || needed.contains(name) {
      add(
        spans.first, "column \(name) is declared, but missing",
        hint: didYouMean(name, among: names))
    }
  }
}

extension Field {
  /// A column that nothing is declared of.
  static func text(_ name: String) -> Field {
    Field(
      name: name, type: .any, format: "default", title: nil, description: nil, unit: nil,
      missingValues: [""], trueValues: [], falseValues: [], constraints: Constraints())
  }
}

/// Whether two headers have the same names, whatever their order and case: then the second is a header
/// and no row.
func sameNames(_ left: [String], _ right: [String]) -> Bool {
  left.map { $0.lowercased() }.sorted() == right.map { $0.lowercased() }.sorted()
}
