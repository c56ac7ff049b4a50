// Loading under a schema: every type, every rule, every place.

import Diagnostics
import Files
import Tabular
import Testing

@testable import Datasets

@Test(
  "a declared type is true of every value",
  arguments: [
    ("string", ["x", " "], []),
    ("integer", ["1", "-07", "+5"], ["1.0", "x", "1e3", "", " 1", "9223372036854775808"]),
    ("number", ["1", "1.5", "-1e3", "INF", ".5"], ["x", "NaN", "1e400", "1;5"]),
    ("boolean", ["true", "FALSE", "1", "0"], ["yes", "tRue", "2"]),
    (
      "date", ["2014-02-28", "2016-02-29", "2000-02-29"],
      ["2014-13-01", "2015-02-29", "1900-02-29", "2014-1-1", "2014-04-31", "2014"]
    ),
    (
      "datetime", ["2014-01-01T00:00:00", "2014-01-01T23:59:59.5Z", "2014-01-01T00:00:00+01:00"],
      ["2014-01-01", "2014-01-01 00:00:00", "2014-01-01T24:00:00"]
    ),
    ("time", ["00:00:00", "23:59:59Z"], ["24:00:00", "12:60:00", "12:00", "12:00:00."]),
    ("year", ["2014", "-0044", "12014"], ["14", "02014", "20x4"]),
    ("yearmonth", ["2014-12"], ["2014-13", "2014-00", "201412"]),
    (
      "duration", ["P1Y", "P1Y2M3DT4H5M6.5S", "-PT1S"],
      ["P", "1Y", "P1S", "PT", "P1DT", "P1M1Y", "P1.5Y"]
    ),
    ("geopoint", ["\"9.5,-60\""], ["9.5", "\"200,0\"", "\"a,b\""]),
    ("object", ["\"{\"\"a\"\": 1}\""], ["[]", "x", "\"{a: 1}\""]),
    ("array", ["\"[1,2]\""], ["{}", "\"[1,]\""]),
    ("any", ["x"], []), ("list", ["\"a,b\""], []),
  ] as [(String, [String], [String])])
func fieldTypes(type: String, good: [String], bad: [String]) throws {
  let fields =
    #"{"name": "k", "type": "string"}, {"name": "v", "type": "\#(type)", "missingValues": ["-"]}"#
  for text in good {
    #expect(try violations(fields: fields, csv: "k,v\nx,\(text)\n") == [], "\(type) \(text)")
  }
  for text in bad {
    let found = try violations(fields: fields, csv: "k,v\nx,\(text)\n")
    #expect(found.count == 1 && found[0].hasPrefix("2:3: v: \""), "\(type) \(text) \(found)")
  }
}

@Test("types decide how the values lie in the columns")
func storage() throws {
  let fields = """
    {"name": "i", "type": "integer"}, {"name": "n", "type": "number"}, {"name": "b", "type": "boolean"},
    {"name": "d", "type": "date"}, {"name": "y", "type": "year"}, {"name": "e", "type": "number"}
    """
  let table = try loadFirst(
    package(fields: fields, csv: "i,n,b,d,y,e\n1,2,true,2014-01-01,2014,\n,,0,,,\n"))
  #expect(
    rows(table) == [
      [.integer(1), .real(2), .integer(1), .text("2014-01-01"), .integer(2014), .null],
      [.null, .null, .integer(0), .null, .null, .null],
    ])
  guard case .reals = table.columns[5].values else {
    Issue.record("a number column of NULLs is not a column of reals")
    return
  }
}

