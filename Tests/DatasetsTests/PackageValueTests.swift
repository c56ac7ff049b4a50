// Values as packages write them: numbers of other countries, dates after patterns, lists, forms of text.

import Diagnostics
import Files
import Tabular
import Testing

@testable import Datasets

/// The values of a column `v`, or the findings.
private func values(_ field: String, _ texts: [String]) throws -> [Value] {
  let quoted = texts.map {
    "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
  let files = package(
    fields: #"{"name": "k"}, {"name": "v", \#(field)}"#,
    csv: "k,v\n" + quoted.map { "x,\($0)\n" }.joined())
  return try rows(loadFirst(files)).map { $0[1] }
}

/// Which of some texts are refused.
private func refused(_ field: String, _ texts: [String]) throws -> [String] {
  try texts.filter { text in
    do {
      _ = try values(field, [text])
      return false
    } catch let list as DiagnosticList {
      #expect(list.diagnostics.count == 1 && list.diagnostics[0].code == .wrongType, "\(text)")
      return true
    }
  }
}

@Test(
  "a number is what its marks of groups and fractions say, and nothing that could be another",
  arguments: [
    (
      #""type": "number", "groupChar": ",""#,
      [
        ("1,234", 1234), ("1,234,567.5", 1_234_567.5), ("12,34,567", 1_234_567),
        ("-1,234e2", -123_400), ("1234", 1234), ("+.5", 0.5),
      ],
      [
        "1,5", "1,2345", ",123", "0,123", "1,,234", "1234,", "12345,678,", "1.5,000", "1 234",
        "1,234.5.6", "-",
      ]
    ),
    (
      #""type": "number", "decimalChar": ",", "groupChar": ".""#,
      [("1.234,5", 1234.5), ("0,1", 0.1), ("1.234.567", 1_234_567), (",5", 0.5)],
      ["1.5", "1,234.5", "1.23", "0.123", "1,2,3"]
    ),
    (
      #""type": "number", "decimalChar": ",""#, [("1,5", 1.5), ("-0,25e1", -2.5), ("7", 7)],
      ["1.5", "1,5,", "1.000,5"]
    ),
    (
      #""type": "number", "groupChar": "\u00a0""#,
      [("1\u{A0}000\u{A0}000,".dropLast().description, 1_000_000)],
      ["1 000"]
    ),
    (
      #""type": "number", "bareNumber": false, "groupChar": ",""#,
      [
        ("€ 95", 95), ("95%", 95), ("EUR 1,234.50 net", 1234.5), ("-$5", -5), ("$-5", -5),
        ("~7.5e2 kg", 750),
        ("EUR .5", 0.5), ("95.", 95), ("INF", .infinity), ("≈3", 3),
      ],
      [
        "(5)", "$(5.00)", "5-", "5 -", "\u{2212}5", "Rs.500", "5 m2", "1-2", "none", "$", "3 of 5",
        "--5", "1,5 %",
      ]
    ),
  ] as [(String, [(String, Double)], [String])])
func numbers(field: String, good: [(String, Double)], bad: [String]) throws {
  #expect(try values(field, good.map(\.0)) == good.map { .real($0.1) })
  #expect(try refused(field, bad) == bad)
}

@Test("integers have groups and companions too, and stay exact")
func integers() throws {
  #expect(
    try values(#""type": "integer", "groupChar": " ""#, ["9 007 199 254 740 993", "-12"]) == [
      .integer(9_007_199_254_740_993), .integer(-12),
    ])
  #expect(
    try values(#""type": "integer", "bareNumber": false"#, ["no 7", "100 %", "-3 K"]) == [
      .integer(7), .integer(100), .integer(-3),
    ])
  #expect(
    try refused(#""type": "integer", "bareNumber": false"#, ["1.5", "1,000"]) == ["1.5", "1,000"])
}

