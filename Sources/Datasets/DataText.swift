// The text of one data file: UTF-8 without NUL, ready to be cut into records. Level 1.

internal import CCSV
internal import Diagnostics
internal import Files
internal import Synchronization

/// The bytes of a data file that was checked to be text.
struct DataText {
  /// A stretch of the text, cut without regard to its records.
  struct Block {
    let range: Range<Int>
    let lineFeedCount: Int
    let carriageReturnCount: Int
    let quoteCount: Int

    /// At least as many as lines end in the block.
    var lineEndCount: Int { lineFeedCount + carriageReturnCount }
  }

  /// How long a block is where nothing else is asked for.
  static let blockSize = 2 << 20

  /// The name that diagnostics show.
  let file: String
  /// Where the text begins, after the byte order mark.
  let start: Int
  /// Whether CR alone ends a record: where the text has no LF at all.
  let endsAtCarriageReturn: Bool
  /// The whole text in pieces.
  let blocks: [Block]
  /// Records that are left out, in order.
  var skippedRecords: [Range<Int>] = []
  /// Where the text comes from when it is no file of its own.
  let origin: TextOrigin?
  /// The text as it lies in the file, byte for byte as long, when line endings were put into it.
  let original: [DataText]
  private let contents: FileContents

  /// All bytes, valid while this value lives.
  var bytes: UnsafeBufferPointer<UInt8> { contents.bytes.bindMemory(to: UInt8.self) }
  /// The first byte; the text is not empty.
  let base: UnsafePointer<UInt8>

  /// Checks that a file is text.
  ///
  /// - Parameter quote: the byte whose occurrences are counted.
  /// - Throws: that it is empty, or the place of the first byte that is not UTF-8 or is NUL.
  init(
    _ contents: FileContents, file: String, quote: UInt8? = UInt8(ascii: "\""),
    blockSize: Int = DataText.blockSize, workers: Workers = .available,
    monitor: LoadMonitor = .none, origin: TextOrigin? = nil,
    original: DataText? = nil
  ) throws(DiagnosticList) {
    self.origin = origin
    self.original = original.map { [$0] } ?? []
    self.contents = contents
    self.file = file
    let bytes = contents.bytes.bindMemory(to: UInt8.self)
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let base = bytes.baseAddress, start < bytes.count else {
      throw DiagnosticList([Diagnostic(.malformedCSV, "\(file): the file is empty")])
    }
    self.base = base
    let progress = LoadProgress(monitor, file: file, byteCount: bytes.count)
    let survey = TextSurvey(bytes, quote: quote ?? 0x22, blockSize: max(1, blockSize))
    // A file that is still in memory when it is cut into records is read faster; a huge one is not.
    let isHuge = bytes.count > 1 << 30
    survey.run(workers, progress) { if isHuge { contents.discard($0) } }
    try progress.check()
    blocks = survey.blocks
    endsAtCarriageReturn = blocks.allSatisfy { $0.lineFeedCount == 0 }
    if let fault = survey.firstFault { throw DiagnosticList([diagnostic(of: fault)]) }
  }

  /// The first offset from `start` on, where a line begins, at which a line is not blank.
  func afterBlankLines(from start: Int) -> Int {
    let bytes = bytes
    var (index, blockIndex) = (start, 0)
    while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D {
      while blocks[blockIndex].range.upperBound <= index { blockIndex += 1 }
      let block = blocks[blockIndex]
      let isBlank = index == block.range.lowerBound && block.lineEndCount == block.range.count
      index = isBlank ? block.range.upperBound : index + 1
    }
    return index
  }

  /// Lets go of the memory behind bytes that are not needed soon; they can still be read.
  func discard(_ range: Range<Int>) { contents.discard(range) }

  /// Whether some lines end in CR LF and some in LF alone.
  var hasMixedLineEndings: Bool {
    var (pairCount, aloneCount) = (0, 0)
    for block in blocks {
      let start = block.range.lowerBound
      let isCutWithinEnding =
        !block.range.isEmpty && start > 0 && base[start] == 0x0A && base[start - 1] == 0x0D
      if block.carriageReturnCount == 0, !isCutWithinEnding {
        aloneCount += block.lineFeedCount
      } else {
        for index in block.range where base[index] == 0x0A {
          if index > 0, base[index - 1] == 0x0D { pairCount += 1 } else { aloneCount += 1 }
        }
      }
      if pairCount > 0, aloneCount > 0 { return true }
    }
    return false
  }