@Test("missing values are NULL, quoted or not; without any the empty text is a value")
func missingValues() throws {
  let plain = try loadFirst(
    package(fields: #"{"name": "a"}, {"name": "b"}"#, csv: "a,b\n\"\",NA\n"))
  #expect(rows(plain) == [[.null, .text("NA")]])
  let named = try loadFirst(
    package(
      fields: #"{"name": "a"}, {"name": "b"}"#, schema: #""missingValues": ["NA"],"#,
      csv: "a,b\n,NA\n"))
  #expect(rows(named) == [[.text(""), .null]])
}

@Test(
  "every constraint finds what breaks it",
  arguments: [
    (#""type": "string", "constraints": {"required": true}"#, "", "2:3: v: required, but empty"),
    (
      #""type": "integer", "constraints": {"minimum": 5}"#, "4",
      "2:3: v: \"4\" is below the minimum 5"
    ),
    (
      #""type": "integer", "constraints": {"maximum": "5"}"#, "6",
      "2:3: v: \"6\" is above the maximum 5"
    ),
    (
      #""type": "number", "constraints": {"exclusiveMinimum": 5}"#, "5.0",
      "2:3: v: \"5.0\" is not above 5"
    ),
    (
      #""type": "number", "constraints": {"exclusiveMaximum": 5}"#, "5",
      "2:3: v: \"5\" is not below 5"
    ),
    (
      #""type": "date", "constraints": {"minimum": "2014-02-01"}"#, "2014-01-31",
      "2:3: v: \"2014-01-31\" is below the minimum 2014-02-01"
    ),
    (
      #""type": "year", "constraints": {"maximum": "2030"}"#, "2031",
      "2:3: v: \"2031\" is above the maximum 2030"
    ),
    (
      #""type": "string", "constraints": {"minLength": 2}"#, "é",
      "2:3: v: \"é\" has 1 character, fewer than 2"
    ),
    (
      #""type": "string", "constraints": {"maxLength": 2}"#, "日本語",
      "2:3: v: \"日本語\" has 3 characters, more than 2"
    ),
    (
      #""type": "string", "constraints": {"enum": ["A", "B"]}"#, "a",
      "2:3: v: \"a\" is none of A, B"
    ),
    (
      #""type": "string", "categories": [{"value": "A", "label": "x"}]"#, "a",
      "2:3: v: \"a\" is none of A"
    ),
    (#""type": "integer", "constraints": {"enum": [1, 2]}"#, "3", "2:3: v: \"3\" is none of 1, 2"),
    (
      #""type": "string", "constraints": {"pattern": "[A-Z]{2}"}"#, "NOR",
      "2:3: v: \"NOR\" does not match the pattern [A-Z]{2}"
    ),
  ])
func constraints(field: String, text: String, expected: String) throws {
  let fields = #"{"name": "k"}, {"name": "v", \#(field)}"#
  #expect(try violations(fields: fields, csv: "k,v\nx,\(text)\n") == [expected])
}

@Test("values that keep every rule load")
func keptRules() throws {
  let fields = """
    {"name": "i", "type": "integer", "constraints": {"minimum": 1, "maximum": 3, "enum": [1, "2", 3], "unique": true}},
    {"name": "s", "constraints": {"minLength": 2, "maxLength": 2, "pattern": "^[a-z]+$", "required": true}}
    """
  #expect(try violations(fields: fields, csv: "i,s\n1,ab\n+2,cd\n,ef\n,gh\n") == [])
}

@Test("values on the edge of their bounds are kept or refused as the bounds say")
func edges() throws {
  let fields = """
    {"name": "i", "type": "integer", "constraints": {"minimum": 1, "maximum": 3}},
    {"name": "r", "type": "number", "constraints": {"minimum": 0, "exclusiveMaximum": 1}}
    """
  #expect(
    try violations(fields: fields, csv: "i,r\n1,0\n3,0.5\n2,-0\n0,1\n4,1e0\n+3,-1e-9\n") == [
      "5:1: i: \"0\" is below the minimum 1", "5:3: r: \"1\" is not below 1",
      "6:1: i: \"4\" is above the maximum 3", "6:3: r: \"1e0\" is not below 1",
      "7:4: r: \"-1e-9\" is below the minimum 0",
    ])
}

@Test("repeated keys name both lines, also across line endings in quotes")
func keys() throws {
  let fields =
    #"{"name": "a"}, {"name": "b", "type": "integer"}, {"name": "c", "constraints": {"unique": true}}"#
  let csv = "a,b,c\n\"x\ny\",1,p\nx,01,q\n\"x\ny\",01,p\n,2,\n"
  #expect(
    try violations(fields: fields, schema: #""primaryKey": ["a", "b"],"#, csv: csv) == [
      "5:1: a, b: \"x\\ny\", 1 repeats the primary key of line 2",
      "6:7: c: \"p\" repeats the unique key of line 2",
      "7:1: a: part of the primary key, but empty",
    ])
  #expect(
    try violations(
      fields: fields, schema: #""uniqueKeys": [["a", "b"]],"#, csv: "a,b,c\n,1,\n,1,\n") == [])
}

@Test("foreign keys name both sides and pass over NULL")
func foreignKeys() throws {
  let json = """
    {"resources": [
     {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "c"}, {"name": "n", "type": "integer"}],
      "foreignKeys": [{"fields": ["c", "n"], "reference": {"resource": "m", "fields": ["code", "number"]}}]}},
     {"name": "m", "path": "m.csv", "schema": {"fields": [{"name": "code"}, {"name": "number", "type": "integer"}],
      "foreignKeys": [{"fields": "code", "reference": {"resource": "t", "fields": "c"}}]}}]}
    """
  let files = memory([
    "p/datapackage.json": Array(json.utf8), "p/t.csv": Array("c,n\nA,1\nB,02\nA,2\n,7\n".utf8),
    "p/m.csv": Array("code,number\nA,1\nB,2\n".utf8),
  ])
  #expect(try findings { try loadFirst(files) } == ["4:1: c, n: \"A\", 2 is not in m.code, number"])
}

@Test("all violations of a file are found in one pass, in its order")
func allViolations() throws {
  let fields =
    #"{"name": "d", "type": "date"}, {"name": "i", "type": "integer", "constraints": {"unique": true}}"#
  let csv = "d,i\n2014-13-01,1\n\"2014-01-01\",x\n2014,1\n2014-01-01\n\n2014-01-01,2\n\n"
  #expect(
    try violations(fields: fields, csv: csv) == [
      "2:1: d: \"2014-13-01\" is not a date", "3:14: i: \"x\" is not an integer",
      "4:1: d: \"2014\" is not a date", "4:6: i: 1 repeats the unique key of line 2",
      "5:1: a record of 1 field, where the table has 2", "6:1: a blank line",
    ])
  let many = "d,i\n" + (0..<100).map { "x,\($0 % 50)\n" }.joined()
  let found = try violations(fields: fields, csv: many)
  #expect(found.count == 21)
  #expect(found[20] == "p/t.csv: 130 more violations, 150 in all")
}

@Test("a violation carries the code, the line and the file")
func sourceLine() throws {
  do {
    _ = try loadFirst(
      package(
        fields: #"{"name": "a", "type": "integer"}, {"name": "b", "type": "date"}"#,
        csv: "a,b\r\nxé,\"y\"\r\n"))
    Issue.record("loaded")
  } catch let list as DiagnosticList {
    #expect(list.diagnostics[0].code == .wrongType)
    #expect(list.diagnostics[0].place == Place(file: "p/t.csv", line: 2, column: 1))
    #expect(list.diagnostics[0].source == SourceLine("xé,\"y\"", highlightCount: 2))
    #expect(list.diagnostics[1].source == SourceLine("xé,\"y\"", highlightCount: 3))
  }
}

@Test(
  "a header that differs from the fields is refused, unless fieldsMatch allows it",
  arguments: [
    ("exact", "a,b", []),
    (
      "exact", "b,a",
      [
        "1:1: column 1 is b, but datapackage.json says a",
        "1:3: column 2 is a, but datapackage.json says b",
      ]
    ), ("exact", "a", ["1:1: column b is declared, but missing"]),
    ("exact", "a,b,c", ["1:5: column c is not declared"]),
    ("exact", "A,b", ["1:1: column 1 is A, but datapackage.json says a"]),
    ("equal", "b,a", []), ("equal", "b,a,c", ["1:5: column c is not declared"]),
    ("equal", "a", ["1:1: column b is declared, but missing"]),
    ("subset", "c,b,a", []), ("subset", "a,c", ["1:1: column b is declared, but missing"]),
    ("superset", "b", []), ("superset", "b,c", ["1:3: column c is not declared"]),
    ("partial", "c,b", []), ("partial", "c", ["1:1: none of the declared columns is in the file"]),
    ("equal", "a,b,a", ["1:5: a second column named a"]),
    ("equal", "a,,b", ["1:3: column 2 has no name", "1:3: column  is not declared"]),
  ])
func headers(match: String, header: String, expected: [String]) throws {
  let found = try violations(
    fields: #"{"name": "a"}, {"name": "b"}"#, schema: "\"fieldsMatch\": \"\(match)\",",
    csv: header + "\n")
  #expect(found == expected)
}

@Test("dialects are honoured")
func dialects() throws {
  let fields = #"{"name": "a"}, {"name": "b"}"#
  func table(_ dialect: String, _ csv: String) throws -> [[Value]] {
    try rows(loadFirst(package(fields: fields, resource: "\"dialect\": \(dialect),", csv: csv)))
  }
  let expected: [[Value]] = [[.text("x"), .text("y,z")]]
  #expect(try table(#"{"delimiter": ";"}"#, "a;b\nx;y,z\n") == expected)
  #expect(try table(#"{"csv": {"delimiter": ";"}}"#, "a;b\nx;y,z\n") == expected)
  #expect(try table(#"{"quoteChar": "'"}"#, "a,b\nx,'y,z'\n") == expected)
  #expect(try table(#"{"header": false}"#, "x,\"y,z\"\n") == expected)
  #expect(try table(#"{"headerRows": []}"#, "x,\"y,z\"\n") == expected)
  #expect(try table(#"{"skipInitialSpace": true}"#, "a, b\nx, \"y,z\"\n") == expected)
  #expect(try table(##"{"commentChar": "#"}"##, "#1\na,b\n#2\nx,\"y,z\"\n") == expected)
  #expect(try table(#"{"caseSensitiveHeader": false}"#, "A,B\nx,\"y,z\"\n") == expected)
  #expect(try table(#"{"csvddfVersion": 1.2}"#, "A,B\nx,\"y,z\"\n") == expected)
  #expect(
    try table(#"{"quoteChar": null, "delimiter": ";"}"#, "a;b\n\"x;y\n") == [
      [.text("\"x"), .text("y")]
    ])
  #expect(
    try violations(fields: fields, csv: "a,b\nx, \"y,z\"\n") == [
      "2:4: a quote after blanks", "2:7: a record of 3 fields, where the table has 2",
    ])
}

