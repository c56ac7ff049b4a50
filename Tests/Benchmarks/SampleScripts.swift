// The same work over the sample file for each program.

import Glibc

enum SampleScripts {
  /// What is asked of the data, in words that all three programs read.
  private static let queries = [
    "SELECT grp, count(*) AS k, sum(d.n) AS total, avg(price) AS price FROM data d GROUP BY grp ORDER BY grp",
    "SELECT city, avg(ratio) AS ratio FROM data GROUP BY city ORDER BY city",
    "SELECT flag, city, count(*) AS k FROM data GROUP BY flag, city ORDER BY flag, city",
    "SELECT day, sum(qty) AS qty FROM data GROUP BY day ORDER BY day LIMIT 20",
    "SELECT count(DISTINCT note) AS notes FROM data",
    "SELECT min(price) AS low, max(price) AS high, avg(price) AS mean, sum(n) AS total FROM data",
    "SELECT grp, count(*) AS k FROM data WHERE price > 9000 AND flag = 'false' GROUP BY grp ORDER BY grp",
    "SELECT qty, count(*) AS k FROM data GROUP BY qty ORDER BY k DESC, qty LIMIT 10",
  ]

  /// The charts by the number of the query they draw.
  private static let charts = [2: "bar x=city y=ratio", 4: "bar x=day y=qty", 8: "bar x=qty y=k"]

  /// The columns with their types, for a table and for a schema.
  private static let columns = [
    ("id", "INTEGER", "integer"), ("grp", "TEXT", "string"), ("n", "INTEGER", "integer"),
    ("price", "REAL", "number"), ("qty", "INTEGER", "integer"), ("city", "TEXT", "string"),
    ("note", "TEXT", "string"), ("flag", "TEXT", "string"), ("ratio", "REAL", "number"),
    ("day", "TEXT", "date"),
  ]

  /// Writes scripts, notebooks and a data package into the working folder.
  ///
  /// - Returns: whether all could be written.
  static func write() -> Bool {
    let table = columns.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let all = queries.joined(separator: ";\n") + ";\n"
    let sqlite = ".mode csv\nCREATE TABLE data(\(table));\n.import --skip 1 data.csv data\n"
    let duckdb = "CREATE TABLE data AS FROM read_csv('data.csv');\n"
    let files = [
      "load.sqlite3": sqlite, "all.sqlite3": sqlite + all, "load.duckdb": duckdb,
      "all.duckdb": duckdb + all, "data.md": notebook(Array(queries.enumerated())),
      "last.md": notebook(Array(queries.enumerated().suffix(1))), "datapackage.json": package,
      "thousand.md": cells(1_000), "many.md": cells(10_000),
      "thousand.sqlite3": ".mode column\n" + (0..<1_000).map { trivial($0) }.joined(),
      "small.md": smallNotebook, "small.sqlite3": smallScript, "a.csv": smallFile(1),
      "b.csv": smallFile(2), "c.csv": smallFile(3),
    ]
    return files.allSatisfy { name, text in write(text, to: name) }
  }

  private static func notebook(_ queries: [(offset: Int, element: String)]) -> String {
    var text = "---\ndata: [data.csv]\n---\n"
    for (index, query) in queries {
      text += "\n```sql\n--| label: a\(index + 1)\n\(query);\n```\n"
      guard let chart = charts[index + 1] else { continue }
      text += "\n```chart\n#| label: chart\(index + 1)\n\(chart)\n```\n"
    }
    return text
  }

  private static func trivial(_ number: Int) -> String {
    "SELECT \(number) AS n, 'x\(number)' AS t;\n"
  }

  private static func cells(_ count: Int) -> String {
    (0..<count).map { "```sql\n--| label: c\($0)\n\(trivial($0))```\n\n" }.joined()
  }

  /// A hundred rows of a key, a group and a number.
  private static func smallFile(_ factor: Int) -> String {
    "id,grp,v\n" + (0..<100).map { "\($0),g\($0 % 7),\($0 * factor % 31)\n" }.joined()
  }

  private static let smallQueries = ["a", "b", "c"].flatMap { table in
    [
      "SELECT grp, sum(v) AS v FROM \(table) GROUP BY grp ORDER BY grp",
      "SELECT count(*) AS n, avg(v) AS v FROM \(table) WHERE v > 10",
      "SELECT x.id, y.v FROM \(table) x JOIN b y ON x.id = y.id ORDER BY x.id LIMIT 10",
      "SELECT grp, max(v) AS v FROM \(table) GROUP BY grp HAVING max(v) > 20 ORDER BY 1",
    ]
  }

  private static var smallNotebook: String {
    "---\ndata: [a.csv, b.csv, c.csv]\n---\n\n"
      + smallQueries.enumerated().map { "```sql\n--| label: q\($0)\n\($1);\n```\n\n" }.joined()
  }

  private static var smallScript: String {
    let loads = ["a", "b", "c"].map { table in
      "CREATE TABLE \(table)(id INTEGER, grp TEXT, v INTEGER);\n.import --skip 1 \(table).csv \(table)\n"
    }
    return ".mode csv\n\(loads.joined()).mode column\n\(smallQueries.joined(separator: ";\n"));\n"
  }

  private static var package: String {
    let fields = columns.map { #"{"name": "\#($0.0)", "type": "\#($0.2)"}"# }
    return """
      {"name": "sample", "resources": [{"name": "data", "path": "data.csv",
       "schema": {"fields": [\(fields.joined(separator: ", "))], "primaryKey": "id"}}]}

      """
  }

  private static func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    fputs(text, file)
    return fclose(file) == 0
  }
}
