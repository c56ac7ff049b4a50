// What a session has changed and not saved, as bytes. Level 5.

internal import Digest
internal import Notebook
internal import SystemPackage

/// The unsaved changes of one notebook at one moment.
struct JournalRecord: Equatable {
  /// The absolute path of the notebook.
  let notebook: FilePath
  /// Seconds since 1970.
  let time: Int64
  /// The changes, in the order in which they were made.
  let edits: [CellEdit]

  private static let version = "quire unsaved 1"

  init(notebook: FilePath, time: Int64, edits: [CellEdit]) {
    self.notebook = notebook
    self.time = time
    self.edits = edits
  }

  /// The record with its digest and its length before it.
  var bytes: [UInt8] {
    var payload: [UInt8] = []
    for word in words {
      payload += "\(word.utf8.count) ".utf8
      payload += word.utf8
      payload.append(UInt8(ascii: "\n"))
    }
    let digest = payload.withUnsafeBytes { SHA256.hexDigest(of: $0) }
    return Array("\(digest) \(payload.count)\n".utf8) + payload
  }

  /// The last whole record of a file of records; a torn one at its end is passed over.
  static func last(in bytes: [UInt8]) -> JournalRecord? {
    var rest = bytes[...]
    var last: JournalRecord?
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let header = rest[..<end].split(separator: UInt8(ascii: " "))
      guard header.count == 2, let count = Int(String(decoding: header[1], as: UTF8.self)),
        count >= 0, count <= rest.endIndex - end - 1
      else { break }
      let payload = Array(rest[(end + 1)..<(end + 1 + count)])
      let digest = payload.withUnsafeBytes { SHA256.hexDigest(of: $0) }
      guard Array(digest.utf8) == Array(header[0]), let record = JournalRecord(payload) else {
        break
      }
      last = record
      rest = rest[(end + 1 + count)...]
    }
    return last
  }

  // MARK: - Words

  private var words: [String] {
    [JournalRecord.version, notebook.string, "\(time)", "\(edits.count)"] + edits.flatMap(words)
  }

  private func words(_ edit: CellEdit) -> [String] {
    func words(_ anchor: CellAnchor?) -> [String] {
      guard let anchor else { return ["none"] }
      return [anchor.label == nil ? "cell" : "label", anchor.label ?? "", anchor.content]
    }
    let action =
      switch edit.action {
      case .insert(let kind, let anchor): ["insert", kind.rawValue] + words(anchor)
      case .replace(let anchor): ["replace"] + words(anchor)
      case .remove(let anchor): ["remove"] + words(anchor)
      }
    return action + [edit.content]
  }

  private init?(_ payload: [UInt8]) {
    var words = JournalWords(payload)
    guard words.next() == JournalRecord.version, let path = words.next(),
      let time = words.next().flatMap({ Int64($0) }),
      let count = words.next().flatMap({ Int($0) }), count >= 0
    else { return nil }
    var edits: [CellEdit] = []
    for _ in 0..<min(count, payload.count) {
      guard let edit = words.nextEdit() else { return nil }
      edits.append(edit)
    }
    (notebook, self.time, self.edits) = (FilePath(path), time, edits)
  }
}

/// Reads words that are written as their length, a blank, the word and LF.
private struct JournalWords {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func next() -> String? {
    guard let blank = rest.firstIndex(of: UInt8(ascii: " ")),
      let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
      length >= 0, length < rest.endIndex - blank - 1
    else { return nil }
    let end = blank + 1 + length
    defer { rest = rest[(end + 1)...] }
    return String(decoding: rest[(blank + 1)..<end], as: UTF8.self)
  }

  mutating func nextEdit() -> CellEdit? {
    let action: CellEdit.Action
    switch next() {
    case "insert":
      guard let kind = next().flatMap(Cell.Kind.init), let anchor = nextAnchor() else { return nil }
      action = .insert(kind, after: anchor)
    case "replace":
      guard let anchor = nextAnchor() ?? nil else { return nil }
      action = .replace(anchor)
    case "remove":
      guard let anchor = nextAnchor() ?? nil else { return nil }
      action = .remove(anchor)
    default: return nil
    }
    return next().map { CellEdit(action, content: $0) }
  }

  /// An anchor, or none where there is none; nil where the words are something else.
  private mutating func nextAnchor() -> CellAnchor?? {
    switch next() {
    case "none": return .some(nil)
    case "cell":
      guard next() != nil, let content = next() else { return nil }
      return CellAnchor(label: nil, content: content)
    case "label":
      guard let label = next(), let content = next() else { return nil }
      return CellAnchor(label: label, content: content)
    default: return nil
    }
  }
}
