// The text of a notebook to start from. Output, level 4.

internal import YAML

/// A small notebook: front matter, one cell, one value in the prose, and what to do next.
public struct StarterNotebook {
  /// The title.
  public let title: String
  /// The data as the front matter names it, or nil for a notebook without.
  public let dataPath: String?
  /// The table that the cell counts, as SQL writes it, or nil for one that needs none.
  public let table: String?
  /// The label of the cell.
  public let label: String

  /// Chooses what it is about.
  public init(title: String, dataPath: String?, table: String?, label: String) {
    self.title = title
    self.dataPath = dataPath
    self.table = table
    self.label = label
  }

  /// The text, its lines ended by LF.
  public var text: String {
    let data =
      dataPath.map { "data:\n  - \(yamlText($0))" } ?? "# data:\n#   - data.csv"
    let query =
      table.map { "SELECT count(*) AS row_count\nFROM \($0);" } ?? "SELECT 2 + 3 AS answer;"
    let column = table == nil ? "answer" : "row_count"
    let value = "<!--= \(label).\(column) --><!--/-->"
    let sentence = table == nil ? "The answer is \(value)." : "There are \(value) rows."
    return """
      ---
      title: \(jsonString(title))
      \(data)
      ---

      Cells are the fences whose first line begins with `--|`. `quire promote` writes what they give below
      them, and `quire check` tells whether it still holds.

      ```sql
      --| label: \(label)
      \(query)
      ```

      \(sentence)

      """
  }
}
