// Data files -> a datapackage.json that loads them as they are.

import Diagnostics
import SystemPackage
import Tabular
import Testing

@testable import Datasets

private func described(
  _ texts: [(name: String, text: String)], options: CSVOptions = CSVOptions()
) throws -> PackageDescription {
  var files: [String: [UInt8]] = [:]
  for (name, text) in texts { files["p/\(name)"] = Array(text.utf8) }
  return try PackageDescription(of: texts.map { ($0.name, options) }, in: "p", files: memory(files))
}

/// What the package of a description gives.
private func loaded(
  _ texts: [(name: String, text: String)], options: CSVOptions = CSVOptions()
) throws -> [Table] {
  let description = try described(texts, options: options)
  var files = ["p/datapackage.json": Array(description.json.utf8)]
  for (name, text) in texts { files["p/\(name)"] = Array(text.utf8) }
  let package = try readPackage(at: "p", files: memory(files))
  #expect(package.notes == [])
  return try package.resources.map { try load($0, files: memory(files)) }
}

@Test(
  "what is described loads at once with the values of the bare file",
  arguments: [
    "id,zip,price,day\n1,00123,7.5,2024-01-01\n2,,,\n", "a;b\n1;x\n2;y,z\n", "a|b\n1|2\n3|4\n",
    "1,2\n3,4\n", "# c\n# d\na,b\n1,2\n", "\u{FEFF}a,b\n1,é日😀\n", "a,b\r\n1,\"x\r\ny\"\r\n",
    "a,b\n1,\"a\"\"b\"\n", "only\nx\n\ny\n", "a,b\n", "order by,select,日本\n1,2,3\n",
    "m,t,d\n2024-01,2024-01-01T00:00:00Z,2024-02-29\n", "a,b\n.5,+5\n5.,-0\n",
    "a,b\n9007199254740993,1e5\n1,2\n",
  ])
func describedLoads(text: String) throws {
  let table = try loaded([("t.csv", text)])[0]
  let alone = try bare(text).table
  #expect(rows(table) == rows(alone))
  #expect(table.columnNames == alone.columnNames)
}

@Test("names follow the standard, and each file gets one of its own")
func resourceNames() throws {
  let names = [
    "My File (2).csv", "my_file_2.tsv", "Länder.CSV", "2024.csv", "日本.csv", "a.b-c.csv", "_x_.csv",
  ]
  let text = "a\tb\n1\t2\n"
  let description = try described(names.map { ($0, text) })
  #expect(
    description.described.map(\.name) == [
      "my_file_2", "my_file_2_2", "l_nder", "2024", "data", "a_b-c", "x",
    ])
  #expect(
    description.notes.first
      == "my_file_2.tsv is named my_file_2_2, because My File (2).csv is my_file_2")
}

@Test("empty texts in quotes become NULL, and that is said")
func emptyTexts() throws {
  let description = try described([("t.csv", "a,b\n1,\"\"\n1,x\n")])
  #expect(
    description.notes == ["t.csv: 1 empty text of column b becomes NULL, as in every data package"])
}

@Test("a column that could be a key is named, not declared")
func keyCandidates() throws {
  let description = try described([("t.csv", "id,x,r\n1,a,1.5\n2,a,2.5\n")])
  #expect(description.notes == ["t.csv: column id is unique and never NULL: a primaryKey?"])
  #expect(!description.json.contains("primaryKey"))
}

@Test("texts that mean NULL are declared, when they are stated")
func statedMissingValues() throws {
  var options = CSVOptions()
  options.nullTexts = ["NA", "-"]
  let table = try loaded([("t.csv", "a,b\nNA,1\n3,-\n")], options: options)[0]
  #expect(rows(table) == [[.null, .integer(1)], [.integer(3), .null]])
}

@Test(
  "what a data package cannot say is an error",
  arguments: [
    ("t.csv", "a,b\n1\n", "a record of 1 field, where the first has 2"),
    ("t.csv", "", "p/t.csv: the file is empty"),
    ("t.csv", "sep=;\na;b\n1;2\n", "a data package has no lines before the header"),
    ("t.csv", "a\n 5\n 7\n", "a: \" 5\" is not an integer"), ("t.csv", "a,a\n1,2\n", "a"),
    ("t.csv", "a,b,\n1,2,\n", ""),
  ])
func obstacles(name: String, text: String, message: String) throws {
  let found = try findings { try described([(name, text)]) }
  #expect(found.first?.contains(message) == true, "\(found)")
}
