// Data files without a package, as `data describe`, `data validate` and `data sniff` take them. Level 5.

internal import Datasets
internal import Diagnostics
internal import Engine
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular
internal import YAML

/// One data file, loaded into a session of its own.
struct DataFile {
  let path: FilePath
  let host: Host
  let color: ColorChoice
  /// How it is to be read.
  var options: [CSVOptionText] = []

  /// Prints the columns of each table in the file.
  func describe() -> ExitStatus {
    load { session, loaded in
      switch loaded {
      case .table(let name, let loaded):
        write(name, counted(loaded.table.rowCount, "row"), loaded.table.dictionary)
      case .database:
        for table in session.attachedTables {
          write(table.qualifiedName, "", table.dictionary)
        }
      }
    }
  }

  /// Says whether the file can be read as a whole.
  func validate() -> ExitStatus {
    let status = load { session, loaded in
      let count =
        switch loaded {
        case .table(_, let loaded): counted(loaded.table.rowCount, "row")
        case .database: counted(session.attachedTables.count, "table")
        }
      host.output.write("ok       \(escaped(path.string))  \(count)\n")
    }
    if status != .success, status != .interrupted {
      host.output.write("invalid  \(escaped(path.string))\n")
    }
    return status
  }

  /// Prints what the file would be read as, and the entry of a notebook that states it.
  func sniff() -> ExitStatus {
    load { session, loaded in
      switch loaded {
      case .table(let name, let table):
        host.output.write(table.report(name: name))
        host.output.write("the same, stated in a notebook:\n")
        host.output.write(table.entry(name: name, path: path.string))
      case .database(let schema):
        host.output.write(databaseReport(schema, session.attachedTables))
        host.output.write(
          "the same in a notebook:\ndata:\n  - \(isIdentifier(schema) ? "\(schema): " : "")"
            + "\(yamlText(path.string))\n")
      }
    }
  }

  private func load(_ use: (Session, Session.LoadedFile) -> Void) -> ExitStatus {
    let session = Session(host.environment(allowsOutside: true))
    do throws(DiagnosticList) {
      use(session, try session.loadFile(path, as: nil, options: options))
      return .success
    } catch {
      host.report(error.diagnostics, color: color)
      return error.diagnostics.map(\.code.exitStatus).max() ?? .failure
    }
  }

  private func write(_ name: String, _ count: String, _ dictionary: Table) {
    let style = host.terminal.style(color)
    host.output.write("\(escaped(name))\(count.isEmpty ? "" : "  " + count)\n")
    host.output.write(
      render(
        dictionary,
        TableStyle(
          style.look, maxRows: dictionary.rowCount, width: style.width,
          usesColor: style.usesColor)) + "\n")
  }
}

/// The tables of an attached file, a line each.
func databaseReport(_ schema: String, _ tables: [AttachedTable]) -> String {
  let own = tables.filter { $0.schema == schema }
  return "\(escaped(schema)): \(counted(own.count, "table")), read-only\n"
    + own.map { "  \(escaped($0.qualifiedName))\n" }.joined()
}

extension AttachedTable {
  /// The columns with the types that the file declares.
  var dictionary: Table {
    Table(
      columnNames: ["column", "type"], rows: columns.map { [.text($0.name), .text($0.type)] })
  }
}

extension Table {
  /// The columns with their types and the number of NULLs.
  fileprivate var dictionary: Table {
    Table(
      columnNames: ["column", "type", "nulls"],
      rows: columns.map {
        [.text($0.name), .text($0.describedType), .integer(Int64($0.nullCount))]
      })
  }
}
