// JSON rows -> a text of records, each cell quoted, and the schema that they have. Level 1.

internal import Diagnostics
internal import YAML

/// Writes JSON rows as the CSV that would hold them, so that files and inline data have one set of rules.
///
/// JSON knows numbers, truth values and null: a cell of another kind than its field is a violation, null is NULL
/// whatever `missingValues` says, and a column without a type has the one that all of its cells have.
struct InlineWriter {
  private(set) var bytes: [UInt8] = []
  /// Where each cell was written, and the value it stands for.
  private(set) var values: [(offset: Int, node: Node)] = []
  private(set) var violations = ViolationList()
  private(set) var dialect = Dialect()
  private(set) var schema: Schema
  private let rows: [Node]
  /// The names of the columns with the place of each; nil where there is no header.
  private let header: [(name: String, node: Node)]?
  private let cells: [[Node?]]
  /// What is written for null: a text that no cell is.
  private let null: String

  init(_ node: Node, schema declared: Schema?, hasHeader: Bool) {
    let items = node.sequence ?? []
    values = [(0, node)]
    let areObjects = items.first?.mapping != nil
    if areObjects || items.isEmpty {
      let names = InlineWriter.names(of: items, node, declared?.fields.map(\.name) ?? [])
      header = names
      rows = items
      cells = items.map { row in names.map { row[$0.name] } }
    } else {
      header = hasHeader ? items.first?.sequence?.map { ($0.text ?? "", $0) } : nil
      rows = Array(items.dropFirst(hasHeader ? 1 : 0))
      cells = rows.map { $0.sequence ?? [] }
    }
    var null = "\u{1A}"
    let texts = Set(cells.joined().compactMap { $0?.text })
    while texts.contains(null) { null += "\u{1A}" }
    self.null = null
    dialect.nullSequence = Array(null.utf8)
    dialect.hasHeader = header != nil
    schema = InlineWriter.schema(declared, header: header, cells: cells)
  }

  /// The keys of all objects: the declared ones first, the others as they come.
  private static func names(
    of items: [Node], _ node: Node, _ declared: [String]
  ) -> [(name: String, node: Node)] {
    var found: [(name: String, node: Node)] = []
    var places: [String: Node] = [:]
    for entry in items.compactMap(\.mapping).joined() where places[entry.name] == nil {
      places[entry.name] = entry.key
      found.append((entry.name, entry.key))
    }
    if items.isEmpty { return declared.map { ($0, node) } }
    let known = declared.compactMap { name in places[name].map { (name: name, node: $0) } }
    return known + found.filter { !declared.contains($0.name) }
  }

  // MARK: Types

  /// The declared schema, its fields without a type given the one that their cells have.
  private static func schema(
    _ declared: Schema?, header: [(name: String, node: Node)]?, cells: [[Node?]]
  ) -> Schema {
    let width = cells.map(\.count).max() ?? 0
    let names =
      header?.map(\.name) ?? declared?.fields.map(\.name) ?? (0..<width).map { "c\($0 + 1)" }
    let match = declared?.fieldsMatch ?? .exact
    var fields = declared?.fields ?? names.map(Field.text)
    if match == .subset || match == .partial {
      fields += names.filter { name in !fields.contains { $0.name == name } }.map(Field.text)
    }
    fields = fields.map { field in
      guard field.type == .any, let index = names.firstIndex(of: field.name) else { return field }
      return typed(field, by: cells.compactMap { index < $0.count ? $0[index] : nil })
    }
    return Schema(
      fields: fields, fieldsMatch: match, primaryKey: declared?.primaryKey ?? [],
      uniqueKeys: declared?.uniqueKeys ?? [], foreignKeys: declared?.foreignKeys ?? [])
  }

  private static func typed(_ field: Field, by cells: [Node]) -> Field {
    let rules = field.constraints
    let kinds = Set(cells.map(JSONKind.init)).subtracting([.null])
    let texts = [rules.minimumLength, rules.maximumLength].contains { $0 != nil }
    guard !texts, rules.pattern == nil, rules.allowed == nil else { return field }
    let type: FieldType? =
      switch kinds {
      case [.integer]: .integer
      case [.number], [.integer, .number]: .number
      case [.truth]: .boolean
      default: nil
      }
    guard let type else { return field }
    return Field(
      name: field.name, type: type, format: "default", title: field.title,
      description: field.description, unit: field.unit, missingValues: field.missingValues,
      trueValues: ["true"], falseValues: ["false"], constraints: rules)
  }

  // MARK: Writing

  mutating func write() {
    let fields = header.map { header in
      header.map { column in schema.fields.first { $0.name == column.name } ?? .text(column.name) }
    }
    if let header {
      for (index, column) in header.enumerated() {
        add(column.name, of: column.node, isFirst: index == 0)
      }
      bytes.append(0x0A)
    }
    let readers = (fields ?? schema.fields).map { ($0, ValueReader($0)) }
    for (row, cells) in zip(rows, cells) {
      if cells.isEmpty {
        violations.add(.malformedCSV, file: 0, offset: bytes.count, "a row without cells")
        values.append((bytes.count, row))
        continue
      }
      for (index, cell) in cells.enumerated() {
        let column = index < readers.count ? readers[index] : nil
        add(cell, of: row, column, isFirst: index == 0)
      }
      bytes.append(0x0A)
    }
  }

  private mutating func add(
    _ cell: Node?, of row: Node, _ column: (field: Field, reader: ValueReader)?, isFirst: Bool
  ) {
    guard let cell, JSONKind(cell) != .null else {
      return add(null, of: cell ?? row, isFirst: isFirst)
    }
    let text = column.map { cell.lexicalText(in: $0.field) } ?? cell.jsonText
    let offset = bytes.count + (isFirst ? 0 : 1)
    if let column, !JSONKind(cell).fits(column.field.type), column.reader.read(text) != nil {
      violations.add(
        .wrongType, file: 0, offset: offset,
        "\(column.field.name): \(text) is \(JSONKind(cell).noun), not \(column.field.noun)")
    }
    add(text, of: cell, isFirst: isFirst)
  }

  private mutating func add(_ text: String, of node: Node, isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    values.append((bytes.count, node))
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
