// Dot commands about parameters. Level 5.

internal import Diagnostics
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import Tabular

extension DotCommand {
  static var parameterCommands: [DotCommand] {
    [
      DotCommand("params", "the parameters, their values and where these come from") {
        workbench, _ in
        workbench.showParameters()
      },
      DotCommand(
        "set [NAME=VALUE]", "give a parameter another value for this session", operand: .parameter,
        aliases: ["\\set"]
      ) { workbench, text in
        text.isEmpty ? workbench.showParameters() : workbench.set(text)
      },
      DotCommand(
        "unset NAME", "give a parameter its declared value again", operand: .parameter,
        aliases: ["\\unset"]
      ) { workbench, name in workbench.unset(name) },
    ]
  }
}

extension Workbench {
  fileprivate func showParameters() -> ExitStatus {
    show(parameterList(session.parameterValues, typed: session.typedParameters))
    return .success
  }

  fileprivate func set(_ text: String) -> ExitStatus {
    guard let value = GivenValue(argument: spaced(text), origin: ".set") else {
      return fail("which parameter, and what value?", hint: ".set name=value")
    }
    guard let notebook, isDeclared(value.name) else { return setTyped(value) }
    return give(notebook.given + [value])
  }

  /// `name value` as psql has it, `name = value`, and quotes around the value.
  private func spaced(_ text: String) -> String {
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let rest = String(text.dropFirst(name.count)).trimmingBlanks
    let isAssigned = rest.hasPrefix("=") || rest.hasPrefix(":")
    let value = (isAssigned ? String(rest.dropFirst()) : rest).trimmingBlanks.unquoted
    return "\(name)=\(value)"
  }

  private func isDeclared(_ name: String) -> Bool {
    notebook?.document.frontMatter.parameters.contains { $0.name == name } ?? false
  }

  private func setTyped(_ value: GivenValue) -> ExitStatus {
    do throws(Diagnostic) {
      try session.setTyped(value)
    } catch {
      report([error])
      return error.code.exitStatus
    }
    if let notebook {
      let names = notebook.document.frontMatter.parameters.map(\.name)
      let close = didYouMean(value.name, among: names).map { "; \($0)" } ?? ""
      host.note(
        "\(notebook.path) declares no parameter \(value.name): "
          + "it is for statements at the prompt, not for cells\(close)")
    }
    return .success
  }

  /// Binds values and says which cells go stale.
  private func give(_ given: [GivenValue]) -> ExitStatus {
    guard let notebook else { return .success }
    let before = notebook.status.cells(in: session)
    do throws(DiagnosticList) {
      try session.set(given, of: notebook.document)
    } catch {
      report(error.diagnostics)
      return error.diagnostics.map(\.code.exitStatus).max() ?? .usage
    }
    self.notebook?.given = given
    tellStale(before, notebook.status.cells(in: session))
    return .success
  }

  private func tellStale(_ before: [CellStatus], _ after: [CellStatus]) {
    func isStale(_ status: CellStatus) -> Bool { status.state == .stale && !status.isAboutRecord }
    let fallen = cells.indices.filter { isStale(after[$0]) && !isStale(before[$0]) }
    let risen = cells.indices.filter { !isStale(after[$0]) && isStale(before[$0]) }
    func list(_ indices: [Int]) -> String {
      let names = indices.prefix(5).map(name).joined(separator: ", ")
      return indices.count > 5 ? "\(names) and \(indices.count - 5) more" : names
    }
    if !fallen.isEmpty { tell("stale now: \(list(fallen)); .run runs what is stale") }
    if !risen.isEmpty { tell("as before again: \(list(risen))") }
  }

  fileprivate func unset(_ name: String) -> ExitStatus {
    if session.unsetTyped(name) { return .success }
    guard let notebook, isDeclared(name) else {
      let names =
        (notebook?.document.frontMatter.parameters.map(\.name) ?? [])
        + session.typedParameters.keys.sorted()
      return fail(
        name.isEmpty ? "which parameter?" : "no parameter \(name)", .undeclaredParameter,
        hint: didYouMean(name, among: names) ?? ".params lists them")
    }
    return give(notebook.given.filter { $0.name != name })
  }
}
