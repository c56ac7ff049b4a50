// What an unfinished statement waits for.

import Testing

@testable import LineEditing

@Test(
  "what is open is named with its line and column",
  arguments: [
    ("select 1", "still waiting for ;"),
    ("", "still waiting for ;"),
    ("select '", "still open: ' from line 1, column 8"),
    ("select 'it''s', 'b", "still open: ' from line 1, column 17"),
    ("-- don't\nselect é, \"日", "still open: \" from line 2, column 11"),
    ("select -- don't", "still waiting for ;"),
    ("select /* it's\n", "still open: /* from line 1, column 8"),
    ("select /* a */ (1, (2)", "still open: ( from line 1, column 16"),
    ("select [a'b], `", "still open: ` from line 1, column 15"),
    ("select [a", "still open: [ from line 1, column 8"),
    ("select ')', ((1)", "still open: ( from line 1, column 13"),
    ("select /*/ ", "still open: /* from line 1, column 8"),
    (")", "still waiting for ;"),
  ])
func description(sql: String, expected: String) {
  #expect(OpenConstruct.description(of: sql) == expected)
}
