// Short ways to replay a notebook that is only a text.

import Diagnostics
import Files
import Notebook
import SystemPackage
import Tabular

@testable import Runner

/// An environment with these files and no clock.
func environment(
  _ files: [String: String] = [:], isInterrupted: @escaping @Sendable () -> Bool = { false }
) -> Environment {
  let access = FileAccess(
    read: { path throws(FileError) in
      guard let text = files[path.lexicallyNormalized().string] else {
        throw FileError(path, .missing)
      }
      return FileContents(Array(text.utf8))
    },
    write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
    kind: { files[$0.lexicallyNormalized().string] == nil ? nil : .file },
    list: { path throws(FileError) in throw FileError(path, .missing) },
    canonical: { FilePath("/work").pushing($0.lexicallyNormalized()) })
  return Environment(files: access, now: { 0 }, isInterrupted: isInterrupted)
}

/// Replays a text to its end.
func replay(
  _ text: String, files: [String: String] = [:], continues: Bool = true
) -> Replay {
  replay(
    parse(Array(text.utf8), file: "n.md"), in: FilePath("."), environment(files),
    ReplayOptions(continuesAfterFailure: continues))
}

/// A cell of SQL.
func cell(_ options: String..., sql: String) -> String {
  "```sql\n--|\n" + options.map { "--| \($0)\n" }.joined() + sql + "\n```\n\n"
}

extension Replay {
  /// The outcomes of cells.
  var cells: [CellOutcome] {
    outcomes.compactMap { if case .cell(let outcome) = $0 { outcome } else { nil } }
  }

  /// The text of each inline value, or what is wrong with it.
  var values: [String] {
    outcomes.compactMap {
      guard case .inlineValue(let outcome) = $0 else { return nil }
      return switch outcome.result {
      case .success(let text): text
      case .failure(.failed(let diagnostic)): diagnostic.message
      case .failure(.skipped(let label)): "needs \(label)"
      }
    }
  }

  /// What became of each cell, in a word.
  var states: [String] {
    cells.map {
      switch $0.state {
      case .ran: "ran"
      case .drew: "drew"
      case .failed: "failed"
      case .skipped(let label): "needs \(label)"
      case .off: "off"
      }
    }
  }
}