  private func diagnostic(of fault: TextSurvey.Fault) -> Diagnostic {
    let isUTF16 = TextEncoding(byteOrderMarkOf: bytes) != nil
    let byte = hex(bytes[fault.offset])
    let message: String
    if fault.isNUL {
      message = "a NUL byte"
    } else {
      message = isUTF16 ? "the file is UTF-16, not UTF-8" : "byte 0x\(byte) is not UTF-8"
    }
    let violation = Violation(
      fileIndex: 0, offset: fault.offset, length: 1,
      code: fault.isNUL ? .malformedCSV : .dataNotUTF8, message: message,
      hint: fault.isNUL
        ? nil
        : isUTF16 ? "encoding: utf-16 reads it" : "encoding: latin1 reads it, if that is what it is"
    )
    var finder = PlaceFinder(self)
    return finder.diagnostic(violation)
  }
}

/// One walk over a text before it is cut into records: is it text, and how many lines are where.
private final class TextSurvey {
  struct Fault {
    let offset: Int
    let isNUL: Bool
  }

  private(set) var blocks: [DataText.Block] = []
  private(set) var firstFault: Fault?
  private let bytes: UnsafeBufferPointer<UInt8>
  private let quote: UInt8
  private let blockSize: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, quote: UInt8, blockSize: Int) {
    self.bytes = bytes
    self.quote = quote
    self.blockSize = blockSize
  }

  /// Where a block begins: not within a character. The bytes there are looked at only when the block is.
  private func bound(_ index: Int) -> Int {
    guard index > 0 else { return 0 }
    var bound = min(index * blockSize, bytes.count)
    // At most three bytes continue a character; where more do, the text is not UTF-8 anyway.
    var moved = 0
    while moved < 3, bound < bytes.count, bytes[bound] & 0xC0 == 0x80 {
      bound += 1
      moved += 1
    }
    return bound
  }

  /// - Parameter discard: is told of bytes that were looked at.
  func run(_ workers: Workers, _ progress: LoadProgress, discard: (Range<Int>) -> Void) {
    let count = (bytes.count - 1) / blockSize + 1
    let empty = DataText.Block(
      range: 0..<0, lineFeedCount: 0, carriageReturnCount: 0, quoteCount: 0)
    blocks = [DataText.Block](repeating: empty, count: count)
    var faults = [Fault?](repeating: nil, count: count)
    // What comes after a fault is not looked at: the file may be huge and no text at all.
    let firstFaulty = Atomic(Int.max)
    blocks.withUnsafeMutableBufferPointer { blocks in
      faults.withUnsafeMutableBufferPointer { faults in
        workers.run(itemCount: count) { worker, index in
          if progress.isStopped || index > firstFaulty.load(ordering: .relaxed) { return }
          let start = bound(index)
          let range = start..<max(start, bound(index + 1))
          (blocks[index], faults[index]) = examine(range)
          if faults[index] != nil { firstFaulty.min(index, ordering: .relaxed) }
          discard(range)
          progress.add(range.count, worker: worker)
        }
      }
    }
    firstFault = faults.lazy.compactMap(\.self).first
  }

  private func examine(_ range: Range<Int>) -> (DataText.Block, Fault?) {
    let part = UnsafeBufferPointer(rebasing: bytes[range])
    guard let base = part.baseAddress else { return (block(range, quire_csv_counts()), nil) }
    let counts = quire_csv_survey(base, part.count, quote)
    var fault: Fault?
    if counts.is_ascii == 0, let offset = firstInvalidUTF8(in: part)?.lowerBound {
      fault = Fault(offset: range.lowerBound + offset, isNUL: false)
    }
    if counts.has_nul != 0 {
      let offset = range.lowerBound + quire_csv_first_nul(base, part.count)
      if offset < fault?.offset ?? .max { fault = Fault(offset: offset, isNUL: true) }
    }
    return (block(range, counts), fault)
  }

  private func block(_ range: Range<Int>, _ counts: quire_csv_counts) -> DataText.Block {
    DataText.Block(
      range: range, lineFeedCount: Int(counts.line_feeds),
      carriageReturnCount: Int(counts.carriage_returns), quoteCount: Int(counts.quotes))
  }
}
