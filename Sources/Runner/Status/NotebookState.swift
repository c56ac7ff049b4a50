// The traces of a notebook's cells, kept between runs. Level 3.

internal import Files
internal import SystemPackage

/// What is remembered of a notebook, in a file of the cache folder.
struct NotebookState {
  /// The traces by the id of their cell.
  var traces: [String: CellTrace] = [:]

  private static let version = "quire state 1"

  /// What is kept of a notebook; nothing when there is no file, or none that can be read.
  init(of notebook: FilePath, _ environment: Environment) {
    guard let folder = environment.cache,
      let name = NotebookState.name(of: notebook, environment),
      let file = folder.read(name)
    else { return }
    var words = WordReader(file.array)
    guard words.next() == NotebookState.version, let count = words.nextCount() else { return }
    var traces: [String: CellTrace] = [:]
    for _ in 0..<count {
      guard let trace = CellTrace(&words) else { return }
      traces[trace.id] = trace
    }
    self.traces = traces
  }

  /// Keeps the traces of some cells in place of all that was kept.
  static func write(_ traces: [CellTrace], of notebook: FilePath, _ environment: Environment) {
    guard let folder = environment.cache, let name = name(of: notebook, environment) else { return }
    var words = WordWriter()
    words.add(version)
    words.add(traces.count)
    for trace in traces { words.add(trace) }
    _ = words.bytes.withUnsafeBytes { folder.write(name, [$0]) }
  }

  private static func name(of notebook: FilePath, _ environment: Environment) -> String? {
    guard let real = try? environment.files.canonical(notebook) else { return nil }
    return "state-" + digest([real.string])
  }
}

/// Writes words, each as its length in bytes, a blank, the word and LF.
private struct WordWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ word: String) {
    bytes += String(word.utf8.count).utf8
    bytes.append(UInt8(ascii: " "))
    bytes += word.utf8
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func add(_ count: Int) { add(String(count)) }

  /// Pairs after their count.
  mutating func add(_ pairs: [(name: String, value: String)]) {
    add(pairs.count)
    for pair in pairs {
      add(pair.name)
      add(pair.value)
    }
  }

  mutating func add(_ trace: CellTrace) {
    for word in [trace.id, trace.source, trace.options, trace.look] { add(word) }
    add(trace.scene)
    add(trace.parameters)
    add(trace.reads.count)
    for read in trace.reads {
      for word in [read.kind.rawValue, read.name, read.identity] { add(word) }
    }
    add(trace.isWriter ? "writes" : "")
    for word in [trace.ending.rawValue, trace.result, trace.record] { add(word) }
  }
}

/// Reads what a `WordWriter` has written.
private struct WordReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next word, or nil where there is none.
  mutating func next() -> String? {
    guard let blank = bytes[position...].firstIndex(of: UInt8(ascii: " ")),
      let length = Int(String(decoding: bytes[position..<blank], as: UTF8.self)),
      length >= 0, length < bytes.count - blank - 1
    else { return nil }
    let end = blank + 1 + length
    guard bytes[end] == UInt8(ascii: "\n") else { return nil }
    position = end + 1
    return String(decoding: bytes[blank + 1..<end], as: UTF8.self)
  }

  /// The next word as a number of things that follow.
  mutating func nextCount() -> Int? {
    guard let count = next().flatMap({ Int($0) }), (0...bytes.count).contains(count) else {
      return nil
    }
    return count
  }

  /// Pairs after their count.
  mutating func nextPairs() -> [(name: String, value: String)]? {
    guard let count = nextCount() else { return nil }
    var pairs: [(name: String, value: String)] = []
    for _ in 0..<count {
      guard let name = next(), let value = next() else { return nil }
      pairs.append((name, value))
    }
    return pairs
  }

  mutating func nextReads() -> [TracedRead]? {
    guard let count = nextCount() else { return nil }
    var reads: [TracedRead] = []
    for _ in 0..<count {
      guard let kind = next().flatMap(TracedRead.Kind.init), let name = next(),
        let identity = next()
      else { return nil }
      reads.append(TracedRead(kind: kind, name: name, identity: identity))
    }
    return reads
  }
}

extension CellTrace {
  fileprivate init?(_ words: inout WordReader) {
    guard let id = words.next(), let source = words.next(), let options = words.next(),
      let look = words.next(), let scene = words.nextPairs(),
      let parameters = words.nextPairs(), let reads = words.nextReads(),
      let writer = words.next(), let ending = words.next().flatMap(Ending.init),
      let result = words.next(), let record = words.next()
    else { return nil }
    self.init(
      id: id, source: source, options: options, look: look, scene: scene, parameters: parameters,
      reads: reads, isWriter: writer == "writes", ending: ending, result: result, record: record)
  }

}
