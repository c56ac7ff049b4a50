// Values of one column of JSON -> typed values, batch by batch. Level 1.

internal import Diagnostics
internal import Tabular

/// How the values of one column are read.
struct JSONRule {
  /// The name that messages show.
  let name: String
  /// The stated type, or nil.
  let type: CSVType?
  /// Texts that stand for NULL besides null.
  let missing: [[UInt8]]
}

/// The values of one column in a batch of rows: `stride` spans lie between one and the next.
struct JSONBatch {
  let spans: UnsafePointer<JSONSpan>
  let stride: Int
  let rowCount: Int
  let base: UnsafePointer<UInt8>
}

/// Reads one column for one worker; its dictionary lasts over all blocks that the worker reads.
final class JSONColumnReader {
  private let rule: JSONRule
  private let worker: Int
  private let unescaping = JSONUnescaping()
  private(set) var strings = ByteStringsBuilder()
  private var dictionary = TextDictionary()
  /// Whether the column is to be read as text whatever comes.
  private var isKnownText = false
  private(set) var part: ColumnPart
  private(set) var facts = JSONFacts()
  private var rowCount = 0

  init(_ rule: JSONRule, worker: Int) {
    self.rule = rule
    self.worker = worker
    part = ColumnPart(worker: worker, capacity: 0)
  }

  /// The type that is stated, or nil.
  var statedType: CSVType? { rule.type }

  /// Says what all values of the column together are, for blocks that are read again.
  func expect(_ type: CSVType) { isKnownText = type == .text }

  /// Begins a block of at most so many rows, of which some have gone by without the column.
  func begin(capacity: Int, absentCount: Int = 0) {
    part = ColumnPart(worker: worker, capacity: capacity)
    facts = JSONFacts()
    rowCount = absentCount
    for row in 0..<absentCount { part.setNull(row) }
    switch rule.type {
    case .integer: settle(.integers, absentCount)
    case .real: settle(.reals, absentCount)
    case .text: settle(.texts, absentCount)
    case nil: if isKnownText { settle(.texts, absentCount) }
    }
  }

  /// Decides how values are kept; the rows so far are NULL.
  private func settle(_ form: ColumnPart.Form, _ count: Int) {
    part.form = form
    if form == .texts {
      part.texts().update(repeating: 0, count: count)
    } else {
      part.numbers().update(repeating: 0, count: count)
    }
  }

  func append(_ batch: JSONBatch, _ violations: inout ViolationList) {
    let isPlain = rule.missing.isEmpty
    var row = 0
    while row < batch.rowCount {
      if isPlain {
        switch part.form {
        case .integers where facts.booleans.count == 0: row = integers(batch, from: row)
        case .reals: row = reals(batch, from: row)
        case .texts: row = texts(batch, from: row)
        default: break
        }
        if row == batch.rowCount { break }
      }
      append(batch.spans[row * batch.stride], row, batch.base, &violations)
      row += 1
    }
    rowCount += batch.rowCount
  }

  // MARK: The usual values; each gives the first row that it leaves

  private func integers(_ batch: JSONBatch, from start: Int) -> Int {
    let memory = part.numbers() + rowCount
    var facts = facts
    defer { self.facts = facts }
    for row in start..<batch.rowCount {
      let span = batch.spans[row &* batch.stride]
      guard span.kind == .integer,
        let integer = plainInteger(
          UnsafeBufferPointer(start: batch.base + span.start, count: Int(span.count)))
      else { return row }
      memory[row] = integer
      facts.numbers.add(span.start)
      if integer.magnitude > 1 << 53 { facts.inexact.add(span.start) }
    }
    return batch.rowCount
  }

  private func reals(_ batch: JSONBatch, from start: Int) -> Int {
    let memory = part.numbers() + rowCount
    var facts = facts
    defer { self.facts = facts }
    for row in start..<batch.rowCount {
      let span = batch.spans[row &* batch.stride]
      guard span.kind == .real,
        let real = plainReal(
          UnsafeBufferPointer(start: batch.base + span.start, count: Int(span.count)),
          point: UInt8(ascii: "."))
      else { return row }
      memory[row] = real.bits
      facts.numbers.add(span.start)
      facts.reals.add(span.start)
    }
    return batch.rowCount
  }

  private func texts(_ batch: JSONBatch, from start: Int) -> Int {
    let memory = part.texts() + rowCount
    var (dictionary, strings, facts) = (TextDictionary(), ByteStringsBuilder(), facts)
    swap(&dictionary, &self.dictionary)
    swap(&strings, &self.strings)
    defer {
      swap(&dictionary, &self.dictionary)
      swap(&strings, &self.strings)
      self.facts = facts
    }
    for row in start..<batch.rowCount {
      let span = batch.spans[row &* batch.stride]
      guard span.kind == .string, !span.isCoded else { return row }
      let text = UnsafeBufferPointer(start: batch.base + span.start, count: Int(span.count))
      memory[row] = UInt32(truncatingIfNeeded: dictionary.code(for: text, in: &strings))
      facts.strings.add(span.start)
    }
    return batch.rowCount
  }

  // MARK: Every value

  private enum Reading {
    case null
    case integer(Int64)
    case real(Double)
    case boolean(Bool)
    /// A string, or what no number type holds.
    case text
  }

