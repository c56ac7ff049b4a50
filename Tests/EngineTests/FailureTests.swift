// Messages at the right word, with the one close suggestion.

import Engine
import Tabular
import Testing

/// Runs a text whose fault is marked by ⟦…⟧ and compares place, message and hint.
private func expectFailure(
  _ marked: String, _ message: String, hint: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let connection = Connection()
  try connection.mount(
    Table(columnNames: ["name", "qty"], rows: [[.text("a"), .integer(1)]]), as: "sales")
  let before = String(marked.prefix { $0 != "⟦" })
  let fault = String(marked.drop { $0 != "⟦" }.dropFirst().prefix { $0 != "⟧" })
  let sql = marked.filter { $0 != "⟦" && $0 != "⟧" }
  let error = #expect(throws: EngineError.self, sourceLocation: sourceLocation) {
    try run(sql, on: connection)
  }
  let expected = before.utf8.count..<before.utf8.count + fault.utf8.count
  #expect(error?.range == expected, sourceLocation: sourceLocation)
  #expect(error?.message == message, sourceLocation: sourceLocation)
  #expect(error?.hint == hint, sourceLocation: sourceLocation)
}

@Test("an unknown column is underlined and a close one offered")
func unknownColumns() throws {
  try expectFailure(
    "SELECT ⟦nmae⟧, count(*) FROM sales", "no such column: nmae",
    hint: "did you mean name? (sales.name)")
  try expectFailure(
    "SELECT 1;\n-- é日\nSELECT 'é日',\t⟦qtty⟧ FROM sales", "no such column: qtty",
    hint: "did you mean qty? (sales.qty)")
  try expectFailure("SELECT name FROM sales WHERE ⟦zzzzz⟧ = 1", "no such column: zzzzz")
}

@Test("a column of a table that no FROM names is told from a misspelt one")
func columnsWithoutTable() throws {
  try expectFailure(
    "SELECT ⟦sales.qty⟧ + 1", "no such column: sales.qty",
    hint: "sales.qty needs a FROM that names sales, as in (SELECT sales.qty FROM sales)")
  try expectFailure(
    "SELECT ⟦sales.qyt⟧ + 1", "no such column: sales.qyt", hint: "did you mean qty? (sales.qty)")
}

@Test("what is refused is underlined where it is named")
func refusedNames() throws {
  try expectFailure(
    "SELECT seq FROM ⟦pragma_database_list⟧", "not allowed: PRAGMA database_list")
  try expectFailure("⟦PRAGMA⟧ database_list", "not allowed: PRAGMA database_list")
  try expectFailure("SELECT ⟦load_extension⟧('x')", "not allowed: load_extension")
}

@Test("an unknown table, for which SQLite gives no offset, is found by its name")
func unknownTables() throws {
  try expectFailure(
    "SELECT 'sale' FROM ⟦sale⟧", "no such table: sale", hint: "did you mean sales?")
}

@Test("an unknown function is underlined and a close one offered")
func unknownFunctions() throws {
  try expectFailure(
    "SELECT ⟦cuont⟧(*) FROM sales", "no such function: cuont", hint: "did you mean count?")
}

@Test("a misspelt keyword is blamed itself, not the word after it")
func misspeltKeywords() throws {
  try expectFailure(
    "SELECT name FROM sales\n⟦wher⟧ qty = 3", "syntax error near \"qty\"",
    hint: "did you mean WHERE?")
  try expectFailure(
    "⟦SELCT⟧ name FROM sales", "syntax error near \"SELCT\"", hint: "did you mean SELECT?")
}

@Test("unfinished input is blamed on its last word")
func unfinished() throws {
  try expectFailure("SELECT name FROM sales WHERE qty ⟦=⟧ -- and", "incomplete input")
}

@Test("an undeclared parameter is an error before anything runs")
func undeclared() throws {
  try expectFailure(
    "SELECT ':x', ⟦:x⟧ -- :x", "parameter :x has no value",
    hint: "declare it under params: in the front matter")
  try expectFailure(
    "SELECT ⟦$x⟧", "parameter $x has no name",
    hint: "parameters are written :name and declared under params: in the front matter")
}

@Test("UPDATE of an unknown column, ORDER BY out of range and wrong VALUES find their word")
func withoutOffset() throws {
  try expectFailure(
    "CREATE TEMP TABLE t(a); UPDATE t SET ⟦b⟧ = 1", "no such column: b")
  try expectFailure(
    "CREATE TEMP TABLE t(a, b); INSERT INTO ⟦t⟧ VALUES (1)",
    "table t has 2 columns but 1 values were supplied")
}

@Test("lexing covers every byte of any text")
func lexing() {
  var generator = SystemRandomNumberGenerator()
  let alphabet = Array("aé日 '\"`[]-/*:@$?.;()1x\n\\".utf8)
  for _ in 0..<2000 {
    let text = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
      alphabet.randomElement(using: &generator) ?? 0
    }
    let found = tokens(of: text)
    #expect(found.flatMap { Array(text[$0.range]) } == text)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
  }
}