@Test("the files of a resource are read as one table, a repeated header only once")
func severalFiles() throws {
  let json = """
    {"resources": [{"name": "t", "path": ["a.csv", "b.csv", "c.csv"], "schema": {"primaryKey": "k",
     "fields": [{"name": "k", "type": "integer"}, {"name": "v"}]}}]}
    """
  func files(_ last: String) -> FileAccess {
    memory([
      "p/datapackage.json": Array(json.utf8), "p/a.csv": Array("k,v\n1,a\n".utf8),
      "p/b.csv": Array("k,v\n2,b".utf8), "p/c.csv": Array(last.utf8),
    ])
  }
  #expect(try loadFirst(files("3,c\n")).rowCount == 3)
  do {
    _ = try loadFirst(files("3,c\n1,d\n"))
    Issue.record("loaded")
  } catch let list as DiagnosticList {
    #expect(
      list.diagnostics.map(brief) == ["2:1: k: 1 repeats the primary key of line 2 of p/a.csv"])
    #expect(list.diagnostics[0].place?.file == "p/c.csv")
  }
}

@Test("hash and length are checked before anything is read")
func integrity() throws {
  let good = "309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc"
  func found(_ resource: String) throws -> [String] {
    try violations(fields: #"{"name": "a", "type": "date"}"#, resource: resource, csv: "a\n1\n")
  }
  #expect(
    try found("\"hash\": \"sha256:\(good)\", \"bytes\": 4,") == ["2:1: a: \"1\" is not a date"])
  #expect(try found("\"bytes\": 5,") == ["p/t.csv: 4 bytes, but the data package says 5"])
  let wrong = String(good.reversed())
  #expect(
    try found("\"hash\": \"\(wrong)\",") == [
      "p/t.csv: the content changed: sha256 \(wrong) expected, \(good) found"
    ])
}

@Test("a resource without a schema is typed by its values")
func noSchema() throws {
  let json = #"{"resources": [{"name": "a", "path": "a.csv", "dialect": {"delimiter": ";"}}]}"#
  let files = memory(["p/datapackage.json": Array(json.utf8), "p/a.csv": Array("a;b\n1;x\n".utf8)])
  #expect(try rows(loadFirst(files)) == [[.integer(1), .text("x")]])
}
