// Declared parameters and given values -> what is bound. Level 3.

public import Diagnostics
internal import Engine
public import Notebook
internal import Plan
internal import Render
internal import Tabular

/// The parameters of a notebook with their values, without opening its data.
///
/// - Parameter given: values for them, of which later ones win.
/// - Returns: the values in the order of declaration, and what is wrong with the others.
public func parameterValues(
  of document: Document, given: [GivenValue], _ environment: Environment
) -> (values: [ParameterValue], diagnostics: [Diagnostic]) {
  let session = Session(environment)
  let diagnostics = session.bind(document, given)
  return (session.parameterValues, diagnostics)
}

extension Session {
  /// Takes clock, seed and zone from the front matter, and gives each parameter its value, in order.
  ///
  /// - Returns: what is wrong; those parameters have no value.
  func bind(_ document: Document, _ given: [GivenValue]) -> [Diagnostic] {
    settings = ReplaySettings(document.frontMatter)
    settings.number(document)
    var found: [Diagnostic] = []
    if let zone = settings.timeZone, !environment.useTimeZone(zone) {
      found.append(
        document.source.diagnostic(
          .badValue, "this machine knows no time zone \(zone.text)", at: zone.range,
          hint: "install tzdata, or write an offset such as +01:00"))
    }
    let declared = document.frontMatter.parameters
    found += given.compactMap { undeclared($0, in: document) }
    parameters = [:]
    parameterValues = []
    unsteadyParameters = []
    for parameter in declared {
      do throws(Diagnostic) {
        let given = given.last { $0.name == parameter.name }
        guard let value = try value(of: parameter, given, among: declared, document.source) else {
          continue
        }
        parameterValues.append(value)
        parameters[parameter.name] = value.value
      } catch {
        found.append(error)
      }
    }
    return found
  }

  private func undeclared(_ given: GivenValue, in document: Document) -> Diagnostic? {
    let names = document.frontMatter.parameters.map(\.name)
    guard !names.contains(given.name) else { return nil }
    return given.diagnostic(
      .undeclaredParameter, "\(document.source.file) declares no parameter \(given.name)",
      isAboutName: true,
      hint: didYouMean(given.name, among: names)
        ?? (names.isEmpty ? nil : "it declares \(names.joined(separator: ", "))"))
  }

  /// The value of a parameter; nil when one that it is computed from is wrong.
  private func value(
    of parameter: Parameter, _ given: GivenValue?, among declared: [Parameter],
    _ source: SourceText
  ) throws(Diagnostic) -> ParameterValue? {
    var (value, kind) = (bound(parameter.value), parameter.kind)
    var origin = ParameterValue.Origin.declared
    // Where no type is declared the computed value has it, also for the one that is given.
    if case .computed(let formula) = parameter.value, given == nil || kind == nil {
      guard let computed = try compute(formula, of: parameter, among: declared, source) else {
        return nil
      }
      (value, kind, origin) = (computed.value, computed.kind, .computed)
    }
    if let given {
      let converted = try given.value(as: kind ?? .null, for: parameter, of: source)
      (value, kind) = (bound(converted.value), converted.kind)
      origin = .given(given.origin)
    }
    return ParameterValue(parameter: parameter, kind: kind ?? .null, value: value, origin: origin)
  }

  func bound(_ value: Parameter.Default) -> Value {
    switch value {
    case .scalar(let scalar): scalar.bound
    case .list(let scalars): .text(jsonArray(scalars))
    case .computed: .null
    }
  }

  // MARK: Expressions

  /// Computes a default from the parameters above it; there are no tables yet.
  ///
  /// - Returns: nil when one of those parameters is wrong.
  private func compute(
    _ formula: Parameter.Formula, of parameter: Parameter, among declared: [Parameter],
    _ source: SourceText
  ) throws(Diagnostic) -> (value: Value, kind: Parameter.Kind)? {
    limit.start(seconds: 60)
    defer { limit.end() }
    setScene(for: "parameter \(parameter.name)")
    let query = plan(expression: formula.text)
    let results: [StatementResult]
    do throws(EngineError) {
      let (came, used) = try connection.surroundings {
        () throws(EngineError) -> [StatementResult] in
        try connection.inSavepoint { () throws(EngineError) -> [StatementResult] in
          try self.results(of: SQLText(query.sql))
        }
      }
      results = came
      if let remark = unsteady(
        used.subtracting(settings.settled), "the default of \(parameter.name)", at: formula.range,
        source)
      {
        unsteadyParameters.append(remark)
      }
    } catch {
      guard let failure = failure(error, query, formula, of: parameter, among: declared, source)
      else { return nil }
      throw failure
    }
    let value = try single(results, of: parameter, formula, source)
    return try typed(value, of: parameter, formula, source)
  }