  private func append(
    _ span: JSONSpan, _ row: Int, _ base: UnsafePointer<UInt8>, _ violations: inout ViolationList
  ) {
    let place = rowCount + row
    if isNull(span, base) { return appendNull(place) }
    if let type = rule.type, type != .text {
      if let bits = statedBits(span, type, base) {
        part.numbers()[place] = bits
      } else {
        part.numbers()[place] = 0
        violations.add(
          .wrongType, file: 0, offset: span.offset, length: span.length,
          fault(of: span, type, base))
      }
      return
    }
    let reading = read(span, base)
    if part.form == .nulls { begin(reading, place) }
    switch (part.form, reading) {
    case (.texts, _): appendText(span, place, base)
    case (.integers, .boolean(let flag)) where facts.numbers.count == 0:
      part.numbers()[place] = flag ? 1 : 0
    case (.integers, .integer(let integer)) where facts.booleans.count == 0:
      part.numbers()[place] = integer
    case (.integers, .real(let real)) where facts.booleans.count + facts.inexact.count == 0:
      let memory = part.numbers()
      for earlier in 0..<place { memory[earlier] = Double(memory[earlier]).bits }
      part.form = .reals
      memory[place] = real.bits
    case (.reals, .real(let real)): part.numbers()[place] = real.bits
    case (.reals, .integer(let integer)) where facts.inexact.count == 0:
      part.numbers()[place] = Double(integer).bits
    case (.unsettled, _), (.nulls, _): break
    default:
      part.form = .unsettled
      isKnownText = true
    }
  }

  private func appendNull(_ place: Int) {
    part.setNull(place)
    switch part.form {
    case .integers, .reals: part.numbers()[place] = 0
    case .texts: part.texts()[place] = 0
    case .nulls, .unsettled: break
    }
  }

  private func begin(_ first: Reading, _ place: Int) {
    switch first {
    case .integer, .boolean: settle(.integers, place)
    case .real: settle(.reals, place)
    case .text: settle(.texts, place)
    case .null: break
    }
  }

  private func appendText(_ span: JSONSpan, _ place: Int, _ base: UnsafePointer<UInt8>) {
    part.texts()[place] = unescaping.withText(of: span, in: base) { text in
      UInt32(truncatingIfNeeded: dictionary.code(for: text, in: &strings))
    }
  }

  private func isNull(_ span: JSONSpan, _ base: UnsafePointer<UInt8>) -> Bool {
    if span.isAbsent { return true }
    guard !rule.missing.isEmpty, span.kind != .nested else { return false }
    return unescaping.withText(of: span, in: base) { text in
      rule.missing.contains { equal($0, text) }
    }
  }

  /// What a value is; counts it.
  private func read(_ span: JSONSpan, _ base: UnsafePointer<UInt8>) -> Reading {
    switch span.kind {
    case .missing, .null: return .null
    case .yes, .no:
      facts.booleans.add(span.start)
      return .boolean(span.kind == .yes)
    case .string:
      facts.strings.add(span.offset)
      return .text
    case .nested:
      facts.nested.add(span.start)
      return .text
    case .integer, .real: return readNumber(span, base)
    }
  }

  private func readNumber(_ span: JSONSpan, _ base: UnsafePointer<UInt8>) -> Reading {
    facts.numbers.add(span.start)
    switch ValueForm(UnsafeBufferPointer(start: base + span.start, count: Int(span.count))) {
    case .integer(let integer):
      if integer.magnitude > 1 << 53 { facts.inexact.add(span.start) }
      return .integer(integer)
    case .real(let real, let digitCount):
      facts.reals.add(span.start)
      if digitCount > 17 { facts.longDigits.add(span.start) }
      return .real(real)
    case .odd(.outOfRange): facts.outOfRange.add(span.start)
    case .odd, .text: facts.tooLarge.add(span.start)
    }
    return .text
  }

  // MARK: Stated types

  /// The value as a stated number type holds it, or nil.
  private func statedBits(
    _ span: JSONSpan, _ type: CSVType, _ base: UnsafePointer<UInt8>
  ) -> Int64? {
    if span.kind == .nested { return nil }
    if span.kind == .yes || span.kind == .no {
      return type == .integer ? (span.kind == .yes ? 1 : 0) : nil
    }
    let form = unescaping.withText(of: span, in: base) { ValueForm($0) }
    switch (type, form) {
    case (.integer, .integer(let integer)): return integer
    case (.real, .integer(let integer)):
      return integer.magnitude > 1 << 53 ? nil : Double(integer).bits
    case (.real, .real(let real, let digitCount)):
      if digitCount > 17 { facts.longDigits.add(span.start) }
      return real.bits
    default: return nil
    }
  }

  private func fault(
    of span: JSONSpan, _ type: CSVType, _ base: UnsafePointer<UInt8>
  ) -> String {
    let value = unescaping.withText(of: span, in: base) { shown($0) }
    return "\(rule.name): \(value) is not \(type == .integer ? "an integer" : "a real")"
  }

  /// Why a value is not of the stated type, or nil where it is or none is stated.
  func fault(of span: JSONSpan, base: UnsafePointer<UInt8>) -> String? {
    guard let type = rule.type, type != .text, !isNull(span, base),
      statedBits(span, type, base) == nil
    else { return nil }
    return fault(of: span, type, base)
  }
}
