// What stands before the first row of a data package's file: comment rows and the header. Level 1.

internal import Diagnostics

/// The header of a file, of one row or of several joined.
struct TableHead {
  /// One name a column.
  private(set) var names: [String] = []
  /// Where each name stands.
  private(set) var spans: [FieldSpan] = []
  /// What is wrong with the header's records.
  private(set) var faults: [CSVFault] = []
  /// Where the rows begin.
  private(set) var end: Int

  /// Reads the header that a dialect with one describes.
  ///
  /// - Throws: that the file ends before its header does.
  init(_ text: DataText, dialect: Dialect) throws(DiagnosticList) {
    end = text.start
    let isRead =
      dialect.headerRows.isEmpty ? readFirst(text, dialect) : readRows(text, dialect)
    guard isRead else {
      throw DiagnosticList([Diagnostic(.malformedCSV, "\(text.file): no header")])
    }
  }

  private mutating func readFirst(_ text: DataText, _ dialect: Dialect) -> Bool {
    var scanner = CSVScanner(text, dialect: dialect)
    let list = SpanList()
    guard scanner.next(list) else { return false }
    add(list, text, dialect)
    faults = scanner.faults
    end = scanner.index
    return true
  }

  private mutating func readRows(_ text: DataText, _ dialect: Dialect) -> Bool {
    var scanner = CSVScanner(text, dialect: dialect, skipsComments: false)
    let list = SpanList()
    for row in 1...(dialect.headerRows.max() ?? 1) {
      list.removeAll()
      guard scanner.next(list) else { return false }
      guard dialect.headerRows.contains(row) else { continue }
      faults += scanner.faults
      add(list, text, dialect)
    }
    end = scanner.index
    return true
  }

  /// Joins a row to the names; a row with fewer cells than the next goes on with its last one.
  private mutating func add(_ list: SpanList, _ text: DataText, _ dialect: Dialect) {
    let unquoting = Unquoting(dialect)
    let cells = list.all.map {
      String(decoding: unquoting.value(of: $0, in: text.base), as: UTF8.self)
    }
    let above = names
    if cells.count >= spans.count { spans = list.all }
    names = (0..<max(cells.count, above.count)).map { index in
      let upper = index < above.count ? above[index] : above.last ?? ""
      let cell = index < cells.count ? cells[index] : ""
      return upper.isEmpty || cell.isEmpty ? upper + cell : upper + dialect.headerJoin + cell
    }
  }
}

/// Where the records lie that a dialect leaves out by their number, comment lines counted.
func commentRecords(of text: DataText, dialect: Dialect) -> [Range<Int>] {
  guard let last = dialect.commentRows.max() else { return [] }
  let wanted = Set(dialect.commentRows)
  var scanner = CSVScanner(text, dialect: dialect, skipsComments: false)
  let list = SpanList()
  var found: [Range<Int>] = []
  for row in 1...last {
    let start = scanner.index
    guard scanner.next(list) else { break }
    if wanted.contains(row) { found.append(start..<scanner.index) }
    list.removeAll()
  }
  return found
}
