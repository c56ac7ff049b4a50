// Blocks that were meant as cells and are none.

import Diagnostics
import Notebook
import Testing

private let mistakes: [(String, String)] = [
  ("```sql\n«#| label: x»\nSELECT 1\n```\n", "write --|"),
  ("```sql\n«#|»\nSELECT 1\n```\n", "write --|"),
  (
    "```sql\nSELECT 1;\n«--|»\n```\n",
    "option lines stand at the head of the block, above everything else"
  ),
  ("«```SQL»\n--| assert: true\nSELECT 1\n```\n", "write ```sql"),
  (
    "```sql\n«-- | assert: true»\nSELECT 1\n```\n",
    "write --| at the start of the line, without blanks in it"
  ),
  (
    "```sql\n  «--| assert: true»\n```\n",
    "write --| at the start of the line, without blanks in it"
  ),
  (
    "```sql\n\n«--| assert: true»\n```\n",
    "option lines stand at the head of the block, above everything else"
  ),
  (
    "```sql\n-- why\n«--| assert: true»\n```\n",
    "option lines stand at the head of the block, above everything else"
  ),
  ("```chart\n«--| label: x»\nbar\n```\n", "write #|"),
  ("«```sqlite»\n--| label: x\nSELECT 1\n```\n", "write ```sql"),
  ("«```{.sql #x}»\nSELECT 1\n```\n", "write ```sql {#x}"),
  ("«```{.sql .wide max-rows=3}»\nSELECT 1\n```\n", "write ```sql {.wide max-rows=3}"),
  ("«```SQL {#x}»\nSELECT 1\n```\n", "write ```sql {#x}"),
  ("«```sql{#x}»\nSELECT 1\n```\n", "write ```sql {#x}"),
  ("«```{SQL, x}»\nSELECT 1\n```\n", "write ```{sql, x}"),
  ("«```{sqlite}»\nSELECT 1\n```\n", "write ```{sql}"),
  ("«```Sql id=x»\nSELECT 1\n```\n", "write ```sql id=x"),
  ("«```postgresql»\n--| label: x\nSELECT 1\n```\n", "write ```sql"),
  ("«```»\n--| label: x\nSELECT 1\n```\n", "write ```sql"),
  ("- > «~~~SQL»\n  > --|\n  > ~~~\n", "write ```sql"),
]

@Test("a block that looks like a cell and is none is told, with what to write", arguments: mistakes)
func mistakenCells(text: String, hint: String) {
  let document = expectFindings(text, .mistakenCell, hints: hint)
  #expect(document.diagnostics.map(\.severity) == [.warning])
  #expect(document.cells.isEmpty)
}

@Test(
  "a listing that nobody takes for a cell is silent",
  arguments: [
    "```sql\nSELECT 1\n```\n", "```SQL\nSELECT 1\n```\n", "```sqlite\nSELECT 1\n```\n",
    "```chart\nbar x=a\n```\n", "```python\n#| label: x\nprint()\n```\n",
    "```{r}\n#| label: x\n```\n", "```haskell\n-- | A note: x\n--| label: x\n```\n",
    "```sql\n-- | a | b |\n-- |---|---|\nSELECT 1 -- #| label: x\n```\n", "```{.sql}\n```\n",
    "```{.sql .numberLines}\nSELECT 1\n```\n", "```{{sql}}\n```\n", "```sql {\n```\n",
    "    ```sql\n    --| label: x\n    ```\n", "```\n| a |\n```\n", "```text\n--| label: x\n```\n",
  ])
func listingsAreSilent(text: String) {
  expectFindings(text)
}

@Test(
  "a cell that HTML right above it has swallowed is told",
  arguments: [
    "<details>\n«```sql»\n--| assert: true\nSELECT 1\n```\n</details>\n",
    "text\n\n> <div>\n> <p>\n> «```chart»\n> #| label: x\n> ```\n",
  ])
func swallowedCells(text: String) {
  let document = expectFindings(text, .mistakenCell, hints: "put a blank line above it")
  #expect(document.cells.isEmpty)
}

@Test(
  "cells in comments, below blank lines and in other containers are no part of HTML",
  arguments: [
    ("<!--\n```sql\n--| label: x\n```\n-->\n", 0), ("<pre>\n```sql\n--|\n```\n</pre>\n", 0),
    ("<div>\n\n```sql\n--|\n```\n", 1), ("- <div>\n```sql\n--|\n```\n", 1),
    ("<div>\n```sql\nSELECT 1\n```\n", 0),
  ])
func notSwallowed(text: String, count: Int) {
  #expect(expectFindings(text).cells.count == count)
}

@Test("an option line below the head of a cell is told")
func optionsBelowTheHead() {
  let late = expectFindings(
    "```sql\n--| label: x\nSELECT 1\n«--| assert: true»\n```\n", .mistakenCell,
    says: "this line is no option: it is not read as one",
    hints: "option lines stand at the head of the block, above everything else")
  #expect(late.diagnostics[0].severity == .warning)
  expectFindings("```sql\n--|\n«-- | assert: true»\nSELECT 1\n```\n", .mistakenCell)
  expectFindings("```sql\n--|\n\n«--| assert: true»\nSELECT 1\n```\n", .mistakenCell)
}

@Test("the mark of another kind of cell is no fault of the SQL")
func otherMarks() {
  let sql = expectFindings(
    "```{sql}\n«#| label: x»\nSELECT 1\n```\n", .mistakenCell, hints: "write --|")
  #expect(sql.diagnostics[0].severity == .error)
  let chart = expectFindings("```{chart}\n«--| label: x»\nbar\n```\n", .mistakenCell)
  #expect(chart.diagnostics[0].severity == .error)
  let late = expectFindings("```{sql}\nSELECT 1\n«#| label: x»\n```\n", .mistakenCell)
  #expect(late.diagnostics[0].severity == .warning)
}
