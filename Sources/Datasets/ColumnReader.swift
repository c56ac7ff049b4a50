// Fields of one column -> typed values, batch by batch. Level 1.

internal import Diagnostics
internal import Tabular

/// One batch of rows: spans lie row by row, `stride` of them a row.
struct RowBatch {
  let spans: UnsafePointer<FieldSpan>
  let stride: Int
  let rowCount: Int
  let base: UnsafePointer<UInt8>
  let fileIndex: Int
}

/// Reads one column for one worker; its dictionary lasts over all blocks that the worker reads.
final class ColumnReader {
  let rule: ColumnRule
  private let index: Int
  private let worker: Int
  private let unquoting: Unquoting
  private var coder = TextCoder()
  /// The texts as they are written, and the codes of what they become, where that differs.
  private var writtenCoder = TextCoder()
  private var rewrittenCodes: [Int] = []
  /// Whether some block showed that the column is text.
  private var isKnownText: Bool
  private(set) var part: ColumnPart
  private var rowCount = 0

  init(_ rule: ColumnRule, index: Int, worker: Int, dialect: Dialect, isText: Bool = false) {
    self.rule = rule
    self.index = index
    self.worker = worker
    unquoting = Unquoting(dialect)
    isKnownText = isText
    part = ColumnPart(worker: worker, capacity: 0)
  }

  /// Hands over the texts seen so far, by their codes; no further ones can be read.
  func takeStrings() -> ByteStringsBuilder {
    defer { coder = TextCoder() }
    return coder.strings
  }

  /// Begins a block of at most so many rows.
  func begin(capacity: Int) {
    part = ColumnPart(worker: worker, capacity: capacity)
    rowCount = 0
    switch rule {
    case .guessed:
      part.isHinted = isKnownText
      if isKnownText { part.form = .texts }
    case .stated(let type, _, _): part.form = type.form
    case .declared(let rules): part.form = rules.storage.form
    }
  }

  /// Reads the column's fields of a batch.
  func append(_ batch: RowBatch, _ violations: inout ViolationList) {
    switch rule {
    case .guessed(let bare): guess(batch, bare)
    case .stated(_, let name, let bare): state(batch, name, bare, &violations)
    case .declared(let rules): declare(batch, rules, &violations)
    }
    rowCount += batch.rowCount
  }

  @inline(__always)
  private func span(_ row: Int, _ batch: RowBatch) -> FieldSpan {
    batch.spans[row &* batch.stride &+ index]
  }

  @inline(__always)
  private func value(
    _ span: FieldSpan, _ batch: RowBatch, _ bare: BareRule
  ) -> UnsafeBufferPointer<UInt8> {
    let value = unquoting.value(of: span, in: batch.base)
    return bare.trims && !span.isQuoted ? trimmingBlanks(value) : value
  }

  // MARK: Bare files

  private func guess(_ batch: RowBatch, _ bare: BareRule) {
    var row = 0
    while row < batch.rowCount {
      switch part.form {
      case .nulls: row = begin(batch, bare, from: row)
      case .integers: row = integers(batch, bare, from: row)
      case .reals: row = reals(batch, bare, from: row)
      case .texts: row = texts(batch, bare, from: row)
      case .unsettled: return
      }
    }
  }

  /// Steps over NULLs and settles the form by the first value.
  private func begin(_ batch: RowBatch, _ bare: BareRule, from start: Int) -> Int {
    for row in start..<batch.rowCount {
      let span = span(row, batch)
      let value = value(span, batch, bare)
      if bare.isNull(span, value) {
        part.setNull(rowCount + row)
        continue
      }
      switch ValueForm(value, point: bare.point) {
      case .integer: part.form = .integers
      case .real: part.form = .reals
      case .odd, .text: becomeText()
      }
      let memory = part.form == .texts ? nil : part.numbers()
      if let memory { memory.update(repeating: 0, count: rowCount + row) }
      if part.form == .texts { part.texts().update(repeating: 0, count: rowCount + row) }
      return row
    }
    return batch.rowCount
  }

  /// Takes every further block as text.
  func expectText() { isKnownText = true }

  /// Forgets what blocks have shown that turned out to be cut at a wrong place.
  func forgetText() { isKnownText = false }

  private func becomeText() {
    part.form = .texts
    isKnownText = true
  }

  private func giveUp() {
    part.form = .unsettled
    isKnownText = true
  }

  private func integers(_ batch: RowBatch, _ bare: BareRule, from start: Int) -> Int {
    let memory = part.numbers()
    let rowCount = rowCount
    for row in start..<batch.rowCount {
      let span = span(row, batch)
      let value = value(span, batch, bare)
      if let integer = plainInteger(value) {
        memory[rowCount + row] = integer
        if integer.magnitude > 1 << 53 { part.hasInexactInteger = true }
      } else if bare.isNull(span, value) {
        memory[rowCount + row] = 0
        part.setNull(rowCount + row)
      } else {
        switch ValueForm(value, point: bare.point) {
        case .integer(let integer):
          memory[rowCount + row] = integer
          if integer.magnitude > 1 << 53 { part.hasInexactInteger = true }
        case .real:
          if part.hasInexactInteger { giveUp() } else { becomeReal(rowCount + row) }
          return row
        case .odd, .text:
          giveUp()
          return row
        }
      }
    }
    return batch.rowCount
  }

