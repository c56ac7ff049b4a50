// Results of slow statements kept as column files, so that an edit costs only what depends on it. Level 3.

internal import Engine
internal import Files
internal import Tabular

/// Keeps results under everything they depend on: the statement, its parameters, the tables it reads.
struct ResultCache {
  /// Statements that read fewer rows than this run sooner than they are looked up.
  static let smallestRowCount = 10_000
  /// Statements faster than this, in seconds, are not kept.
  static let shortestTime = 0.005

  private let folder: CacheFolder
  /// Results to be kept once all they depend on is known.
  private var pending: [KeptResult] = []

  init?(_ environment: Environment) {
    guard let folder = environment.cache else { return nil }
    self.folder = folder
  }

  /// The kept result, or nil.
  func table(under key: ResultKey) -> Table? {
    guard let name = name(of: key), let file = folder.read(name) else { return nil }
    guard let kept = ColumnFileContents(file.bytes, owner: file) else {
      folder.remove(name)
      return nil
    }
    return kept.table
  }

  /// Keeps a result at the end of the session.
  mutating func keep(_ table: Table, under key: ResultKey) {
    pending.append(KeptResult(key: key, table: table))
  }

  /// Hands over what is to be kept.
  mutating func takePending() -> [KeptResult] {
    defer { pending = [] }
    return pending
  }

  /// Writes what is to be kept; what depends on something that is not known is left out.
  mutating func write() {
    var isKept = false
    for result in pending {
      guard let name = name(of: result.key) else { continue }
      let isWritten = ColumnFilePieces(result.table).withPieces { pieces in
        pieces.reduce(0) { $0 + $1.count } <= CacheFolder.byteLimit / 8
          && folder.write(name, pieces)
      }
      isKept = isKept || isWritten
    }
    pending = []
    if isKept { folder.shrink() }
  }

  private func name(of key: ResultKey) -> String? {
    guard let text = key.text else { return nil }
    return "result-" + digest([folder.build, text])
  }
}

/// A result that is to be kept.
struct KeptResult: Sendable {
  let key: ResultKey
  let table: Table
}

/// Everything that the result of a statement depends on.
struct ResultKey: Sendable {
  /// The statement as it is written, which names its columns too.
  let sql: String
  /// Its parameters with their values, in order.
  let parameters: [(name: String, value: Value)]
  /// The tables it reads, by name.
  let tables: [(name: String, identity: TableIdentity)]
  /// Whether rows come in reverse where their order is open.
  let reversesOpenOrder: Bool
  /// Where the clock stands and the zone, for a statement that calls functions of dates.
  let dates: String?

  /// A text that is equal only for equal keys, or nil while a table is not known.
  fileprivate var text: String? {
    var words = [Connection.version, "\(reversesOpenOrder)", dates ?? "", sql]
    for (name, value) in parameters { words += [name, value.keyText] }
    for (name, identity) in tables {
      guard let text = identity.text else { return nil }
      words += [name, text]
    }
    return words.map { "\($0.utf8.count) \($0)" }.joined(separator: " ")
  }
}

extension Value {
  /// The storage class and the value, all bits of it.
  fileprivate var keyText: String {
    switch self {
    case .null: "null"
    case .integer(let integer): "integer \(integer)"
    case .real(let real): "real \(real.bitPattern)"
    case .text(let text): "text \(text)"
    case .blob(let blob): "blob \(blob)"
    }
  }
}
