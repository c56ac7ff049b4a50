// datapackage.json: what is read of it, and the place of everything wrong in it.

import Diagnostics
import SystemPackage
import Testing

@testable import Datasets

@Test("a description in the spelling of version 2 is read as a whole")
func version2() throws {
  let json = """
    {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "p", "title": "P \\ud83d\\ude00",
     "version": "1.0", "quire:evidence": "independent",
     "licenses": [{"name": "CC0-1.0"}], "sources": [{"title": "S", "path": "https://example.org"}],
     "resources": [
      {"name": "a", "path": ["a1.csv", "sub/a2.csv"], "bytes": 4, "quire:evidence": "synthetic",
       "hash": "sha256:309B0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc",
       "dialect": {"delimiter": ";", "quoteChar": "'", "doubleQuote": false, "header": true},
       "schema": {"fieldsMatch": "equal", "missingValues": [{"value": "-", "label": "none"}],
        "primaryKey": "k", "uniqueKeys": [["k", "v"]],
        "foreignKeys": [{"fields": ["v"], "reference": {"resource": "b", "fields": ["x"]}}],
        "fields": [{"name": "k", "type": "integer", "unit": "km", "constraints": {"minimum": 1}},
                   {"name": "v", "missingValues": ["", "NA"], "constraints": {"enum": ["1", "2"]}}]}},
      {"name": "b", "path": "b.tsv", "schema": {"fields": [{"name": "x", "type": "string"}]}}]}
    """
  let package = try readPackage(at: "p", files: memory(["p/datapackage.json": Array(json.utf8)]))
  #expect(package.title == "P 😀")
  #expect(package.version == "1.0")
  #expect(package.licenses.map(\.name) == ["CC0-1.0"])
  #expect(package.notes.isEmpty)
  let (a, b) = (package.resources[0], package.resources[1])
  #expect(a.paths.map(\.string) == ["p/a1.csv", "p/sub/a2.csv"])
  #expect(a.evidence == .synthetic)
  #expect(b.evidence == .independent)
  #expect(b.sources == package.sources)
  #expect(a.byteCount == 4)
  #expect(a.sha256 == "309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc")
  #expect(a.dialect.delimiter == UInt8(ascii: ";"))
  #expect(a.dialect.quote == UInt8(ascii: "'"))
  #expect(!a.dialect.doublesQuotes)
  #expect(b.dialect.delimiter == 9)
  let schema = try #require(a.schema)
  #expect(schema.primaryKey == ["k"])
  #expect(schema.uniqueKeys == [["k", "v"]])
  #expect(schema.foreignKeys.first?.resourceName == "b")
  #expect(schema.fields[0].missingValues == ["-"])
  #expect(schema.fields[1].missingValues == ["", "NA"])
  #expect(schema.fields[0].unit == "km")
  #expect(schema.fields[1].type == .any)
}

@Test("the spellings of version 1 are read too, and a schema in a file of its own")
func version1() throws {
  let json = """
    {"profile": "tabular-data-package", "name": "p", "resources": [{"profile": "tabular-data-resource",
     "name": "t", "path": "t.csv", "dialect": {"csvddfVersion": 1.2, "lineTerminator": "\\r\\n", "delimiter": ","},
     "schema": "schema.json"}]}
    """
  let schema = """
    {"primaryKey": ["a"], "foreignKeys": [{"fields": "b", "reference": {"resource": "", "fields": "a"}}],
     "fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]}
    """
  let files = memory([
    "p/datapackage.json": Array(json.utf8), "p/schema.json": Array(schema.utf8),
    "p/t.csv": Array("a,b\r\n1,\r\n2,1\r\n3,9\r\n".utf8),
  ])
  #expect(try findings { try loadFirst(files) } == ["4:3: b: 9 is not in this table.a"])
}

