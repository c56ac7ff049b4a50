// Bytes -> records of fields, as RFC 4180 has them; nothing is copied. Level 1.

/// Where one field of a record lies.
struct FieldSpan {
  /// The offset of its first byte, the quote included: where people look for it.
  let offset: Int
  /// Its content, without the quotes around it.
  let content: Range<Int>
  let isQuoted: Bool
  /// Whether two quotes in its content stand for one.
  let hasDoubledQuotes: Bool

  /// How many bytes it takes, the quotes included.
  var length: Int { content.upperBound - offset + (isQuoted ? 1 : 0) }
}

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
  let bytes: UnsafeBufferPointer<UInt8>
  private let dialect: Dialect
  /// Whether blanks before a quote are dropped although the dialect does not say so.
  private let allowsSpaceBeforeQuote: Bool
  private let endsAtCarriageReturn: Bool
  /// The offset of the next record.
  private(set) var index: Int
  /// What was wrong so far with the record just read.
  private(set) var faults: [CSVFault] = []
  /// How many fields had blanks before their quote.
  private(set) var spacedQuoteCount = 0

  /// Begins at an offset where a record begins, or at the start of the text.
  init(
    _ text: DataText, dialect: Dialect, from start: Int? = nil,
    allowsSpaceBeforeQuote: Bool = false
  ) {
    bytes = text.bytes
    self.dialect = dialect
    endsAtCarriageReturn = text.endsAtCarriageReturn
    self.allowsSpaceBeforeQuote = allowsSpaceBeforeQuote
    index = start ?? text.start
  }

  /// Reads the next record into `fields`; false at the end of the text.
  mutating func next(_ fields: inout [FieldSpan]) -> Bool {
    fields.removeAll(keepingCapacity: true)
    if !faults.isEmpty { faults = [] }
    skipComments()
    guard index < bytes.count else { return false }
    repeat { fields.append(field()) } while stepsOverDelimiter()
    stepOverLineEnding()
    return true
  }

  private mutating func skipComments() {
    guard let comment = dialect.comment else { return }
    while index < bytes.count, bytes[index] == comment {
      while index < bytes.count, !isLineEnding(bytes[index]) { index += 1 }
      stepOverLineEnding()
    }
  }

  private mutating func stepsOverDelimiter() -> Bool {
    guard index < bytes.count, bytes[index] == dialect.delimiter else { return false }
    index += 1
    return true
  }

  private mutating func stepOverLineEnding() {
    guard index < bytes.count else { return }
    let isReturn = bytes[index] == 0x0D
    index += 1
    if isReturn, index < bytes.count, bytes[index] == 0x0A { index += 1 }
  }

  /// Whether a byte outside quotes may end a record; a CR that does not is a fault.
  private func isLineEnding(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func field() -> FieldSpan {
    if let quote = dialect.quote {
      if index < bytes.count, bytes[index] == quote { return quoted(from: index) }
      if let place = quoteAfterBlanks(quote) {
        if dialect.skipsInitialSpace || allowsSpaceBeforeQuote {
          spacedQuoteCount += 1
          return quoted(from: place)
        }
        faults.append(
          CSVFault(
            offset: place, message: "a quote after blanks",
            hint: "\"skipInitialSpace\": true in the dialect drops blanks after a delimiter"))
      }
    }
    if dialect.skipsInitialSpace { skipBlanks() }
    let contentStart = index
    skipUnquoted()
    return FieldSpan(
      offset: contentStart, content: contentStart..<index,
      isQuoted: false, hasDoubledQuotes: false)
  }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index] == 0x20, dialect.delimiter != 0x20 { index += 1 }
  }

  /// The offset of a quote after one or more blanks, or nil.
  private func quoteAfterBlanks(_ quote: UInt8) -> Int? {
    guard index < bytes.count, bytes[index] == 0x20, dialect.delimiter != 0x20 else { return nil }
    var place = index
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    return place < bytes.count && bytes[place] == quote ? place : nil
  }

  private mutating func skipUnquoted() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == dialect.delimiter || byte == 0x0A { return }
      if byte == 0x0D {
        if endsAtCarriageReturn || index + 1 < bytes.count && bytes[index + 1] == 0x0A { return }
        faults.append(CSVFault(offset: index, message: "a carriage return without a line feed"))
      }
      index += 1
    }
  }

  private mutating func quoted(from opening: Int) -> FieldSpan {
    var hasDoubledQuotes = false
    index = opening + 1
    while index < bytes.count {
      guard bytes[index] == bytes[opening] else {
        index += 1
        continue
      }
      let isDoubled =
        dialect.doublesQuotes && index + 1 < bytes.count && bytes[index + 1] == bytes[opening]
      if !isDoubled { return closed(from: opening, hasDoubledQuotes: hasDoubledQuotes) }
      hasDoubledQuotes = true
      index += 2
    }
    faults.append(CSVFault(offset: opening, message: "the quote that opens here is never closed"))
    return FieldSpan(
      offset: opening, content: opening + 1..<index, isQuoted: true,
      hasDoubledQuotes: hasDoubledQuotes)
  }

  /// Ends a quoted field at its closing quote, where `index` stands.
  private mutating func closed(from opening: Int, hasDoubledQuotes: Bool) -> FieldSpan {
    let closing = index
    index += 1
    if index < bytes.count, bytes[index] != dialect.delimiter, !isLineEnding(bytes[index]) {
      let isEscaped = bytes[closing - 1] == UInt8(ascii: "\\") && closing - 1 > opening
      faults.append(
        CSVFault(
          offset: index, message: "text after a closing quote",
          hint: isEscaped
            ? "a quote inside quotes is written twice, not with a backslash"
            : "a quote inside quotes is written twice"))
      skipUnquoted()
    }
    return FieldSpan(
      offset: opening, content: opening + 1..<closing, isQuoted: true,
      hasDoubledQuotes: hasDoubledQuotes)
  }
}
