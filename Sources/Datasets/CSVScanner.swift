// Bytes -> records of fields, as RFC 4180 has them; nothing is copied. Level 1.

internal import CCSV

/// A place where bytes are no CSV.
struct CSVFault {
  let offset: Int
  let message: String
  var hint: String?
}

/// Steps from record to record.
///
/// - Source: RFC 4180; LF, CR LF, and CR where the file has no LF, end a record.
struct CSVScanner {
  /// The most bytes that one field may take.
  static let fieldLimit = 16 << 20

  /// The most fields of one record that are kept; no table has so many columns.
  static let fieldCountLimit = 65_536

  private let base: UnsafePointer<UInt8>
  private let count: Int
  private let dialect: Dialect
  private let delimiter: UInt8
  private let quote: UInt8?
  private let escape: UInt8?
  private let escapesUnquoted: Bool
  private let comment: [UInt8]
  /// Records that are left out, in order, and whether there is anything to leave out.
  private let skippedRecords: [Range<Int>]
  private let skipsComments: Bool
  /// Whether blanks before a quote are dropped although the dialect does not say so.
  private let allowsSpaceBeforeQuote: Bool
  private let endsAtCarriageReturn: Bool
  /// The 64 bytes last looked at.
  private var windowStart = -1 << 40
  private var masks = quire_csv_masks()
  /// The offset of the next record.
  private(set) var index: Int
  /// What was wrong so far with the record just read.
  private(set) var faults: [CSVFault] = []
  /// How many fields the record just read has, also those that were not kept.
  private(set) var fieldCount = 0
  /// How many fields had blanks before their quote.
  private(set) var spacedQuoteCount = 0

  /// Begins at an offset where a record begins, or at the start of the text, which outlives this
  /// value.
  ///
  /// - Parameter end: where the text is taken to end.
  init(
    _ text: DataText, dialect: Dialect, from start: Int? = nil, to end: Int = .max,
    allowsSpaceBeforeQuote: Bool = false, skipsComments: Bool = true
  ) {
    base = text.base
    count = min(end, text.bytes.count)
    self.dialect = dialect
    delimiter = dialect.delimiter
    quote = dialect.quote
    escape = dialect.escape
    escapesUnquoted = dialect.escapesUnquoted && dialect.escape != nil
    comment = dialect.comment
    skippedRecords = text.skippedRecords
    self.skipsComments = skipsComments && !(comment.isEmpty && skippedRecords.isEmpty)
    endsAtCarriageReturn = text.endsAtCarriageReturn
    self.allowsSpaceBeforeQuote = allowsSpaceBeforeQuote
    index = start ?? text.start
  }

  /// Adds the fields of the next record to `fields`; false at the end of the text.
  mutating func next(_ fields: SpanList) -> Bool {
    if !faults.isEmpty { faults = [] }
    if skipsComments { skipComments() }
    guard index < count else { return false }
    fieldCount = 0
    while true {
      let field = field()
      fieldCount &+= 1
      if fieldCount <= CSVScanner.fieldCountLimit { fields.append(field) }
      guard index < count, base[index] == delimiter else { break }
      index += 1
    }
    stepOverLineEnding()
    return true
  }

  /// Steps over blank lines that end in LF alone and begin before `stop`, at the beginning of a record;
  /// gives how many there are.
  @inline(__always)
  mutating func skipLineFeeds(before stop: Int) -> Int {
    guard index < count, base[index] == 0x0A else { return 0 }
    let start = index
    let end = min(stop, count)
    while index < end, base[index] == 0x0A { index += 1 }
    return index - start
  }

  /// Steps over blank lines, at the beginning of a record.
  mutating func skipBlankLines(of text: DataText) { index = text.afterBlankLines(from: index) }

  private mutating func skipComments() {
    while index < count {
      if isComment {
        while index < count, base[index] != 0x0A, base[index] != 0x0D { index += 1 }
        stepOverLineEnding()
      } else if let skipped = skippedRecords.first(where: { $0.upperBound > index }),
        skipped.lowerBound == index
      {
        index = skipped.upperBound
      } else {
        return
      }
    }
  }

  /// Whether the line at hand begins as a comment.
  private var isComment: Bool {
    guard let first = comment.first, base[index] == first, index + comment.count <= count else {
      return false
    }
    return comment.indices.allSatisfy { base[index + $0] == comment[$0] }
  }

  private mutating func stepOverLineEnding() {
    guard index < count else { return }
    let isReturn = base[index] == 0x0D
    index += 1
    if isReturn, index < count, base[index] == 0x0A { index += 1 }
  }

  @inline(__always)
  private mutating func field() -> FieldSpan {
    guard index < count else { return FieldSpan(start: index, count: 0) }
    let first = base[index]
    if first == quote { return quoted(from: index) }
    if first == 0x20 || first == 0x09 { return fieldAfterBlanks() }
    return unquoted()
  }

  private mutating func fieldAfterBlanks() -> FieldSpan {
    if let place = quoteAfterBlanks() {
      if dialect.skipsInitialSpace || allowsSpaceBeforeQuote {
        spacedQuoteCount += 1
        return quoted(from: place)
      }
      faults.append(
        CSVFault(
          offset: place, message: "a quote after blanks",
          hint: "\"skipInitialSpace\": true in the dialect drops blanks after a delimiter"))
    }
    if dialect.skipsInitialSpace {
      while index < count, base[index] == 0x20, delimiter != 0x20 { index += 1 }
    }
    return unquoted()
  }

