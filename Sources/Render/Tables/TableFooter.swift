// The line under a table that says what is and is not shown. Level 1.

/// The footer: `(3 rows)`, `(20 of 345 rows, sha256 1a2b3c4d)`,
/// `(1,000,000 rows, 40 shown; 2 of 12 columns hidden; .last shows all)  0.84 s`.
struct TableFooter {
  let text: String

  init(
    rowCount: Int, shownCount: Int, columnCount: Int, hiddenCount: Int, cutCount: Int,
    isStopped: Bool = false, _ style: TableStyle
  ) {
    let isPartial = shownCount < rowCount || hiddenCount > 0 || cutCount > 0
    let digest = isPartial ? style.digest.map { ", sha256 \($0)" } ?? "" : ""
    var parts = [Self.rows(rowCount, shown: shownCount, style) + digest]
    if hiddenCount > 0 {
      parts.append("\(grouped(hiddenCount)) of \(counted(columnCount, "column")) hidden")
    }
    if cutCount > 0 { parts.append("cells cut in \(counted(cutCount, "column"))") }
    if isStopped { parts.append("stopped") }
    if isPartial, style.isInteractive { parts.append(".last shows all") }
    text = "(\(parts.joined(separator: "; ")))" + (style.elapsed.map { "  " + escaped($0) } ?? "")
  }

  private static func rows(_ rowCount: Int, shown: Int, _ style: TableStyle) -> String {
    guard shown < rowCount else { return counted(rowCount, "row") }
    if style.maxRows == nil { return "\(counted(rowCount, "row")), \(grouped(shown)) shown" }
    return "\(grouped(shown)) of \(counted(rowCount, "row"))"
  }
}