  /// What is wrong with an expression; nil when that is a parameter above it.
  private func failure(
    _ error: EngineError, _ query: InlineQuery, _ formula: Parameter.Formula,
    of parameter: Parameter, among declared: [Parameter], _ source: SourceText
  ) -> Diagnostic? {
    let range = place(of: error, in: formula, query)
    switch error.kind {
    case .undeclaredParameter:
      let name = SQLText(query.sql).bytes[error.range.clamped(to: 0..<query.sql.utf8.count)]
      let written = String(decoding: name.dropFirst(), as: UTF8.self)
      let names = declared.map(\.name)
      guard let index = names.firstIndex(of: written),
        let own = names.firstIndex(of: parameter.name)
      else { return diagnostic(error, in: source, at: range) }
      if index < own { return nil }
      let isItself = index == own
      return source.diagnostic(
        .undeclaredParameter,
        isItself
          ? "the default of \(written) is computed from itself"
          : "parameter :\(written) is declared below \(parameter.name)", at: range,
        hint: "a default is computed from the parameters above it")
    case .sql, .refused, .nameClash:
      let hint = error.missingTable == nil ? error.hint : "a default is computed without tables"
      return source.diagnostic(
        .badParameterValue, "the default of \(parameter.name): \(error.message)", at: range,
        hint: hint)
    case .interrupted, .timeout, .outOfMemory: return diagnostic(error, in: source, at: range)
    }
  }

  private func place(
    of error: EngineError, in formula: Parameter.Formula, _ query: InlineQuery
  ) -> Range<Int> {
    let start = error.range.lowerBound - (query.prefixByteCount ?? 0)
    guard formula.isVerbatim, start >= 0 else { return formula.range }
    let place = formula.range.lowerBound + start
    return place..<min(place + error.range.count, max(place + 1, formula.range.upperBound))
  }

  /// The one value of the one row of the one statement.
  private func single(
    _ results: [StatementResult], of parameter: Parameter, _ formula: Parameter.Formula,
    _ source: SourceText
  ) throws(Diagnostic) -> Value {
    let table = results.first?.table
    let fault: String? =
      if results.count != 1 {
        "\(results.count) statements"
      } else if table?.columns.count != 1 {
        "\(table?.columns.count ?? 0) columns"
      } else if table?.rowCount != 1 {
        "\(table?.rowCount ?? 0) rows"
      } else { nil }
    guard fault == nil, let table else {
      throw source.diagnostic(
        .badParameterValue, "the default of \(parameter.name) is one value, not \(fault ?? "none")",
        at: formula.range)
    }
    return table.columns[0][0]
  }

  private func typed(
    _ value: Value, of parameter: Parameter, _ formula: Parameter.Formula, _ source: SourceText
  ) throws(Diagnostic) -> (value: Value, kind: Parameter.Kind) {
    let kind = parameter.kind ?? Parameter.Kind(of: value)
    let isNumber = if case .real(let real) = value { real.isFinite } else { true }
    if let kind, isNumber, let converted = kind.convert(value),
      kind != .list || isJSONArray(converted)
    {
      return (converted, kind)
    }
    let type = kind.map { isNumber ? "not of type \($0.rawValue)" : "no finite number" }
    throw source.diagnostic(
      .badParameterValue,
      "the default of \(parameter.name) is \(shown(value)), which is \(type ?? "no text or number")",
      at: formula.range, hint: kind == .list ? "json_array(…) makes a list" : kind?.hint)
  }

  private func shown(_ value: Value) -> String {
    cellText(Table(columnNames: [""], rows: [[value]]).columns[0], row: 0)
  }

  private func isJSONArray(_ value: Value) -> Bool {
    let sql = SQLText("SELECT json_valid(:list) AND json_type(:list) = 'array'")
    var offset = 0
    do throws(EngineError) {
      guard let statement = try connection.nextStatement(in: sql, from: &offset) else {
        return false
      }
      try statement.bind(["list": value])
      return try statement.run().table?.columns[0][0] == .integer(1)
    } catch {
      return false
    }
  }
}