@Test(
  "what is wrong has its place in datapackage.json",
  arguments: [
    ("", ["1:1: not JSON: the JSON text ends where a value is expected"]),
    ("{\"a\": 1,}", ["1:9: not JSON: expected a name in quotes"]),
    ("{'a': 1}", ["1:2: not JSON: expected a name in quotes"]),
    ("{\"a\": yes}", ["1:7: not JSON: expected a JSON value"]),
    ("{} x", ["1:4: not JSON: text after the end of the JSON value"]),
    ("[]", ["1:1: a data package is a JSON object"]),
    ("{}", ["1:1: resources is missing"]),
    ("{\"resources\": {}}", ["1:15: resources is not a list"]),
    ("{\"resources\": []}", ["1:15: resources is empty"]),
    (
      "{\"name\": 5, \"resources\": [3]}",
      ["1:10: name is not a string", "1:27: a resource is a JSON object"]
    ),
    ("{\"resources\": [\n{\"path\": \"a.csv\"}]}", ["2:1: a resource without a name"]),
    ("{\"resources\": [{\"name\": \"a\"}]}", ["1:16: a resource without a path"]),
    ("{\"a\": 1, \"a\": 2}", ["1:10: duplicate key a"]),
    (
      "{\"quire:evidence\": \"studdy\", \"resources\": [{\"name\": \"a\", \"path\": \"a.csv\"}]}",
      [
        "1:20: quire:evidence is one of study, independent, published, unstated, synthetic"
      ]
    ),
    (
      "{\"resources\": [{\"name\": \"a\", \"path\": \"a.csv\"}, {\"name\": \"A\", \"path\": \"b.csv\"}]}",
      [
        "1:57: a second resource named A"
      ]
    ),
  ])
func wrongDescriptions(json: String, expected: [String]) throws {
  #expect(try descriptionFaults(json) == expected)
}

@Test(
  "paths out of the package are refused",
  arguments: [
    "https://example.org/a.csv", "/etc/passwd", "../a.csv", "a/../../b.csv", "C:\\\\a.csv",
    "~/a.csv", "..\\\\a.csv",
  ])
func paths(path: String) throws {
  let json = #"{"resources": [{"name": "a", "path": "\#(path)"}]}"#
  do {
    _ = try readPackage(at: "p", files: memory(["p/datapackage.json": Array(json.utf8)]))
    Issue.record("taken")
  } catch {
    #expect(error.diagnostics.map(\.code) == [.outsideProject])
    #expect(error.diagnostics[0].place?.column == 38)
  }
}

@Test("a link that leads out of the package is refused when the data is loaded")
func links() throws {
  let json = #"{"resources": [{"name": "a", "path": "a.csv"}]}"#
  let files = memory(
    ["p/datapackage.json": Array(json.utf8), "p/a.csv": Array("a\n1\n".utf8)],
    links: ["p/a.csv": "elsewhere/a.csv"])
  let package = try readPackage(at: "p", files: files)
  do {
    _ = try load(package.resources[0], files: files)
    Issue.record("taken")
  } catch {
    #expect(error.diagnostics.map(\.code) == [.outsideProject])
  }
}

private func field(_ field: String, _ rest: String = "") -> String {
  #"{"resources": [{"name": "a", "path": "a.csv", "schema": {\#(rest) "fields": [\#(field)]}}]}"#
}

