// Where a table of the data comes from. Level 3.

public import Datasets
internal import Engine
internal import Tabular

/// What is known of a table besides its values.
public struct TableOrigin: Sendable {
  /// Its description in a data package, or nil for a bare file.
  public let resource: Resource?
  /// The records of its file that `bad: reject` put aside.
  public let rejects: [RejectedRecord]

  init(resource: Resource? = nil, rejects: [RejectedRecord] = []) {
    self.resource = resource
    self.rejects = rejects
  }
}

extension Session {
  /// The statement that made a temporary table or view, or nil.
  public func definition(of name: String) -> String? {
    // What cannot be asked for has no definition.
    let key = name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    let found = try? results(
      of: SQLText("SELECT sql FROM temp.sqlite_schema WHERE name = '\(key)'"))
    guard
      case .text(let text)? = found?.last?.table?.columns.first.flatMap({
        $0.rowCount > 0 ? $0[0] : nil
      })
    else { return nil }
    return text
  }

  /// Where a table of the data comes from, or nil for results and temporary tables.
  public func origin(of name: String) -> TableOrigin? { origins[name.asciiLowercased] }
}