  /// Makes the integers so far doubles, which is exact for each.
  private func becomeReal(_ count: Int) {
    let memory = part.numbers()
    for row in 0..<count { memory[row] = Double(memory[row]).bits }
    part.form = .reals
  }

  private func reals(_ batch: RowBatch, _ bare: BareRule, from start: Int) -> Int {
    let memory = part.numbers()
    let rowCount = rowCount
    for row in start..<batch.rowCount {
      let span = span(row, batch)
      let value = value(span, batch, bare)
      if let real = plainReal(value, point: bare.point) {
        memory[rowCount + row] = real.bits
      } else if bare.isNull(span, value) {
        memory[rowCount + row] = 0
        part.setNull(rowCount + row)
      } else if let real = exactReal(value, bare, row) {
        memory[rowCount + row] = real.bits
      } else {
        giveUp()
        return row
      }
    }
    return batch.rowCount
  }

  /// A real, or an integer that a double holds exactly.
  private func exactReal(
    _ value: UnsafeBufferPointer<UInt8>, _ bare: BareRule, _ row: Int
  ) -> Double? {
    switch ValueForm(value, point: bare.point) {
    case .integer(let integer): return integer.magnitude > 1 << 53 ? nil : Double(integer)
    case .real(let real, let digitCount):
      if digitCount > 17 {
        if part.longDigitCount == 0 { part.firstLongRow = rowCount + row }
        part.longDigitCount += 1
      }
      return real
    case .odd, .text: return nil
    }
  }

  private func texts(_ batch: RowBatch, _ bare: BareRule, from start: Int) -> Int {
    let memory = part.texts()
    // Taken out for the loop, because every access to a property of a class is checked.
    var coder = TextCoder()
    swap(&coder, &self.coder)
    defer { swap(&coder, &self.coder) }
    for row in start..<batch.rowCount {
      let span = span(row, batch)
      let value = value(span, batch, bare)
      if bare.isNull(span, value) {
        memory[rowCount + row] = 0
        part.setNull(rowCount + row)
      } else {
        memory[rowCount + row] = UInt32(truncatingIfNeeded: coder.code(for: value))
      }
    }
    return batch.rowCount
  }

  // MARK: Stated types

  private func state(
    _ batch: RowBatch, _ name: String, _ bare: BareRule, _ violations: inout ViolationList
  ) {
    if part.form == .texts {
      _ = texts(batch, bare, from: 0)
      return
    }
    let memory = part.numbers()
    for row in 0..<batch.rowCount {
      let span = span(row, batch)
      memory[rowCount + row] = 0
      let value = value(span, batch, bare)
      if bare.isNull(span, value) {
        part.setNull(rowCount + row)
      } else if let bits = statedBits(value, bare, row) {
        memory[rowCount + row] = bits
      } else {
        violations.add(
          .wrongType, file: batch.fileIndex, offset: span.offset, length: span.length,
          hint: "null: [\(shown(value))] reads it as NULL, types: {\(name): text} as it is",
          "\(name): \(shown(value)) is not \(part.form == .integers ? "an integer" : "a real")")
      }
    }
  }

  private func statedBits(
    _ value: UnsafeBufferPointer<UInt8>, _ bare: BareRule, _ row: Int
  ) -> Int64? {
    if part.form == .reals { return exactReal(value, bare, row)?.bits }
    if let integer = plainInteger(value) { return integer }
    if case .integer(let integer) = ValueForm(value, point: bare.point) { return integer }
    return nil
  }

  /// Whether a field is of the stated type; true of every field where none is stated.
  func isGood(_ span: FieldSpan, base: UnsafePointer<UInt8>) -> Bool {
    guard case .stated(let type, _, let bare) = rule, type != .text else { return true }
    let plain = unquoting.value(of: span, in: base)
    let value = bare.trims && !span.isQuoted ? trimmingBlanks(plain) : plain
    if bare.isNull(span, value) { return true }
    switch (type, ValueForm(value, point: bare.point)) {
    case (.integer, .integer), (.real, .real): return true
    case (.real, .integer(let integer)): return integer.magnitude <= 1 << 53
    default: return false
    }
  }

  // MARK: Declared fields

