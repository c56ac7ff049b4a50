// Dot commands that show and change settings. Level 5.

internal import Diagnostics
internal import Files
internal import Glibc
internal import Runner
internal import SystemPackage
internal import Tabular

extension DotCommand {
  static var settingCommands: [DotCommand] {
    Setting.all.map { setting in
      DotCommand(
        "\(setting.name) \(setting.operand)", setting.summary, operand: .words(setting.words),
        aliases: setting.aliases
      ) { workbench, text in workbench.change(setting, text) }
    } + [
      DotCommand("settings", "all settings, and where their values come from") { workbench, _ in
        workbench.showSettings()
      }
    ]
  }
}

extension Workbench {
  /// Changes a setting, or shows it when nothing is said.
  func change(_ setting: Setting, _ text: String) -> ExitStatus {
    var text = text
    do throws(SettingFault) {
      if setting.name == Setting.mode.name, text.hasSuffix("--once") {
        let name = String(text.dropLast("--once".count)).trimmingBlanks
        display.modeOnce = try ResultMode(named: name)
        return .success
      }
      // As psql's \timing does.
      if setting.name == Setting.timer.name, text.isEmpty {
        text = display.settings.showsTime ? "off" : "on"
      }
      if !text.isEmpty { try display.settings.set(setting, text, .command) }
    } catch {
      return fail(error.message, hint: error.hint)
    }
    let line = "\(setting.name) \(setting.text(display.settings))"
    if text.isEmpty || host.terminal.isTerminal(STDOUT_FILENO) { host.output.write(line + "\n") }
    return .success
  }

  fileprivate func showSettings() -> ExitStatus {
    let settings = display.settings
    let rows: [[Value]] = Setting.all.map { setting in
      [
        .text(setting.name), .text(setting.text(settings)),
        .text(settings.origin(of: setting.name).rawValue), .text(setting.summary),
      ]
    }
    show(Table(columnNames: ["setting", "value", "from", "meaning"], rows: rows))
    return .success
  }

  /// Reads the person's settings, when there are any: `$XDG_CONFIG_HOME/quire/config`, or below `~/.config`.
  func readSettings() {
    guard let path = settingsFile, environment.files.kind(path) != nil else { return }
    do throws(FileError) {
      let bytes = try environment.files.read(path).array
      let text = SourceText(bytes, file: path.string)
      report(read(text, into: &display.settings))
    } catch {
      report([
        Diagnostic(.unreadableFile, "cannot read \(path): \(error)", severity: .warning)
      ])
    }
  }

  private var settingsFile: FilePath? {
    if let folder = host.terminal.variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return FilePath(folder).appending(["quire", "config"])
    }
    return host.terminal.variable("HOME").map {
      FilePath($0).appending([".config", "quire", "config"])
    }
  }
}
