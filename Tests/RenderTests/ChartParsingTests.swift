// The grammar of charts: what is read, and what each mistake is told.

import Tabular
import Testing

@testable import Render

private func failure(_ text: String) -> ChartError? {
  do {
    _ = try parseChart(text)
    return nil
  } catch {
    return error
  }
}

@Test("a chart is a type, a source, channels, options and flags")
func everything() throws {
  let text =
    "  bar FROM by_region x=\"net \"\"in\"\"come\" y=a, b:2,\"c d\":3\n width=60 no-values title=\"T x\""
  let chart = try parseChart(text)
  #expect(chart.type == .bar)
  #expect(chart.source == "by_region")
  #expect(chart.sourceRange == 11..<20)
  #expect(chart.columns(.x).map(\.name) == ["net \"in\"come"])
  #expect(chart.columns(.y).map(\.name) == ["a", "b:2", "c d:3"])
  #expect(chart.columns(.y).map(\.ordinal) == [nil, 2, 3])
  #expect(chart.options.width == 60)
  #expect(!chart.options.showsValues)
  #expect(chart.options.title == "T x")
}

@Test(
  "each mistake has its bytes and a hint",
  arguments: [
    ("", 0..<0, "a chart begins with its type", "one of bar, gantt"),
    ("bra x=a", 0..<3, "unknown chart type 'bra'", "did you mean bar?"),
    ("line x=a", 0..<4, "not supported yet: chart line", "drawn are bar, gantt"),
    (
      "bar wdith=60", 4..<9, "'wdith' is neither a channel nor an option of charts",
      "did you mean width?"
    ),
    ("bar no-valeus", 4..<13, "'no-valeus' is no flag of charts", "did you mean no-values?"),
    ("bar x=", 4..<5, "x needs a column", "x=COLUMN"),
    ("bar width", 4..<9, "width needs a value", "width=VALUE"),
    ("bar width=39", 10..<12, "width must be a whole number of 40 to 500", nil),
    ("bar width=501", 10..<13, "width must be a whole number of 40 to 500", nil),
    ("bar sort=z", 9..<10, "sort cannot be 'z'", "one of x, -x, y, -y"),
    ("bar x=a x=b", 8..<9, "x is given twice", nil),
    ("bar x=a,b", 8..<9, "x takes one column", nil),
    ("bar x=\"a", 6..<8, "the quote is never closed", "end the text with \""),
    ("bar start=a", 4..<9, "chart bar has no channel start", "it has x, y, value, series"),
    ("bar bins=9", 4..<8, "chart bar has no option bins", "bins is for hist"),
    ("bar explain", 4..<11, "not supported yet: explain in chart bar", nil),
    ("bar facet=c", 4..<9, "not supported yet: facet in chart bar", nil),
    ("bar charset=braille", 12..<19, "not supported yet: charset=braille", nil),
    (
      "bar format=abc", 11..<14, "format 'abc' cannot be read",
      "0, 0.00, \",0.0\", %, 0.0%, si or e, each with text after it: format=\"0.0 kg\""
    ),
    ("bar x=a from t", 8..<12, "from stands right after the type", "bar from NAME"),
    ("gantt top=3", 6..<9, "chart gantt has no option top", "top is for bar, stack, pct, waffle"),
  ] as [(String, Range<Int>, String, String?)])
func mistakes(text: String, range: Range<Int>, message: String, hint: String?) {
  #expect(failure(text) == ChartError(message: message, range: range, hint: hint))
}

@Test("every type and option of the manual is known, drawn or not")
func known() {
  for type in ChartType.allCases where !type.isDrawn {
    #expect(failure("\(type)")?.message == "not supported yet: chart \(type)")
  }
  for option in ChartOption.allCases {
    let message = failure("bar \(option)=1")?.message ?? ""
    #expect(!message.contains("neither"), "\(option)")
  }
}

@Test("hostile texts are errors, never traps")
func hostile() {
  let texts = [
    "bar =", "bar ,", "bar \"", "\"", "=", "bar x==a", "bar x=a\"b\"", "bar y=a,,b", "bar from",
    "bar from=x",
    "bar y=\"a\":x", "bar top=99999999999999999999", "bar baseline=nan", "bar no-", "bar no-x",
    "\u{0}", "bar x=\u{FE0F}",
  ]
  for text in texts { _ = failure(text) }
  #expect(failure("bar y=\"a\":x") != nil && failure("bar x=a\"b\"") != nil)
}

@Test(
  "dates are read in every ISO form, on the proleptic Gregorian calendar",
  arguments: [
    ("1970", .year, 0), ("0000", .year, -23_640), ("2024-03", .month, 650),
    ("2024-Q2", .quarter, 651),
    ("1970-01-01", .day, 0), ("2024-02-29", .day, 19_782), ("0000-03-01", .day, -719_468),
    ("2020-W53", .week, 18_624), ("1970-01-01T00:01Z", .time, 60),
    ("1969-12-31 23:59:59.5", .time, -1),
  ] as [(String, ISODate.Form, Int)])
func dates(text: String, form: ISODate.Form, position: Int) {
  guard case .date(let date) = ISODate.read(text.utf8) else {
    Issue.record("not a date")
    return
  }
  #expect(date == ISODate(form: form, position: position))
}

@Test("dates that no calendar has are told from other texts")
func impossibleDates() {
  for text in ["2023-02-30", "2023-02-29", "2024-13", "2024-Q5", "2021-W53", "2024-01-01T25:00"] {
    guard case .impossible = ISODate.read(text.utf8) else {
      Issue.record("\(text)")
      continue
    }
  }
  for text in ["n/a", "20240101", "2024-1-1", "2024-01-01x", "2024-01-01T1", "日本日本"] {
    guard case .other = ISODate.read(text.utf8) else {
      Issue.record("\(text)")
      continue
    }
  }
}

@Test("days and dates convert both ways")
func calendar() {
  for day in stride(from: -800_000, to: 3_000_000, by: 97) {
    let date = Calendar.date(ofDay: day)
    #expect(Calendar.day(year: date.year, month: date.month, day: date.day) == day)
  }
}