@Test(
  "a wrong schema is refused with a place",
  arguments: [
    (field(#"{"name": "x", "type": "interger"}"#), ["no such type: interger"]),
    (field(#"{"type": "integer"}"#), ["a field without a name"]),
    (
      field(#"{"name": "x", "constraints": {"requierd": true}}"#),
      ["constraints has no property requierd"]
    ),
    (
      field(#"{"name": "x", "constraints": {"required": "yes"}}"#),
      ["required is neither true nor false"]
    ),
    (
      field(#"{"name": "x", "constraints": {"minimum": 1}}"#),
      ["minimum is not for fields of type any"]
    ),
    (
      field(#"{"name": "x", "type": "integer", "constraints": {"minimum": "a"}}"#),
      ["minimum: \"a\" is not an integer"]
    ),
    (
      field(#"{"name": "x", "type": "integer", "constraints": {"minLength": 1}}"#),
      ["minLength is not for fields of type integer"]
    ),
    (
      field(#"{"name": "x", "type": "integer", "constraints": {"enum": [1, "b"]}}"#),
      ["enum: \"b\" is not an integer"]
    ),
    (field(#"{"name": "x"}"#, #""primaryKey": "y","#), ["primaryKey: no field named y"]),
    (
      field(#"{"name": "x"}"#, #""fieldsMatch": "exactly","#),
      ["fieldsMatch is one of exact, equal, subset, superset, partial"]
    ),
    (
      field(
        #"{"name": "x"}"#,
        #""foreignKeys": [{"fields": "x", "reference": {"resource": "q", "fields": "y"}}],"#),
      ["a foreign key refers to q, which is no resource"]
    ),
  ])
func wrongSchemas(json: String, expected: [String]) throws {
  let faults = try descriptionFaults(json)
  #expect(faults.map { $0.split(separator: " ", maxSplits: 1)[1] } == expected.map { $0[...] })
  #expect(faults[0].hasPrefix("1:"))
}

@Test(
  "what the standard knows and this version does not is refused when the data is loaded, not ignored",
  arguments: [
    #""encoding": "koi8-r""#, #""hash": "crc32:aa""#, #""format": "xlsx", "type": "table""#,
    #""compression": "zip""#, #""dialect": {"delimiter": "::"}"#,
    #""dialect": {"lineTerminator": "||"}"#, #""dialect": {"quoteChar": "\u00ab"}"#,
    #""schema": {"fields": [{"name": "a", "type": "date", "format": "%d %U"}]}"#,
    #""schema": {"fields": [{"name": "a", "type": "date", "format": "%d %b"}]}"#,
    #""schema": {"fields": [{"name": "a", "type": "time", "format": "%Y"}]}"#,
    #""schema": {"fields": [{"name": "a", "constraints": {"pattern": "(?=x)"}}]}"#,
    #""schema": {"fields": [{"name": "a", "categories": "codes"}]}"#,
    #""schema": {"fields": [{"name": "a"}, {"name": "A"}]}"#,
    #""schema": {"fields": [{"name": "a", "type": "array", "constraints": {"enum": [[1]]}}]}"#,
    #""schema": {"fields": [{"name": "a", "type": "object", "constraints": {"jsonSchema": {}}}]}"#,
  ])
func unsupported(property: String) throws {
  let json = #"{"resources": [{"name": "a", "path": "a.csv", \#(property)}]}"#
  let files = memory(["p/datapackage.json": Array(json.utf8), "p/a.csv": Array("a\n1\n".utf8)])
  do {
    _ = try loadFirst(files)
    Issue.record("loaded")
  } catch let list as DiagnosticList {
    #expect(list.diagnostics.map(\.code) == [.unsupportedData])
    #expect(list.diagnostics[0].place?.file == "p/datapackage.json")
  }
}

@Test("a misspelled property is a warning with the likely one")
func misspelled() throws {
  let json = #"{"resources": [{"name": "a", "path": "a.csv", "titel": "A", "mine": 1}]}"#
  let package = try readPackage(at: "p", files: memory(["p/datapackage.json": Array(json.utf8)]))
  #expect(package.notes.map(\.message) == ["unknown property titel is ignored"])
  #expect(package.notes[0].hint == "did you mean title?")
  #expect(package.notes[0].severity == .warning)
}

@Test("JSON without blanks, with tabs, escapes and a byte order mark is read")
func jsonForms() throws {
  let json =
    "\u{FEFF}{\"name\":\"a\\/b\\u00e9\\n\",\r\n\t\"resources\":[{\"name\":\"a\",\"path\" : \"a.csv\",\"n\":-1.5e-3,"
    + "\"schema\":{\"fields\":[{\"name\":\"x: y #z\",\"example\":null,\"constraints\":{}}]}}]}"
  let package = try readPackage(at: "p", files: memory(["p/datapackage.json": Array(json.utf8)]))
  #expect(package.name == "a/bé\n")
  #expect(package.resources[0].schema?.fields[0].name == "x: y #z")
}

@Test("study is believed only with a digest and a source")
func study() throws {
  let hash = String(repeating: "a", count: 64)
  func json(_ rest: String) -> String {
    #"{"resources": [{"name": "a", "path": "a.csv", "quire:evidence": "study"\#(rest)}]}"#
  }
  #expect(try descriptionFaults(json("")).count == 1)
  #expect(try descriptionFaults(json(#", "hash": "sha256:\#(hash)""#)).count == 1)
  #expect(
    try descriptionFaults(
      json(#", "hash": "sha256:\#(hash)", "sources": [{"title": "S"}]"#)) == [])
}

@Test("a package that is not there is a finding without a place")
func missingPackage() throws {
  #expect(
    try findings { try readPackage(at: "q", files: memory([:])) } == [
      "q/datapackage.json: no such file"
    ])
}
