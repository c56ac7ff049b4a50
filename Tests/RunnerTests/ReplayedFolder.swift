// Files and a cache in memory, over which a notebook is replayed again and again.

import Files
import Notebook
import Synchronization
import SystemPackage

@testable import Runner

/// A disk and a cache in memory.
final class ReplayedFolder: Sendable {
  private let kept = Mutex<[String: [UInt8]]>([:])
  private let files = Mutex<[String: (text: String, stamp: Int64)]>([:])

  private let failed = Mutex(false)

  /// Whether a cell failed in the last replay.
  var hasFailed: Bool { failed.withLock { $0 } }

  /// The names of what the cache keeps.
  var keptNames: [String] { kept.withLock { $0.keys.sorted() } }

  func write(_ name: String, _ text: String) {
    files.withLock { $0[name] = (text, Int64($0[name]?.stamp ?? 0) + 1) }
  }

  /// Spoils everything that is kept.
  func spoil(_ change: ([UInt8]) -> [UInt8]) {
    kept.withLock { kept in for name in kept.keys { kept[name] = kept[name].map(change) } }
  }

  var environment: Environment {
    let cache = CacheFolder(
      build: "1", read: { name in self.kept.withLock { $0[name] }.map { FileContents($0) } },
      write: { name, pieces in
        self.kept.withLock { $0[name] = pieces.flatMap { Array($0) } }
        return true
      }, entries: { [] }, remove: { name in self.kept.withLock { $0[name] = nil } },
      isSettled: { _ in true })
    @Sendable func file(_ path: FilePath) -> (text: String, stamp: Int64)? {
      files.withLock { $0[path.lexicallyNormalized().string] }
    }
    let access = FileAccess(
      read: { path throws(FileError) in
        guard let file = file(path) else { throw FileError(path, .missing) }
        return FileContents(Array(file.text.utf8))
      }, write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
      kind: { file($0) == nil ? nil : .file },
      list: { path throws(FileError) in throw FileError(path, .missing) },
      canonical: { FilePath("/work").pushing($0.lexicallyNormalized()) },
      stamp: { path in
        file(path).map {
          FileStamp(byteCount: $0.text.utf8.count, modified: 0, changed: $0.stamp, identity: [])
        }
      })
    return Environment(files: access, now: { 0 }, isInterrupted: { false }, cache: cache)
  }

  /// Replays a notebook and keeps its traces.
  ///
  /// - Returns: what came of each cell, by its label.
  @discardableResult
  func replay(_ text: String) -> [String: String] {
    let document = parse(Array(text.utf8), file: "n.md")
    let replay = Runner.replay(
      document, in: FilePath("."), environment, ReplayOptions(continuesAfterFailure: true))
    replay.keep(at: FilePath("n.md"), environment)
    failed.withLock { $0 = !replay.failures.isEmpty }
    let texts = replay.cells.map { ($0.cell.label ?? "", $0.text ?? "") }
    return Dictionary(texts, uniquingKeysWith: { first, _ in first })
  }

  /// The label, state and reasons of each cell.
  func status(_ text: String) -> [String] {
    let document = parse(Array(text.utf8), file: "n.md")
    return Runner.status(
      of: document, at: FilePath("n.md"), in: FilePath("."), environment
    ).cells.map { status in
      let reasons = status.reasons.isEmpty ? "" : ": " + status.reasons.joined(separator: "; ")
      return "\(status.cell.label ?? "-") \(status.state.rawValue)\(reasons)"
    }
  }

  /// The state of each cell, by its label.
  func states(_ text: String) -> [(label: String, state: CellStatus.State)] {
    let document = parse(Array(text.utf8), file: "n.md")
    return Runner.status(
      of: document, at: FilePath("n.md"), in: FilePath("."), environment
    ).cells.map { ($0.cell.label ?? "", $0.state) }
  }
}
