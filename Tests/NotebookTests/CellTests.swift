// Which fenced blocks are cells, what they say, and where each byte stands.

import Diagnostics
import Testing

@testable import Notebook

@Test(
  "a sql fence is a cell when its first line is an option line",
  arguments: [
    ("```sql\n--|\nSELECT 1\n```\n", 1), ("```sql\nSELECT 1\n```\n", 0),
    ("~~~~sql\n--| label: a\n~~~~", 1), ("```sql\n-- |\n```", 0), ("```sql\n\n--|\n```", 0),
    ("```sqlite\n--|\n```", 0), ("``` sql\n--|\n```", 1), ("```sql\n#|\n```", 0),
    ("```chart\n#|\nbar\n```", 1), ("```chart\n--|\n```", 0), ("    ```sql\n    --|\n    ```", 0),
    ("- > 1. ```sql\n  >    --|\n", 1), ("<div>\n```sql\n--|\n```\n", 0),
  ])
func recognition(text: String, count: Int) {
  #expect(read(text).cells.count == count)
}

@Test("the example of the format is read whole")
func example() {
  let document = read(
    """
    ---
    title: Orders
    params: {min_qty: 10}
    ---

    At least <!--= :min_qty -->10<!--/--> units.

    ```sql
    --| label: by_region
    --| tbl-cap: Orders and units
    SELECT region
    FROM sales;
    ```

    ```output
    region
    ------
    south
    ```

    South: <!--= by_region[1].region -->south<!--/-->.

    ```chart
    #| label: units
    bar from by_region x=region y=units
    ```
    """)
  #expect(document.diagnostics == [])
  #expect(document.cells.map(\.label) == ["by_region", "units"])
  #expect(document.cells[0].options.tableCaption == "Orders and units")
  #expect(document.cells[0].body.text == "SELECT region\nFROM sales;")
  #expect(document.cells[0].recorded?.text == "region\n------\nsouth\n")
  #expect(document.cells[0].recorded?.firstLine == 16)
  #expect(document.cells[0].line == 8)
  #expect(document.cells[1].recorded == nil)
  let kinds = document.elements.map { element in
    switch element {
    case .cell(let cell): cell.label ?? ""
    case .inlineValue(let value): value.expression + "=" + value.text
    }
  }
  #expect(kinds == [":min_qty=10", "by_region", "by_region[1].region=south", "units"])
}

@Test(
  "every byte of a body maps to its byte in the notebook",
  arguments: [
    "```sql\n--|\nab\n\ncd\n```\n", "> ```sql\n> --|\n>ab\n>\n> cd\n> ```\n",
    "- ```sql\r\n  --|\r\n  ab\r\n\r\n  cd\r\n  ```\r\n", "   ```sql\r   --|\r   ab\r\r cd\r```\r",
    "1. > ~~~sql\n   > --|\n   > ab\n   >\n   > cd", "-\t```sql\n\t--|\n\tab\n\n\tcd\n\t```",
    "```sql\n--|\nab\n\ncd",
  ])
func mapping(text: String) throws {
  let document = read(text)
  let body = try #require(document.cells.first).body
  #expect(body.text == "ab\n\ncd")
  let bytes = Array(body.text.utf8)
  for (offset, byte) in bytes.enumerated() where byte != 0x0A {
    #expect(document.source.bytes[body.sourceOffset(of: offset)] == byte)
  }
  let range = body.sourceRange(of: 4..<6)
  #expect(String(decoding: document.source.bytes[range], as: UTF8.self) == "cd")
  #expect(body.sourceRange(of: 1..<1).isEmpty)
}

@Test("a tab of which the container took a part is blanks that map to the tab's end")
func partialTab() throws {
  let document = read("> ```sql\n> --|\n>\tab\n> ```\n")
  let body = try #require(document.cells.first).body
  #expect(body.text == "  ab")
  let offsets = (0...4).map { body.sourceOffset(of: $0) }
  #expect(offsets == [17, 17, 17, 18, 19])
}

@Test("a cell of option lines alone has an empty body at their end")
func emptyBody() throws {
  let body = try #require(read("```sql\n--| label: a\n```\n").cells.first).body
  #expect(body.text == "")
  #expect(body.sourceOffset(of: 0) == 19)
}

