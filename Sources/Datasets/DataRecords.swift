// The records of a bare file without its blank lines. Level 1.

/// Steps over blank lines; in a table of one column they are rows of NULL unless nothing follows.
struct DataRecords {
  private var scanner: CSVScanner
  private let columnCount: Int
  private var blanks: [FieldSpan] = []
  private var waiting: [FieldSpan]?
  private var fields: [FieldSpan] = []
  /// How many blank lines between records were skipped.
  private(set) var skippedCount = 0
  /// What was wrong with the last record.
  private(set) var faults: [CSVFault] = []

  init(scanner: CSVScanner, columnCount: Int) {
    self.scanner = scanner
    self.columnCount = columnCount
  }

  var spacedQuoteCount: Int { scanner.spacedQuoteCount }

  /// The fields of the next record, or nil at the end.
  mutating func next() -> [FieldSpan]? {
    faults = []
    if waiting == nil { advance() }
    guard let record = waiting else { return nil }
    if let blank = blanks.popLast() { return [blank] }
    faults = scanner.faults
    waiting = nil
    return record
  }

  private mutating func advance() {
    while scanner.next(&fields) {
      guard fields.count == 1, !fields[0].isQuoted, fields[0].content.isEmpty else {
        waiting = fields
        if columnCount > 1 {
          skippedCount += blanks.count
          blanks = []
        }
        return
      }
      blanks.append(fields[0])
    }
  }
}
