// What a session has opened: from it further sessions over the same columns are made. Level 3.

internal import Digest
internal import Engine
internal import Files
internal import Notebook
internal import Render
internal import SystemPackage
internal import Tabular

/// The data, parameters and settings of a notebook; may go to another thread.
struct SessionOpening: Sendable {
  let environment: Environment
  let tables: [String: Table]
  let attachedFiles: [AttachedFile]
  let identities: [String: TableIdentity]
  let parameters: [String: Value]
  let settings: ReplaySettings
  let cellLines: [String: Int]
  let dataTableNames: [String]
  let keptFiles: [FileContents]
  let width: Int
  let charset: Charset

  /// Looks at a session; to be taken before a step runs there.
  init(_ session: Session) {
    environment = session.environment
    tables = session.connection.mounted
    attachedFiles = session.attachedFiles
    identities = session.identities
    parameters = session.parameters
    settings = session.settings
    cellLines = session.cellLines
    dataTableNames = session.dataTableNames
    keptFiles = session.keptFiles
    width = session.width
    charset = session.charset
  }
}

extension Session {
  /// Opens what another session has opened, on a connection of its own.
  ///
  /// What can no longer be opened is not there; statements that name it fail.
  ///
  /// - Parameter isShadow: whether the tables have no rows.
  convenience init(_ opening: SessionOpening, _ environment: Environment, isShadow: Bool) {
    self.init(environment)
    self.isShadow = isShadow
    if isShadow { resultCache = nil }
    parameters = opening.parameters
    settings = opening.settings
    cellLines = opening.cellLines
    dataTableNames = opening.dataTableNames
    keptFiles = opening.keptFiles
    width = opening.width
    charset = opening.charset
    for (name, table) in opening.tables {
      do throws(EngineError) {
        try connection.mount(isShadow ? table.withoutRows : table, as: name)
        identities[name.asciiLowercased] = opening.identities[name.asciiLowercased]
      } catch {}
    }
    for file in opening.attachedFiles { attachAgain(file) }
  }

  /// Attaches a file that was found to be sound when the other session attached it.
  private func attachAgain(_ file: AttachedFile) {
    guard let path = try? environment.files.canonical(file.path) else { return }
    limit.start(seconds: .infinity)
    do throws(EngineError) {
      try connection.attach(path.string, as: file.schema, checksPages: false)
      attachedFiles.append(file)
    } catch {}
  }
}
