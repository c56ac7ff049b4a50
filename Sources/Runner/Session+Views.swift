// Cells whose label becomes a view: `as: view`. Level 3.

internal import Diagnostics
internal import Engine
internal import Notebook
internal import Tabular

/// What a view needs to know of a statement.
struct Query {
  let text: String
  let returnsRows: Bool
  let usesParameters: Bool

  /// Looks at a statement.
  init(_ statement: Statement) {
    text = statement.text
    returnsRows = statement.returnsRows
    usesParameters = !statement.parameterNames.isEmpty
  }
}

extension Session {
  /// Makes a temporary view of the last statement that returns rows.
  ///
  /// Anything that has its name already is an error of SQLite's.
  ///
  /// - Returns: why that cannot be.
  func define(
    _ queries: [Query], as label: String, _ cell: Cell, _ source: SourceText
  ) throws(EngineError) -> Diagnostic? {
    let place = cell.optionRanges["as"] ?? cell.labelRange
    if queries.contains(where: \.usesParameters) {
      return source.diagnostic(
        .refused, "not allowed: a view of a cell that uses parameters", at: place,
        hint: "as: table keeps the rows")
    }
    guard let query = queries.last(where: \.returnsRows) else { return nil }
    do throws(EngineError) {
      _ = try results(of: SQLText("CREATE TEMP VIEW \(quoted(label)) AS \(query.text)"))
    } catch {
      if error.kind == .interrupted || error.kind == .timeout { throw error }
      return source.diagnostic(
        .sqlError, "no view can be made of this: \(error.message)", at: place,
        hint: "as: table keeps the rows")
    }
    viewLabels.insert(label.asciiLowercased)
    connection.protectView(label)
    return nil
  }

  /// Takes away the view that a cell of this label made when it ran before.
  func dropView(of label: String) throws(EngineError) {
    guard viewLabels.contains(label.asciiLowercased) else { return }
    try connection.dropView(label)
  }
}

extension Cell {
  /// What is wrong with a column that an option of this cell names and no result has, or nil.
  func unknownColumn(in tables: [Table], _ source: SourceText) -> Diagnostic? {
    let named = namedColumns.filter { !$0.names.isEmpty }
    guard !tables.isEmpty, !named.isEmpty else { return nil }
    let columns = tables.flatMap(\.columnNames)
    let known = Set(columns.map(\.asciiLowercased))
    for (option, names) in named {
      guard let range = optionRanges[option],
        let unknown = names.first(where: { !known.contains($0.asciiLowercased) })
      else { continue }
      return source.diagnostic(
        .badValue, "\(option) names \(unknown), which is no column of the result", at: range,
        hint: didYouMean(unknown, among: columns))
    }
    return nil
  }

  private var namedColumns: [(option: String, names: [String])] {
    var named = [("group", options.group)]
    if case .columns(let names) = options.total { named.append(("total", names)) }
    if case .byColumn(let counts) = options.digits {
      named.append(("digits", counts.keys.sorted()))
    }
    return named
  }
}