  private func declare(
    _ batch: RowBatch, _ rules: FieldRules, _ violations: inout ViolationList
  ) {
    if rules.rewritesTexts { return rewrittenTexts(batch, rules, &violations) }
    if rules.storage == .text { return declaredTexts(batch, rules, &violations) }
    let memory = part.numbers()
    let (integers, reals) = (rules.plainIntegers, rules.plainReals)
    for row in 0..<batch.rowCount {
      let span = span(row, batch)
      let value = unquoting.value(of: span, in: batch.base)
      if let integers, let integer = plainInteger(value), integers.contains(integer) {
        memory[rowCount + row] = integer
      } else if let reals, let real = plainReal(value, point: UInt8(ascii: ".")),
        reals.low < real, real < reals.high
      {
        memory[rowCount + row] = real.bits
      } else {
        memory[rowCount + row] = declaredBits(value, span, row, batch, rules, &violations)
      }
    }
  }

  private func declaredBits(
    _ value: UnsafeBufferPointer<UInt8>, _ span: FieldSpan, _ row: Int, _ batch: RowBatch,
    _ rules: FieldRules, _ violations: inout ViolationList
  ) -> Int64 {
    if rules.isMissing(value) {
      setMissing(row, span, batch, rules, &violations)
      return 0
    }
    guard let read = rules.read(value) else {
      report(rules.fault(value), span, batch, &violations)
      // What is no value takes no part in keys.
      part.setNull(rowCount + row)
      return 0
    }
    if !rules.checksNothing, let fault = rules.ruleFault(read, value) {
      report((false, fault), span, batch, &violations)
    }
    switch read {
    case .integer(let integer): return integer
    case .real(let real): return real.bits
    case .text, .moment, .duration: return 0
    }
  }

  private func declaredTexts(
    _ batch: RowBatch, _ rules: FieldRules, _ violations: inout ViolationList
  ) {
    let memory = part.texts()
    var coder = TextCoder()
    swap(&coder, &self.coder)
    defer { swap(&coder, &self.coder) }
    for row in 0..<batch.rowCount {
      let span = span(row, batch)
      let value = unquoting.value(of: span, in: batch.base)
      let code = coder.code(for: value)
      if code == coder.verdicts.count { coder.verdicts.append(verdict(value, rules)) }
      memory[rowCount + row] = UInt32(truncatingIfNeeded: code)
      switch coder.verdicts[code] {
      case 0: break
      case 1: report(rules.fault(value), span, batch, &violations)
      default: setMissing(row, span, batch, rules, &violations)
      }
    }
  }

  /// Texts that become others, each distinct one once.
  private func rewrittenTexts(
    _ batch: RowBatch, _ rules: FieldRules, _ violations: inout ViolationList
  ) {
    let memory = part.texts()
    for row in 0..<batch.rowCount {
      let span = span(row, batch)
      let value = unquoting.value(of: span, in: batch.base)
      let code = writtenCoder.code(for: value)
      if code == writtenCoder.verdicts.count {
        writtenCoder.verdicts.append(verdict(value, rules))
        rewrittenCodes.append(
          rules.rewritten(value).withUnsafeBufferPointer { coder.code(for: $0) })
      }
      memory[rowCount + row] = UInt32(truncatingIfNeeded: rewrittenCodes[code])
      switch writtenCoder.verdicts[code] {
      case 0: break
      case 1: report(rules.fault(value), span, batch, &violations)
      default: setMissing(row, span, batch, rules, &violations)
      }
    }
  }

  private func verdict(_ value: UnsafeBufferPointer<UInt8>, _ rules: FieldRules) -> UInt8 {
    rules.isMissing(value) ? 2 : rules.fault(value) == nil ? 0 : 1
  }

  private func setMissing(
    _ row: Int, _ span: FieldSpan, _ batch: RowBatch, _ rules: FieldRules,
    _ violations: inout ViolationList
  ) {
    part.setNull(rowCount + row)
    if let fault = rules.nullFault { report((false, fault), span, batch, &violations) }
  }

  /// Counts a fault; its message is made only when it may be shown.
  private func report(
    _ fault: @autoclosure () -> (isType: Bool, message: String)?, _ span: FieldSpan,
    _ batch: RowBatch, _ violations: inout ViolationList
  ) {
    guard violations.keeps(file: batch.fileIndex, offset: span.offset) else {
      violations.count(1)
      return
    }
    guard let fault = fault() else { return }
    violations.add(
      fault.isType ? .wrongType : .constraintViolated, file: batch.fileIndex, offset: span.offset,
      length: span.length, fault.message)
  }
}

/// The distinct texts of a column as one worker meets them.
private struct TextCoder {
  private(set) var strings = ByteStringsBuilder()
  private var dictionary = TextDictionary()
  /// What is known of each text: 0 is good, 1 wrong, 2 stands for NULL.
  var verdicts: [UInt8] = []

  mutating func code(for value: UnsafeBufferPointer<UInt8>) -> Int {
    dictionary.code(for: value, in: &strings)
  }
}

extension Double {
  /// The bit pattern, as columns keep it.
  var bits: Int64 { Int64(bitPattern: bitPattern) }
}

extension CSVType {
  fileprivate var form: ColumnPart.Form {
    switch self {
    case .integer: .integers
    case .real: .reals
    case .text: .texts
    }
  }
}
