// Random queries over `t`, `u` and `e` whose answers SQL fixes.

/// A query, and which output columns (from 0) its ORDER BY fixes, most important first.
struct GeneratedQuery {
  let sql: String
  let orderedColumns: [Int]
}

/// Makes queries; what it leaves out is what SQL leaves open: bare columns beside aggregates, sums
/// of reals, LIMIT over ties.
struct QueryGenerator {
  var random: SeededGenerator
  private let columns = DifferentialTables.columnNames

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next() -> GeneratedQuery {
    switch random.number(below: 12) {
    case 0...3: plain()
    case 4...6: grouped()
    case 7: windowed()
    case 8: compound()
    case 9: extremes()
    case 10: nested()
    default: distinct()
    }
  }

  // MARK: Shapes

  private mutating func plain() -> GeneratedQuery {
    let (from, aliases) = source()
    let outputs = (0...random.number(below: 3)).map { _ in
      random.chance(8) ? scalarSubquery(aliases) : column(aliases)
    }
    return finished("SELECT \(outputs.joined(separator: ", ")) \(from)", aliases, outputs.count)
  }

  private mutating func distinct() -> GeneratedQuery {
    let (from, aliases) = source()
    let outputs = (0...random.number(below: 2)).map { _ in column(aliases) }
    let sql = "SELECT DISTINCT \(outputs.joined(separator: ", ")) \(from)"
    return finished(sql, aliases, outputs.count)
  }

  private mutating func grouped() -> GeneratedQuery {
    let (from, aliases) = source()
    let keys = (0...random.number(below: 2)).map { _ in column(aliases) }
    var outputs = keys
    for _ in 0...random.number(below: 2) { outputs.append(aggregate(aliases)) }
    var sql = "SELECT \(outputs.joined(separator: ", ")) \(from)\(condition(aliases))"
    sql += " GROUP BY \(keys.joined(separator: ", "))"
    if random.chance(30) { sql += " HAVING \(aggregate(aliases)) \(comparison()) 2" }
    return ordered(sql, outputs.count)
  }

  private mutating func windowed() -> GeneratedQuery {
    let (from, aliases) = source(joins: false)
    let (partition, order) = (column(aliases), column(aliases))
    let direction = random.pick(["", " DESC"])
    let window = "(PARTITION BY \(partition) ORDER BY \(order)\(direction)"
    let outputs = [
      column(aliases), "rank() OVER \(window))", "count(*) OVER \(window))",
      "sum(\(aliases[0]).i) OVER \(window))",
      "row_number() OVER \(window), \(aliases[0]).rowid)",
      "lag(\(column(aliases))) OVER \(window), \(aliases[0]).rowid)",
    ]
    return finished("SELECT \(outputs.joined(separator: ", ")) \(from)", aliases, outputs.count)
  }

  private mutating func compound() -> GeneratedQuery {
    let names = (0...random.number(below: 2)).map { _ in random.pick(columns) }
    func list(_ alias: String) -> String {
      names.map { "\(alias).\($0)" }.joined(separator: ", ")
    }
    let operation = random.pick(["UNION", "UNION ALL", "INTERSECT", "EXCEPT"])
    let left = "SELECT \(list("t")) FROM t\(condition(["t"]))"
    let right = "SELECT \(list("u")) FROM u\(condition(["u"]))"
    return ordered("\(left) \(operation) \(right)", names.count)
  }

  private mutating func extremes() -> GeneratedQuery {
    let (from, aliases) = source()
    let outputs = (0...random.number(below: 2)).map { _ in aggregate(aliases) }
    let sql = "SELECT \(outputs.joined(separator: ", ")) \(from)\(condition(aliases))"
    return GeneratedQuery(sql: sql, orderedColumns: [])
  }