  /// The offset of a quote after one or more blanks, or nil.
  private func quoteAfterBlanks() -> Int? {
    guard base[index] == 0x20, delimiter != 0x20 else { return nil }
    var place = index
    while place < count, base[place] == 0x20 { place += 1 }
    return place < count && base[place] == quote ? place : nil
  }

  @inline(__always)
  private mutating func unquoted() -> FieldSpan {
    if escapesUnquoted { return escaped() }
    let start = index
    skipUnquoted()
    if index - start > CSVScanner.fieldLimit { return tooLong(from: start) }
    return FieldSpan(start: start, count: UInt32(truncatingIfNeeded: index - start))
  }

  @inline(__always)
  private mutating func skipUnquoted() {
    index = nextEnd(from: index)
    while index < count, base[index] == 0x0D, !endsAtCarriageReturn,
      index + 1 >= count || base[index + 1] != 0x0A
    {
      faults.append(CSVFault(offset: index, message: "a carriage return without a line feed"))
      index = nextEnd(from: index + 1)
    }
  }

  /// A field outside quotes in which an escape takes the meaning from the byte after it.
  private mutating func escaped() -> FieldSpan {
    var span = FieldSpan(start: index, count: 0)
    while index < count, base[index] != delimiter, base[index] != 0x0A {
      if base[index] == escape {
        span.isCoded = true
        let isPair = index + 2 < count && base[index + 1] == 0x0D && base[index + 2] == 0x0A
        index = min(count, index + (isPair ? 3 : 2))
        continue
      }
      if base[index] == 0x0D {
        if endsAtCarriageReturn || index + 1 < count && base[index + 1] == 0x0A { break }
        faults.append(CSVFault(offset: index, message: "a carriage return without a line feed"))
      }
      index += 1
    }
    if index - span.start > CSVScanner.fieldLimit { return tooLong(from: span.start) }
    span.count = UInt32(truncatingIfNeeded: index - span.start)
    return span
  }

  private mutating func tooLong(from start: Int) -> FieldSpan {
    faults.append(CSVFault(offset: start, message: "a field of more than 16 MiB"))
    return FieldSpan(start: start, count: 0)
  }

  private mutating func quoted(from opening: Int) -> FieldSpan {
    var span = FieldSpan(start: opening + 1, count: 0, isQuoted: true)
    let limit = min(count, opening + CSVScanner.fieldLimit)
    index = opening + 1
    while true {
      let place = nextQuote(from: index)
      guard place < limit else { return unclosed(span) }
      if base[place] == escape, escape != quote {
        span.isCoded = true
        index = place + 2
      } else if dialect.doublesQuotes, place + 1 < count, base[place + 1] == quote {
        span.isCoded = true
        index = place + 2
      } else {
        span.count = UInt32(truncatingIfNeeded: place - span.start)
        index = place + 1
        checkAfterQuote(closing: place, opening: opening)
        return span
      }
    }
  }

  /// A quote that is never closed: the rest of the text cannot be told apart.
  private mutating func unclosed(_ span: FieldSpan) -> FieldSpan {
    faults.append(
      CSVFault(
        offset: span.offset,
        message: count - span.start > CSVScanner.fieldLimit
          ? "the quote that opens here is not closed within 16 MiB"
          : "the quote that opens here is never closed"))
    index = count
    return span
  }

  private mutating func checkAfterQuote(closing: Int, opening: Int) {
    guard index < count, base[index] != delimiter, base[index] != 0x0A, base[index] != 0x0D
    else { return }
    let isEscaped = base[closing - 1] == UInt8(ascii: "\\") && closing - 1 > opening
    faults.append(
      CSVFault(
        offset: index, message: "text after a closing quote",
        hint: isEscaped
          ? "a quote inside quotes is written twice, not with a backslash: escape: \"\\\\\""
          : "a quote inside quotes is written twice"))
    skipUnquoted()
  }

  // MARK: The bytes that matter

  @inline(__always)
  private mutating func nextEnd(from start: Int) -> Int {
    var position = start
    if position &- windowStart >= 64 { look(at: position) }
    while true {
      let rest = masks.ends &>> UInt64(truncatingIfNeeded: position &- windowStart)
      if rest != 0 { return min(count, position &+ rest.trailingZeroBitCount) }
      position = windowStart &+ 64
      if position >= count { return count }
      look(at: position)
    }
  }

  private mutating func nextQuote(from start: Int) -> Int {
    var position = start
    if position &- windowStart >= 64 { look(at: position) }
    while true {
      let rest = masks.quotes &>> UInt64(truncatingIfNeeded: position &- windowStart)
      if rest != 0 { return min(count, position &+ rest.trailingZeroBitCount) }
      position = windowStart &+ 64
      if position >= count { return count }
      look(at: position)
    }
  }

  @inline(__always)
  private mutating func look(at position: Int) {
    windowStart = position
    let quote = quote ?? delimiter
    guard position + 64 > count else {
      masks = quire_csv_scan(base + position, delimiter, quote, escape ?? quote)
      return
    }
    masks = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { tail in
      tail.initialize(repeating: 0)
      let rest = max(0, count - position)
      for offset in 0..<rest { tail[offset] = base[position + offset] }
      guard let start = tail.baseAddress else { return quire_csv_masks() }
      return quire_csv_scan(start, delimiter, quote, escape ?? quote)
    }
  }
}
