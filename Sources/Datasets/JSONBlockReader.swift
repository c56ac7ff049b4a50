// One stretch of a JSON text -> parts of columns, by one worker. Level 1.

internal import Diagnostics
internal import Glibc
internal import Tabular

/// What one block of a JSON text gave.
struct JSONPart {
  let worker: Int
  /// The offset of its first object, and of the first object after it.
  let start: Int
  var end: Int
  var rowCount = 0
  /// By the worker's own numbers.
  var columns: [ColumnPart] = []
  var facts: [JSONFacts] = []
  var nameOffsets: [Int] = []
  var violations = ViolationList()
  var rejects: [RejectedSpan] = []
  var blankCount = 0
  /// Where the array was closed; nil as long as it goes on.
  var closingOffset: Int?
  /// Whether reading stopped at a fault, so that nothing after it is known.
  var isBroken = false
}

/// Reads blocks one after the other with the same names and dictionaries.
final class JSONBlockReader {
  private let text: DataText
  private let isLines: Bool
  private let rejectsBad: Bool
  private let worker: Int
  private var rows: JSONRows
  private let makeRule: (String) -> JSONRule

  init(
    _ text: DataText, isLines: Bool, rejectsBad: Bool, worker: Int,
    makeRule: @escaping (String) -> JSONRule
  ) {
    self.text = text
    self.isLines = isLines
    self.rejectsBad = rejectsBad
    self.worker = worker
    self.makeRule = makeRule
    rows = JSONRows(worker: worker, makeRule: makeRule)
  }

  /// The columns by the worker's own numbers.
  var columns: [JSONColumnReader] { rows.columns }

  /// The bytes of a column's name.
  func name(_ column: Int) -> [UInt8] { rows.name(column) }

  /// Reads the objects that begin from `start` on and before `stop`.
  ///
  /// - Parameter capacity: at least as many as there can be objects.
  func read(from start: Int, to stop: Int, capacity: Int) -> JSONPart {
    // Taken out, because every access to a property of a class is checked.
    var rows = JSONRows(worker: worker, makeRule: makeRule)
    swap(&rows, &self.rows)
    defer { swap(&rows, &self.rows) }
    rows.begin(capacity: capacity)
    var part = JSONPart(worker: worker, start: start, end: start)
    do throws(JSONFault) {
      if isLines {
        try readLines(&rows, &part, to: stop)
      } else {
        try readElements(&rows, &part, to: stop)
      }
      try rows.flush(text.base, &part.violations)
    } catch {
      part.isBroken = true
      add(error, &part)
    }
    part.rowCount = rows.rowCount
    part.columns = rows.columns.map(\.part)
    part.facts = rows.columns.map(\.facts)
    part.nameOffsets = rows.nameOffsets
    return part
  }

  private func add(_ fault: JSONFault, _ part: inout JSONPart) {
    part.violations.add(
      .malformedJSON, file: 0, offset: fault.offset, hint: fault.hint, fault.message)
  }

  // MARK: Elements of an array

  private func readElements(
    _ rows: inout JSONRows, _ part: inout JSONPart, to stop: Int
  ) throws(JSONFault) {
    var scanner = JSONScanner(base: text.base, index: part.start, limit: text.bytes.count)
    while scanner.index < stop {
      guard scanner.current == UInt8(ascii: "{") else { throw JSONBlockReader.noObject(scanner) }
      try rows.read(&scanner)
      try rows.keep(text.base, &part.violations)
      let isClosed = try scanner.endsCollection(UInt8(ascii: "]"))
      part.end = scanner.index
      if isClosed {
        part.closingOffset = scanner.index
        return
      }
    }
  }

  /// That an element is something else than an object.
  private static func noObject(_ scanner: JSONScanner) -> JSONFault {
    var fault = scanner.expected("an object")
    if fault.hint == nil { fault.hint = "a table is an array of objects: [{\"a\": 1}, {\"a\": 2}]" }
    return fault
  }

  // MARK: Lines

  private func readLines(
    _ rows: inout JSONRows, _ part: inout JSONPart, to stop: Int
  ) throws(JSONFault) {
    var scanner = JSONScanner(base: text.base, index: part.start, limit: part.start)
    while part.end < stop {
      let start = part.end
      let lineEnd = endOfLine(from: start)
      part.end = min(lineEnd + 1, text.bytes.count)
      (scanner.index, scanner.limit) = (start, lineEnd)
      scanner.skipBlanks()
      if scanner.index == lineEnd {
        part.blankCount += 1
        continue
      }
      do throws(JSONFault) {
        try readLine(&rows, &scanner)
      } catch {
        if error.isFatal { throw error }
        rows.drop()
        note(error, start..<part.end, &part)
        continue
      }
      if rejectsBad, let fault = rows.fault(text.base) {
        rows.drop()
        note(JSONFault(offset: fault.span.offset, message: fault.message), start..<part.end, &part)
        continue
      }
      try rows.keep(text.base, &part.violations)
    }
  }

  private func readLine(
    _ rows: inout JSONRows, _ scanner: inout JSONScanner
  ) throws(JSONFault) {
    guard scanner.current == UInt8(ascii: "{") else {
      var fault = scanner.expected("an object")
      fault.hint =
        scanner.current == UInt8(ascii: "[")
        ? "format: json reads an array of objects" : "JSON Lines holds one object a line"
      throw fault
    }
    do throws(JSONFault) {
      try rows.read(&scanner)
      scanner.skipBlanks()
      guard scanner.index == scanner.limit else { throw scanner.expected("the end of the line") }
    } catch {
      guard error.offset >= scanner.limit else { throw error }
      throw JSONFault(
        offset: error.offset, message: "the line ends within the object",
        hint: "JSON Lines holds one object a line")
    }
  }

  private func note(_ fault: JSONFault, _ line: Range<Int>, _ part: inout JSONPart) {
    guard rejectsBad else { return add(fault, &part) }
    part.rejects.append(
      RejectedSpan(fileIndex: 0, offset: fault.offset, reason: fault.message, range: line))
  }

  private func endOfLine(from start: Int) -> Int {
    let rest = text.bytes.count - start
    guard let found = memchr(text.base + start, 0x0A, rest) else { return text.bytes.count }
    return start + (UnsafeRawPointer(text.base + start).distance(to: UnsafeRawPointer(found)))
  }
}