  private mutating func nested() -> GeneratedQuery {
    let (name, key) = (random.pick(["t", "u"]), random.pick(columns))
    let inner =
      "SELECT \(key) AS g, count(*) AS n, max(i) AS i FROM \(name)\(condition([name])) GROUP BY 1"
    let outputs = "s.g, s.n, \(column(["t"]))"
    if random.chance(50) {
      let sql =
        "WITH s AS (\(inner)) SELECT \(outputs) FROM t JOIN s ON t.\(key) = s.g\(condition(["t"]))"
      return ordered(sql, 3)
    }
    return ordered(
      "SELECT \(outputs) FROM t LEFT JOIN (\(inner)) s ON t.i = s.i\(condition(["t"]))", 3)
  }

  // MARK: Clauses

  /// FROM with one to three tables, and their names.
  private mutating func source(joins: Bool = true) -> (sql: String, aliases: [String]) {
    guard joins, random.chance(50) else {
      let name = random.pick(["t", "t", "t", "u", "e"])
      return ("FROM \(name)", [name])
    }
    if random.chance(10) { return ("FROM u AS v JOIN u ON \(link("v", "u"))", ["v", "u"]) }
    let join = random.pick(["JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])
    let (first, second) = random.chance(50) ? ("t", "u") : ("u", "t")
    let right = random.chance(5) ? "e" : random.chance(15) ? "g" : second
    var sql = "FROM \(first) \(join) \(right) ON \(link(first, right))"
    if random.chance(25) { sql += " AND \(predicate([first, right], depth: 1))" }
    guard random.chance(15) else { return (sql, [first, right]) }
    let third = random.pick(["JOIN", "LEFT JOIN"])
    return (sql + " \(third) u AS w ON \(link("w", first)) AND w.rowid < 4", [first, right, "w"])
  }

  private mutating func link(_ left: String, _ right: String) -> String {
    let name = random.pick(columns)
    let other = random.chance(70) ? name : random.pick(columns)
    let sql = "\(left).\(name) \(random.pick(["=", "=", "=", "=", "IS"])) \(right).\(other)"
    return random.chance(30) ? sql + " AND \(left).i = \(right).i" : sql
  }

  /// Conditions, order and limit.
  private mutating func finished(
    _ sql: String, _ aliases: [String], _ count: Int
  ) -> GeneratedQuery {
    ordered(sql + condition(aliases), count)
  }

  private mutating func ordered(_ sql: String, _ count: Int) -> GeneratedQuery {
    guard random.chance(60) else { return GeneratedQuery(sql: sql, orderedColumns: []) }
    let isLimited = random.chance(30)
    let all = (0..<count).shuffled(using: &random)
    let keys = isLimited ? all : Array(all.prefix(1 + random.number(below: count)))
    let terms = keys.map { "\($0 + 1)\(random.pick(["", "", " DESC", " ASC", " NULLS LAST"]))" }
    var text = sql + " ORDER BY \(terms.joined(separator: ", "))"
    if isLimited { text += " LIMIT \(random.number(below: 12))" }
    if isLimited, random.chance(40) { text += " OFFSET \(random.number(below: 5))" }
    return GeneratedQuery(sql: text, orderedColumns: keys)
  }

  private mutating func condition(_ aliases: [String]) -> String {
    random.chance(65) ? " WHERE \(predicate(aliases, depth: 2))" : ""
  }

  private mutating func aggregate(_ aliases: [String]) -> String {
    switch random.number(below: 6) {
    case 0: "count(*)"
    case 1: aliases.contains("g") ? "count(g.i)" : "sum(\(random.pick(aliases)).i)"
    case 2: "count(DISTINCT \(column(aliases)))"
    case 3: "count(\(column(aliases)))"
    default: "\(random.pick(["min", "max"]))(\(column(aliases)))"
    }
  }

  private mutating func column(_ aliases: [String]) -> String {
    "\(random.pick(aliases)).\(random.chance(5) ? "rowid" : random.pick(columns))"
  }

  private mutating func comparison() -> String {
    random.pick(["=", "=", "=", "<", "<=", ">", ">=", "<>", "IS", "IS NOT"])
  }

  // MARK: Conditions

  private mutating func predicate(_ aliases: [String], depth: Int) -> String {
    if depth > 0, random.chance(35) {
      let left = predicate(aliases, depth: depth - 1)
      let right = predicate(aliases, depth: depth - 1)
      return random.pick([
        "(\(left) AND \(right))", "(\(left) AND \(right))", "(\(left) OR \(right))",
        "NOT (\(left))",
      ])
    }
    let subject = column(aliases)
    switch random.number(below: 14) {
    case 0...3: return "\(subject) \(comparison()) \(literal())"
    case 4: return "\(subject) IS \(random.pick(["", "NOT "]))NULL"
    case 5:
      let list = (0..<random.number(below: 6)).map { _ in literal() }
      return "\(subject) \(not())IN (\(list.joined(separator: ", ")))"
    case 6:
      let name = random.pick(["t", "u", "u", "e", "g"])
      let inner = depth > 0 ? " WHERE \(predicate([name], depth: 0))" : ""
      return "\(subject) \(not())IN (SELECT \(random.pick(columns)) FROM \(name)\(inner))"
    case 7: return "\(subject) \(not())BETWEEN \(literal()) AND \(literal())"
    // SQLite 3.40 loses rows where a native rowid in a LEFT JOIN is LIKE something.
    case 8: return pattern("\(random.pick(aliases)).\(random.pick(columns))")
    case 9:
      let collation = random.pick(["NOCASE", "RTRIM", "BINARY"])
      return "\(subject) COLLATE \(collation) \(comparison()) \(literal())"
    case 10: return "\(subject) \(comparison()) \(column(aliases))"
    case 11:
      return
        "\(not())EXISTS (SELECT 1 FROM \(random.pick(["u", "u", "g", "t"])) AS z WHERE z.\(random.pick(columns)) = \(subject))"
    case 12: return "\(subject) \(comparison()) \(scalarSubquery(aliases))"
    default: return "\(subject) \(comparison()) \(expression(aliases))"
    }
  }

  private mutating func not() -> String { random.chance(25) ? "NOT " : "" }

  private mutating func pattern(_ subject: String) -> String {
    if random.chance(30) {
      return "\(subject) \(not())GLOB '\(random.pick(["a*", "*", "[aA]b*", "?", "5*", "2012*"]))'"
    }
    let text = random.pick(["a%", "A%", "%a", "al_ha", "5%", "", "%", "2015-1%", "é%", "a\\%b"])
    return "\(subject) \(not())LIKE '\(text)'\(random.chance(15) ? " ESCAPE '\\'" : "")"
  }

  private mutating func scalarSubquery(_ aliases: [String]) -> String {
    // Equal values of several classes make different texts: extremes are of columns without them.
    let (key, value) = (random.pick(columns), random.pick(["i", "k", "x", "y"]))
    // SQLite takes an extreme of a column that must equal something for any of its values, even if
    // '5' and '5.0' equal it.
    let function = key == value ? "count" : random.pick(["min", "max", "count"])
    return "(SELECT \(function)(z.\(value)) FROM \(random.pick(["u", "u", "g", "t"])) AS z"
      + " WHERE z.\(key) \(random.pick(["=", "=", "<", "IS"])) \(column(aliases)))"
  }

  private mutating func expression(_ aliases: [String]) -> String {
    let subject = column(aliases)
    return random.pick([
      "CAST(\(subject) AS TEXT)", "CAST(\(subject) AS INTEGER)", "+\(subject)", "\(subject) || ''",
      "lower(\(subject))", "abs(\(random.pick(aliases)).i) + 1", "coalesce(\(subject), 5)",
    ])
  }

  private mutating func literal() -> String {
    switch random.number(below: 8) {
    case 0, 1: "\(random.number(below: 9) - 2)"
    case 2: "\(random.pick(DifferentialTables.integers))"
    case 3:
      random.pick(["0.5", "-0.0", "1.5", "5.0", "9007199254740992.0", "9e999", "-1e19", "2.0"])
    case 4: quoted(random.pick(DifferentialTables.texts))
    case 5: quoted(random.pick(DifferentialTables.words))
    case 6: random.pick(["NULL", "x'35'", "x''", "'2015'", "'2015-12-31'"])
    default: quoted(random.pick(DifferentialTables.texts))
    }
  }

  private func quoted(_ text: String) -> String { "'\(text)'" }
}