@Test(
  "dates and times after a pattern become ISO 8601, as exact as the pattern is",
  arguments: [
    (
      "date", "%d/%m/%Y", [("29/02/2016", "2016-02-29"), ("1/2/2014", "2014-02-01")],
      ["29/02/2015", "2014-02-01", "01/13/2014", "1/2/14", "01/02/2014 "]
    ),
    ("date", "%d.%m.%y", [("01.02.69", "1969-02-01"), ("01.02.68", "2068-02-01")], ["01.02.1968"]),
    ("date", "%Y%m%d", [("20140201", "2014-02-01")], ["2014021", "201421"]),
    (
      "date", "fmt:%d %B %Y", [("1 May 2014", "2014-05-01"), ("02 sep 2014", "2014-09-02")],
      ["1 Mai 2014"]
    ),
    ("date", "%Y", [("2014", "2014")], ["14", "20145"]),
    ("date", "%d %m %Y", [("1  2 2014", "2014-02-01")], ["0102 2014", "01 022014"]),
    ("date", "%m/%Y", [("2/2014", "2014-02")], ["13/2014"]),
    (
      "date", "%Y-%j", [("2016-366", "2016-12-31"), ("2014-60", "2014-03-01")],
      ["2015-366", "2015-0"]
    ),
    ("date", "%Y-%m-%d %H:%M:%S", [("2014-02-01 00:00:00", "2014-02-01")], ["2014-02-01 00:00:01"]),
    (
      "datetime", "%a %d %b %Y %I:%M %p",
      [
        ("Sat 01 Feb 2014 12:05 AM", "2014-02-01T00:05"),
        ("Sat 1 Feb 2014 1:05 pm", "2014-02-01T13:05"),
      ], ["Sat 01 Feb 2014 13:05 PM"]
    ),
    (
      "datetime", "%FT%T.%f%z",
      [
        ("2014-02-01T01:02:03.4500+0530", "2014-02-01T01:02:03.4500+05:30"),
        ("2014-02-01T01:02:03.4Z", "2014-02-01T01:02:03.4Z"),
      ], ["2014-02-01T01:02:03.4", "2014-02-01T25:02:03.4Z"]
    ),
    ("time", "%H:%M", [("9:05", "09:05"), ("23:59", "23:59")], ["24:00", "9:5:1", "9"]),
    ("time", "%Hh%%%M", [("09h%05", "09:05")], ["09h05"]),
  ] as [(String, String, [(String, String)], [String])])
func patterns(type: String, format: String, good: [(String, String)], bad: [String]) throws {
  let field = #""type": "\#(type)", "format": "\#(format)""#
  #expect(try values(field, good.map(\.0)) == good.map { .text($0.1) })
  #expect(try refused(field, bad) == bad)
}

@Test("texts that become the same date are one value, also for keys, and NULL stays NULL")
func samePatternValue() throws {
  let fields =
    #"{"name": "k", "type": "integer"}, {"name": "d", "type": "date", "format": "%d/%m/%Y", "constraints": {"unique": true, "enum": ["01/02/2014"]}}"#
  #expect(
    try violations(fields: fields, csv: "k,d\n1,01/02/2014\n2,\n3,1/2/2014\n4,2/2/2014\n") == [
      "4:3: d: \"2014-02-01\" repeats the unique key of line 2",
      "5:3: d: \"2/2/2014\" is none of 01/02/2014",
    ])
}

