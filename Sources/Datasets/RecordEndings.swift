// Texts whose records end in a byte of their own -> texts whose records end in LF. Level 1.

internal import Diagnostics
internal import Files

extension DataText {
  /// The same text with LF where records end in another byte; every other byte keeps its place.
  ///
  /// - Throws: each line ending outside quotes that is not at the end of the file: it would end a record.
  func withRecords(endingIn terminator: UInt8, dialect: Dialect) throws(DiagnosticList) -> DataText
  {
    var walk = RecordEndings(bytes: bytes, terminator: terminator, dialect: dialect)
    walk.run(from: start)
    guard walk.strayEndings.isEmpty else {
      var violations = ViolationList()
      for offset in walk.strayEndings {
        violations.add(
          .malformedCSV, file: 0, offset: offset,
          "a line ending outside quotes, where records end otherwise")
      }
      throw DiagnosticList(violations.diagnostics([self]))
    }
    return try DataText(
      FileContents(walk.rewritten), file: file, quote: dialect.quote, original: self)
  }
}

/// One walk that tells quotes, escapes and comments apart as `CSVScanner` does.
private struct RecordEndings {
  let bytes: UnsafeBufferPointer<UInt8>
  let terminator: UInt8
  let dialect: Dialect
  private(set) var rewritten: [UInt8] = []
  private(set) var strayEndings: [Int] = []

  init(bytes: UnsafeBufferPointer<UInt8>, terminator: UInt8, dialect: Dialect) {
    self.bytes = bytes
    self.terminator = terminator
    self.dialect = dialect
    rewritten = Array(bytes)
    // Line endings at the end of the file are no record.
    while let last = rewritten.last, last == 0x0A || last == 0x0D { rewritten.removeLast() }
  }

  mutating func run(from start: Int) {
    var index = start
    var isRecordStart = true
    var isFieldStart = true
    while index < rewritten.count {
      let byte = bytes[index]
      if isRecordStart, isComment(index) {
        while index < rewritten.count, bytes[index] != terminator { index += 1 }
        if index < rewritten.count { rewritten[index] = 0x0A }
        index += 1
        continue
      }
      if isFieldStart, byte == dialect.quote {
        index = afterQuotes(index)
        (isRecordStart, isFieldStart) = (false, false)
        continue
      }
      let isPair = byte == 0x0A && index > start && bytes[index - 1] == 0x0D
      if !isPair, byte == 0x0A || byte == 0x0D { strayEndings.append(index) }
      if byte == terminator { rewritten[index] = 0x0A }
      isRecordStart = byte == terminator
      isFieldStart =
        isRecordStart || byte == dialect.delimiter
        || isFieldStart && byte == 0x20 && dialect.skipsInitialSpace
      index += byte == dialect.escape && dialect.escapesUnquoted ? 2 : 1
    }
  }

  private func isComment(_ index: Int) -> Bool {
    !dialect.comment.isEmpty && bytes[index...].starts(with: dialect.comment)
  }

  /// The offset after the quote that closes the one at an offset.
  private func afterQuotes(_ opening: Int) -> Int {
    var index = opening + 1
    while index < bytes.count {
      if bytes[index] == dialect.escape {
        index += 2
      } else if bytes[index] != dialect.quote {
        index += 1
      } else if dialect.doublesQuotes, index + 1 < bytes.count, bytes[index + 1] == dialect.quote {
        index += 2
      } else {
        return index + 1
      }
    }
    return index
  }
}
