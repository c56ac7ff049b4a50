// plan: Document -> Steps. Nothing runs here; what can be told from the text alone is told. Level 2.

public import Diagnostics
public import Notebook
internal import Render

/// Plans every cell and inline value of a notebook, in document order.
///
/// - Returns: the steps that can be planned, and what is wrong with the others.
public func plan(_ document: Document) -> (steps: [Step], diagnostics: [Diagnostic]) {
  var steps: [Step] = []
  var diagnostics: [Diagnostic] = []
  for element in document.elements {
    switch element {
    case .inlineValue(let value): steps.append(.inlineValue(value, plan(value)))
    case .cell(let cell):
      do {
        steps.append(try plan(cell, of: document.source))
      } catch {
        diagnostics.append(error)
      }
    }
  }
  return (steps, diagnostics)
}

/// Plans one cell.
///
/// - Throws: what is wrong with the text of a chart, at its place.
public func plan(_ cell: Cell, of source: SourceText) throws(Diagnostic) -> Step {
  guard cell.kind == .chart else { return .query(cell) }
  do {
    return .drawing(cell, try parseChart(cell.body.text))
  } catch {
    let range = error.range ?? 0..<cell.body.text.utf8.count
    throw source.diagnostic(
      .malformedChart, error.message, at: cell.body.sourceRange(of: range), hint: error.hint)
  }
}

/// Plans one inline value: `name.column`, `name[i].column`, or SQL.
public func plan(_ value: InlineValue) -> InlineQuery {
  if let reference = CellReference(value.expression) { return reference.query }
  return plan(expression: value.expression)
}

/// Plans an expression: a query as it is, or what can stand behind SELECT.
public func plan(expression: String) -> InlineQuery {
  let verb = expression.prefix { $0.isLetter }.lowercased()
  if ["select", "with", "values"].contains(verb) {
    return InlineQuery(sql: expression, prefixByteCount: 0)
  }
  return InlineQuery(sql: "SELECT " + expression, prefixByteCount: "SELECT ".utf8.count)
}

/// `name.column` or `name[i].column`.
private struct CellReference {
  let name: Substring
  let row: Int?
  let column: Substring

  init?(_ expression: String) {
    guard let dot = expression.lastIndex(of: ".") else { return nil }
    column = expression[expression.index(after: dot)...]
    var owner = expression[..<dot]
    var row: Int?
    if owner.last == "]", let bracket = owner.firstIndex(of: "[") {
      let digits = owner[owner.index(after: bracket)...].dropLast()
      guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      row = Int(digits) ?? .max
      owner = owner[..<bracket]
    }
    self.row = row
    name = owner
    guard CellReference.isIdentifier(name), CellReference.isIdentifier(column) else { return nil }
  }

  var query: InlineQuery {
    let rows = row.map { $0 > 0 ? " LIMIT 1 OFFSET \($0 - 1)" : " LIMIT 0" } ?? ""
    return InlineQuery(
      sql: "SELECT \"\(column)\" FROM \"\(name)\"\(rows)", name: String(name), row: row)
  }

  private static func isIdentifier(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isAlphabetic
    else {
      return false
    }
    return text.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
  }
}
