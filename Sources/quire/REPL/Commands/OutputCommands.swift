// Dot commands that say where results go, and show the last one again. Level 5.

internal import Diagnostics
internal import Files
internal import LineEditing
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

extension DotCommand {
  static var outputCommands: [DotCommand] {
    [
      DotCommand(
        "again [FILE | \"| COMMAND\"]", "run the last statement once more, its result to FILE",
        operand: .anyFile, aliases: ["\\g"]
      ) { workbench, text in workbench.again(text, mode: nil) },
      DotCommand(
        "last [MODE]", "the last result in full, through the pager",
        operand: .words(ResultMode.allCases.map(\.rawValue))
      ) { workbench, name in workbench.showLast(name) },
      DotCommand(
        "once FILE | COMMAND", "the next result to FILE, or into a command after |",
        operand: .anyFile
      ) { workbench, text in workbench.sendOnce(to: text) },
      DotCommand(
        "output [FILE | COMMAND]", "all results to FILE; alone, to the screen again",
        operand: .anyFile, aliases: ["\\o"]
      ) { workbench, text in workbench.sendAll(to: text) },
    ]
  }

  /// Commands of psql that stand for one of ours with something said already.
  static var psqlCommands: [DotCommand] {
    [
      DotCommand("\\gx", "the last statement once more, in mode line", operand: .anyFile) {
        workbench, text in workbench.again(text, mode: .line)
      },
      DotCommand("\\G", "the last statement once more, in mode line", operand: .anyFile) {
        workbench, text in workbench.again(text, mode: .line)
      },
      DotCommand("\\x", "mode line on and off") { workbench, _ in workbench.toggleLineMode() },
      DotCommand("\\pset", "psql's settings") { workbench, _ in
        workbench.tell("here: .mode, .null, .width, .pager; .settings shows them")
        return .success
      },
    ]
  }
}

extension Workbench {
  fileprivate func showLast(_ name: String) -> ExitStatus {
    guard let table = last else { return fail("there is no result yet") }
    Interruption.clear()
    do throws(SettingFault) {
      return display.showLast(table, in: name.isEmpty ? nil : try ResultMode(named: name))
    } catch {
      return fail(error.message, hint: error.hint)
    }
  }

  fileprivate func again(_ text: String, mode: ResultMode?) -> ExitStatus {
    let status = prepare(operand: text, mode: mode)
    return status == .success ? runAgain() : status
  }

  /// Does what an ending asks for before its statement runs.
  func prepare(for ending: StatementEnding) -> ExitStatus {
    prepare(operand: ending.operand, mode: ending.name == "g" ? nil : .line)
  }

  private func prepare(operand: String, mode: ResultMode?) -> ExitStatus {
    if !operand.isEmpty {
      let status = sendOnce(to: operand)
      guard status == .success else { return status }
    }
    if let mode { display.modeOnce = mode }
    return .success
  }

  fileprivate func toggleLineMode() -> ExitStatus {
    let isLine = display.settings.mode == .line
    return change(.mode, isLine ? "auto" : "line")
  }

  // MARK: - Where results go

  fileprivate func sendOnce(to text: String) -> ExitStatus {
    guard !text.isEmpty else { return fail("which file?", hint: ".once FILE, or .once | COMMAND") }
    do throws(Diagnostic) {
      if let command = command(in: text) {
        try allowProgram(command)
        display.sendOnce(to: CommandPipe(command, host))
      } else {
        let path = try outputPath(text)
        display.sendOnce(to: ReplacedFile(path, environment.files))
      }
      return .success
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  fileprivate func sendAll(to text: String) -> ExitStatus {
    guard !text.isEmpty else {
      display.sendAll(to: nil)
      return .success
    }
    do throws(Diagnostic) {
      if let command = command(in: text) {
        try allowProgram(command)
        display.sendAll(to: CommandPipe(command, host))
      } else {
        display.sendAll(to: try CollectingFile(try outputPath(text)))
      }
      return .success
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }

  /// The command line after `|`.
  private func command(in text: String) -> String? {
    let bare = text.unquoted.trimmingBlanks
    guard bare.hasPrefix("|") else { return nil }
    let command = String(bare.dropFirst()).trimmingBlanks
    return command.isEmpty ? nil : command
  }

  /// The path of a file that may be written.
  private func outputPath(_ text: String) throws(Diagnostic) -> FilePath {
    guard !text.hasPrefix("|") else {
      throw Diagnostic(.badUsage, "which command?", hint: ".once | COMMAND")
    }
    let path = FilePath(expandingHome(text.unquoted))
    try allowFile(path)
    switch environment.files.kind(path) {
    case .folder: throw Diagnostic(.isDirectory, "\(path) is a folder")
    case .file: try refuseSource(path)
    case .other, nil: break
    }
    let folder = path.removingLastComponent()
    if !folder.isEmpty, environment.files.kind(folder) != .folder {
      throw Diagnostic(.fileNotFound, "no such folder: \(folder)")
    }
    return path
  }

  /// Refuses the notebook and its data, by whatever name or link.
  private func refuseSource(_ path: FilePath) throws(Diagnostic) {
    let files = environment.files
    let identity = files.stamp(path)?.identity
    if let notebook, files.stamp(notebook.path)?.identity == identity {
      throw Diagnostic(.badUsage, "\(path) is the open notebook", hint: "choose another file")
    }
    if path.isMarkdown, let text = try? files.read(path).array,
      !parse(text, file: path.string).cells.isEmpty
    {
      throw Diagnostic(.badUsage, "\(path) is a notebook", hint: "choose another file")
    }
    for source in session.sourcePaths(of: notebook?.document) {
      let isInside: Bool
      if files.kind(source) == .folder, let target = try? files.canonical(path),
        let folder = try? files.canonical(source)
      {
        isInside = target.starts(with: folder)
      } else {
        isInside = identity != nil && files.stamp(source)?.identity == identity
      }
      if isInside {
        throw Diagnostic(
          .badUsage, "\(path) holds data of this session", hint: "choose another file")
      }
    }
  }
}

extension FilePath {
  /// Whether the name is that of a Markdown file.
  fileprivate var isMarkdown: Bool { ["md", "markdown"].contains(self.extension?.lowercased()) }
}
