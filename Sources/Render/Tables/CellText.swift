// One column's values as the text of table cells. Level 1.

internal import Digest
public import Tabular

/// A value as it stands in a table cell: one line, controls escaped.
public func cellText(_ column: Column, row: Int) -> String {
  var cells = CellArena()
  CellText(column, decimals: nil).append(row..<row + 1, to: &cells)
  return String(decoding: cells.bytes, as: UTF8.self)
}

/// Writes the cells of a column, always in the same way, so that they can be measured first.
struct CellText {
  /// Whether cells and header stand at the right: columns of numbers alone.
  let isRightAligned: Bool
  private let column: Column
  private let quotesNumbers: Bool
  private let decimals: Int?
  private let nullText: [UInt8]
  private let nullWidth: Int
  private let breaksLines: Bool

  /// How many bytes of a blob are shown.
  static let shownBlobBytes = 16

  /// Looks at all values of a column, not only at those that will be shown.
  ///
  /// - Parameter breaksLines: whether the line breaks of texts stay line breaks.
  init(_ column: Column, decimals: Int?, nullText: String = "NULL", breaksLines: Bool = false) {
    let shownNull = escaped(nullText)
    self.nullText = Array(shownNull.utf8)
    nullWidth = displayWidth(shownNull)
    self.breaksLines = breaksLines
    let classes = presentClasses(of: column)
    let hasNumbers = classes.contains(.integer) || classes.contains(.real)
    let hasBytes = classes.contains(.text) || classes.contains(.blob)
    self.column = column
    self.decimals = decimals
    isRightAligned = hasNumbers && !hasBytes
    quotesNumbers = hasNumbers && classes.contains(.text)
  }

  /// Appends the texts of a run of rows, each on one line, without controls.
  ///
  /// - Parameter repeats: the rows whose cells stay blank because they repeat the one above; nil when
  ///   none ever does. Where some may, an empty text is shown as `''`.
  /// - Parameter isStopped: asked now and then; once it holds, nothing more is appended.
  func append(
    _ run: Range<Int>, repeats: Set<Int>? = nil, to cells: inout CellArena,
    isStopped: () -> Bool = { false }
  ) {
    let nulls = column.nulls
    func appendEach(_ appendValue: (Int, inout [UInt8]) -> Int) {
      for row in run {
        if row & 0x3FFF == 0x3FFF, isStopped() { return }
        if let repeats, repeats.contains(row) || isEmptyText(row) {
          cells.append(isNull: false) { repeats.contains(row) ? 0 : appendASCII("''", to: &$0) }
          continue
        }
        let isNull = nulls.map { $0[row] } ?? false
        cells.append(isNull: isNull) {
          isNull ? appendNull(to: &$0) : appendValue(row, &$0)
        }
      }
    }
    switch column.values {
    case .integers(let values): appendEach { appendInteger(values[$0], to: &$1) }
    case .reals(let values): appendEach { append(real: values[$0], to: &$1) }
    case .texts(let codes, let dictionary):
      appendEach { append(text: dictionary[Int(codes[$0])], to: &$1) }
    case .mixed: appendEach { appendMixed($0, to: &$1) }
    }
  }

  /// Appends the text of one row, as `append(_:repeats:to:)` does for many.
  func append(_ row: Int, to output: inout [UInt8]) -> Int {
    if let nulls = column.nulls, nulls[row] { return appendNull(to: &output) }
    switch column.values {
    case .integers(let values): return appendInteger(values[row], to: &output)
    case .reals(let values): return append(real: values[row], to: &output)
    case .texts(let codes, let dictionary):
      return append(text: dictionary[Int(codes[row])], to: &output)
    case .mixed: return appendMixed(row, to: &output)
    }
  }

  private func appendNull(to output: inout [UInt8]) -> Int {
    output.append(contentsOf: nullText)
    return nullWidth
  }

  private func isEmptyText(_ row: Int) -> Bool {
    column.storageClass(at: row) == .text && column.bytes(at: row)?.isEmpty == true
  }

  private func appendMixed(_ row: Int, to output: inout [UInt8]) -> Int {
    if let bytes = column.bytes(at: row) {
      let isBlob = column.storageClass(at: row) == .blob
      return isBlob ? append(blob: bytes, to: &output) : append(text: bytes, to: &output)
    }
    switch column[row] {
    case .integer(let value): return appendInteger(value, to: &output)
    case .real(let value): return append(real: value, to: &output)
    case .null, .text, .blob: return appendNull(to: &output)
    }
  }

  private func append(real value: Double, to output: inout [UInt8]) -> Int {
    guard let decimals, value.isFinite else { return appendReal(value, to: &output) }
    return appendASCII(ExactDecimal(value).fixed(decimals), to: &output)
  }

  private func append(text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Int {
    if breaksLines, text.contains(0x0A) { return appendLines(of: text, to: &output) }
    guard isAmbiguous(text) else { return appendUnambiguous(text, to: &output) }
    output.append(UInt8(ascii: "'"))
    let width = appendUnambiguous(text, to: &output)
    output.append(UInt8(ascii: "'"))
    return width + 2
  }

  /// Appends a text with its line breaks, and gives the width of its widest line.
  private func appendLines(
    of text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
  ) -> Int {
    var widest = 0
    for (index, part) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { output.append(0x0A) }
      let line = part.last == 0x0D ? part.dropLast() : part
      widest = max(
        widest, appendUnambiguous(UnsafeBufferPointer(rebasing: line), to: &output))
    }
    return widest
  }