@Test("points in time and lengths of time are compared exactly, and not at all where no one knows")
func moments() throws {
  func found(_ field: String, _ texts: [String]) throws -> [String] {
    try violations(
      fields: #"{"name": "k"}, {"name": "v", \#(field)}"#,
      csv: "k,v\n" + texts.map { "x,\($0)\n" }.joined()
    ).map { String($0.prefix(1)) }
  }
  let stamps =
    #""type": "datetime", "constraints": {"exclusiveMinimum": "2024-03-01T00:00:00Z", "maximum": "2024-03-01T00:00:00.5Z"}"#
  #expect(
    try found(
      stamps,
      [
        "2024-03-01T00:00:00Z", "2024-03-01T00:00:00.0000000001Z", "2024-03-01T05:30:00.5+05:30",
        "2024-02-29T19:00:00.5000001-05:00", "2024-03-01T00:00:00",
      ]) == ["2", "5", "6"])
  let clock =
    #""type": "time", "constraints": {"minimum": "09:00:00", "exclusiveMaximum": "17:00:00"}"#
  #expect(
    try found(clock, ["09:00:00", "08:59:59.9", "17:00:00", "12:00:00Z"]) == ["3", "4", "5"])
  let length = #""type": "duration", "constraints": {"minimum": "P1M", "maximum": "P1Y"}"#
  #expect(
    try found(
      length, ["P1M", "P27D", "P30D", "P32D", "P12M", "P367D", "P1Y1D", "-P2M", "PT999999999999H"])
      == [
        "3", "4", "7", "8", "9", "1",
      ])
}

@Test("items of lists are of their type, and lists, arrays and objects have lengths")
func lists() throws {
  let list = #""type": "list", "delimiter": "; ", "itemType": "number""#
  #expect(try values(list, ["1; 2.5", "7"]) == [.text("1; 2.5"), .text("7")])
  #expect(try refused(list, ["1;2", "1; ", "1; x"]) == ["1;2", "1; ", "1; x"])
  let fields =
    #"{"name": "k"}, {"name": "v", "type": "array", "constraints": {"minLength": 1, "maxLength": 2}}"#
  #expect(
    try violations(fields: fields, csv: "k,v\nx,[]\nx,\"[[1,2,3]]\"\nx,\"[1,2,3]\"\n") == [
      "2:3: v: \"[]\" has 0 items, fewer than 1", "4:3: v: \"[1,2,3]\" has 3 items, more than 2",
    ])
}

@Test(
  "forms of text are checked",
  arguments: [
    (
      "email", ["a@b.c", "a+b@localhost", "\\\"x@y\\\"@z.org"],
      ["a", "@b", "a@", "a@b..c", "a b@c"]
    ),
    (
      "uri", ["http://x.org/a?b#c", "urn:isbn:1", "mailto:a@b"],
      ["x.org", "1a:b", ":x", "http://x y", "a:"]
    ),
    (
      "uuid", ["123e4567-e89b-12d3-A456-426614174000"],
      ["123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g"]
    ),
    ("binary", ["", "aGk=", "aGVsbG8h"].dropFirst().map(\.self), ["aGk", "a===", "aG=k", "a b="]),
  ] as [(String, [String], [String])])
func forms(format: String, good: [String], bad: [String]) throws {
  let field = #""type": "string", "format": "\#(format)""#
  #expect(try values(field, good).count == good.count)
  #expect(try refused(field, bad) == bad)
}

@Test("limits given as JSON are read as JSON, those given as strings as the field writes them")
func limits() throws {
  let fields =
    #"{"name": "v", "type": "number", "decimalChar": ",", "constraints": {"minimum": 1.5, "maximum": "2,5", "enum": [1.5, 2, "2,5", 3.5]}}, {"name": "b", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"], "constraints": {"enum": [true]}}"#
  #expect(
    try violations(
      fields: fields, resource: #""dialect": {"delimiter": ";"},"#,
      csv: "v;b\n1,5;ja\n2,0;nein\n3,5;ja\n1,4;ja\n2,4;ja\n") == [
        "3:5: b: \"nein\" is none of ja", "4:1: v: \"3,5\" is above the maximum 2,5",
        "5:1: v: \"1,4\" is below the minimum 1,5", "6:1: v: \"2,4\" is none of 1,5, 2, 2,5, 3,5",
      ])
}

@Test("NaN is told apart from what is no number, and missingValues makes it NULL")
func notANumber() throws {
  #expect(
    try violations(fields: #"{"name": "v", "type": "number"}"#, csv: "v\nnan\ninf\n") == [
      "2:1: v: \"nan\" is NaN, which SQL knows only as NULL"
    ])
  #expect(try values(#""type": "number", "missingValues": ["NaN"]"#, ["NaN"]) == [.null])
}
