// Where fields lie in a text. Level 1.

/// Where one field of a record lies.
struct FieldSpan: BitwiseCopyable {
  /// The offset of its content, after the quote.
  var start: Int
  /// How many bytes its content takes.
  var count: UInt32
  var isQuoted = false
  /// Whether its content is not its value: doubled quotes or escapes.
  var isCoded = false

  /// The offset of its first byte, the quote included: where people look for it.
  var offset: Int { isQuoted ? start - 1 : start }

  /// How many bytes it takes, the quotes included.
  var length: Int { Int(count) + (isQuoted ? 2 : 0) }

  var isEmptyUnquoted: Bool { count == 0 && !isQuoted }
}

/// Spans in memory that is used again and again.
final class SpanList {
  private(set) var base: UnsafeMutablePointer<FieldSpan>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 4096) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  subscript(index: Int) -> FieldSpan { base[index] }

  var all: [FieldSpan] { (0..<count).map { base[$0] } }

  @inline(__always)
  func append(_ span: FieldSpan) {
    if count == capacity { grow() }
    base[count] = span
    count += 1
  }

  func removeAll() { count = 0 }

  /// Keeps only the first spans.
  func cut(to count: Int) { self.count = min(self.count, count) }

  /// Moves a run of spans to an earlier place.
  func move(from source: Int, to target: Int, count: Int) {
    if source != target { (base + target).update(from: base + source, count: count) }
  }

  private func grow() {
    let larger = UnsafeMutablePointer<FieldSpan>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