  /// Whether a text without quotes could be taken for something else: NULL, a number of its column,
  /// an elision, the mark of a conflict, a blob, a quoted text, or a text without the blanks at its ends.
  private func isAmbiguous(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    let quote = UInt8(ascii: "'")
    if first == 0x20 || last == 0x20 { return true }
    if first == quote, last == quote { return true }
    if first == UInt8(ascii: "x"), text.count > 1, text[1] == quote { return true }
    if text.count == 3, text.elementsEqual("...".utf8) { return true }
    if beginsConflict(text) { return true }
    return text.count == nullText.count && text.elementsEqual(nullText)
      || quotesNumbers && isNumeric(text)
  }

  /// Appends a text with its controls escaped, each backslash doubled that could be taken for the
  /// beginning of such an escape, and `[..]` as `[\\x2e.]`, because records leave texts out by it.
  private func appendUnambiguous(
    _ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
  ) -> Int {
    let backslash = UInt8(ascii: "\\")
    guard text.contains(where: { $0 == backslash || $0 == UInt8(ascii: "[") }) else {
      return appendEscaped(text, to: &output)
    }
    var doubled: [UInt8] = []
    for (index, byte) in text.enumerated() {
      if isElision(text, at: index - 1) {
        doubled.append(contentsOf: "\\x2e".utf8)
      } else {
        doubled.append(byte)
      }
      guard byte == backslash, index + 1 < text.count else { continue }
      let next = text[index + 1]
      let beginsEscape = "\\ntrexu".utf8.contains(next) || next < 0x20 || next >= 0x7F
      if beginsEscape { doubled.append(backslash) }
    }
    return doubled.withUnsafeBufferPointer { appendEscaped($0, to: &output) }
  }

  /// Appends a blob; one that is cut vouches for all its bytes by the first digits of their digest.
  private func append(blob bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Int {
    let start = output.count
    output.append(contentsOf: "x'".utf8)
    for byte in bytes.prefix(Self.shownBlobBytes) { appendHex(byte, to: &output) }
    let isCut = bytes.count > Self.shownBlobBytes
    var end = "' (\(counted(bytes.count, "byte"))"
    if isCut {
      end = "…\(end), sha256 \(SHA256.hexDigest(of: UnsafeRawBufferPointer(bytes)).prefix(8))"
    }
    output.append(contentsOf: "\(end))".utf8)
    return output.count - start - (isCut ? "…".utf8.count - 1 : 0)
  }
}

private func presentClasses(of column: Column) -> Set<StorageClass> {
  if column.nullCount == column.rowCount { return [] }
  switch column.values {
  case .integers: return [.integer]
  case .reals: return [.real]
  case .texts: return [.text]
  case .mixed:
    var seen: UInt8 = 0
    for row in 0..<column.rowCount { seen |= 1 << column.storageClass(at: row).rawValue }
    return Set([.integer, .real, .text, .blob].filter { seen & 1 << $0.rawValue != 0 })
  }
}

private func appendASCII(_ text: String, to output: inout [UInt8]) -> Int {
  output.append(contentsOf: text.utf8)
  return text.utf8.count
}

@discardableResult
func appendInteger(_ value: Int64, to output: inout [UInt8]) -> Int {
  let start = output.count
  var rest = value.magnitude
  repeat {
    output.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
    rest /= 10
  } while rest > 0
  if value < 0 { output.append(UInt8(ascii: "-")) }
  output[start...].reverse()
  return output.count - start
}

/// Whether `[..]` begins at an offset.
private func isElision(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
  offset >= 0 && text[offset] == UInt8(ascii: "[") && text[offset...].starts(with: "[..]".utf8)
}

/// Appends the name of a column with its controls escaped, without what records leave texts out by and
/// without the mark of a conflict.
func appendHeader(_ name: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Int {
  var shown: [UInt8] = []
  for (index, byte) in name.enumerated() {
    let isWhole = index == 0 && name.elementsEqual("...".utf8)
    if index == 0, beginsConflict(name) {
      shown.append(contentsOf: "\\x3c".utf8)
    } else if isWhole || isElision(name, at: index - 1) {
      shown.append(contentsOf: "\\x2e".utf8)
    } else {
      shown.append(byte)
    }
  }
  return shown.withUnsafeBufferPointer { appendEscaped($0, to: &output) }
}

/// Whether a text could be taken for a number: sign, digits, point, exponent, blanks around; `inf`.
func isNumeric(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var rest = bytes[...]
  while rest.first == 0x20 { rest.removeFirst() }
  while rest.last == 0x20 { rest.removeLast() }
  if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
  if rest.elementsEqual("inf".utf8) || rest.elementsEqual("nan".utf8) { return true }
  var digitCount = removeDigits(&rest)
  if rest.first == UInt8(ascii: ".") {
    rest.removeFirst()
    digitCount += removeDigits(&rest)
  }
  guard digitCount > 0 else { return false }
  guard let mark = rest.first else { return true }
  guard mark | 0x20 == UInt8(ascii: "e") else { return false }
  rest.removeFirst()
  if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
  return removeDigits(&rest) > 0 && rest.isEmpty
}

private func removeDigits(_ bytes: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
  let count = bytes.prefix { (0x30...0x39).contains($0) }.count
  bytes.removeFirst(count)
  return count
}