@Test("an unclosed fence runs to the end of its container")
func unclosed() {
  let document = read("- ```sql\n  --|\n  a\n\n\ntext\n\n> ```sql\n> --|\n> b\n```sql\n--|\nc")
  #expect(document.cells.map(\.body.text) == ["a\n\n", "b", "c"])
  #expect(document.cells.map(\.fence.isClosed) == [false, false, false])
  #expect(document.cells.map(\.range.upperBound) == [21, 46, 58])
}

@Test(
  "an output belongs to the cell above it in the same container",
  arguments: [
    "```output\nx\n```\n", "\n \n```output\nx\n```\n", "```output\r\nx", "~~~ output more\nx\n~~~",
  ])
func output(text: String) throws {
  let document = read(cell("--|") + text)
  #expect(document.diagnostics == [])
  let recorded = try #require(document.cells[0].recorded)
  #expect(recorded.text == "x\n" && recorded.kind == .output)
  #expect(document.cells[0].outputRange == recorded.range)
}

@Test("an error block is a record of its own kind; empty ones are records too")
func errorBlock() {
  #expect(read(cell("--|") + "```error\nno\n```").cells[0].recorded?.kind == .error)
  #expect(read(cell("--|") + "```output\n```").cells[0].recorded?.text == "")
}

@Test(
  "an output after no cell is a warning",
  arguments: [
    "«```output»\nx\n```\n", cell("SELECT 1") + "«```output»\n```",
    cell("--|") + "text\n\n«```output»\n```",
    cell("--|") + "\n- «```output»\n  ```", cell("--|") + "[a]: b\n\n«```output»\n```",
    cell("--|") + "```output\n```\n\n«```error»\n```",
    "> ```sql\n> --|\n> ```\n\n> «```output»\n> ```",
  ])
func strayOutput(text: String) {
  let document = expectFindings(text, .strayOutput)
  #expect(document.diagnostics[0].severity == .warning)
}

@Test(
  "what stands before the fence is repeated with bullets as blanks",
  arguments: [
    ("- > ```sql\n  > --|", "  > "), ("12. ```sql\n    --|", "    "),
    ("\u{FEFF} ```sql\n --|", " "),
    ("> - a\n>\n>   ```sql\n>   --|", ">   "), ("-\t```sql\n\t--|", "    "),
    (">```sql\n>--|", "> "),
    (">-\t```sql\n>    --|", ">    "),
  ])
func linePrefix(text: String, prefix: String) {
  #expect(read(text).cells.map(\.linePrefix) == [Array(prefix.utf8)])
}

@Test("what is known and not supported yet is refused, never passed over")
func notSupportedYet() {
  expectFindings("```{python}\n```\n```sql {#x}\nSELECT 1\n```\n")
  expectFindings("> «```claim»\n> #| label: a\n> ```\n>\n> ```output\n> ```\n", .notSupportedYet)
}

@Test("two cells of one name are reported at the second, naming the first's line")
func duplicateLabels() {
  expectFindings(
    cell("--| label: a") + cell("--| label: «A»"), .duplicateLabel,
    says: "the cell at line 1 is already named A")
}

@Test("ten thousand cells are read in linear time")
func speed() {
  func seconds(_ count: Int) -> Double {
    let one = """
      Prose with <!--= by_region[1].units -->62<!--/--> units and `code`.

      ```sql
      --| label: cell_
      --| tbl-cap: "Orders and units per region"
      SELECT region, count(*) AS orders FROM sales WHERE qty >= :min_qty GROUP BY region;
      ```

      ```output
      region  orders
      ------  ------
      south        2
      ```


      """
    let text = (0..<count).map { one.replacing("cell_", with: "cell_\($0)") }.joined()
    let bytes = Array(text.utf8)
    let clock = ContinuousClock()
    var document: Document?
    let elapsed = clock.measure { document = parse(bytes, file: "n.md") }
    #expect(document?.cells.count == count)
    #expect(document?.diagnostics.isEmpty == true)
    return Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)
  }
  let small = seconds(1000)
  let large = seconds(10_000)
  print("parse: 1,000 cells \(small) s, 10,000 cells \(large) s")
  #expect(large < 40 * small)
}
