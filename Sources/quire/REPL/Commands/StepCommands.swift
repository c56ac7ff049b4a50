// Dot commands for a reader who follows a notebook step by step. Level 5.

internal import Diagnostics
internal import LineEditing
internal import Notebook
internal import Output
internal import Plan
internal import Render
internal import Runner
internal import SystemPackage

extension DotCommand {
  static var stepCommands: [DotCommand] {
    [
      DotCommand("back [N]", "show the cell before again, with its text; or N cells back") {
        workbench, count in
        workbench.withNotebook { workbench.step(back: true, count) }
      },
      DotCommand("next [N]", "show the text up to the next cell and run it; or N cells on") {
        workbench, count in
        workbench.withNotebook { workbench.step(back: false, count) }
      },
    ]
  }
}

extension Workbench {
  fileprivate func step(back: Bool, _ word: String) -> ExitStatus {
    guard let notebook else { return .success }
    guard let count = word.isEmpty ? 1 : Int(word), count > 0 else {
      return fail("how many cells? \(word) is no number from 1", hint: back ? ".back 2" : ".next 3")
    }
    if back {
      let shown = notebook.position - 1
      guard shown > 0 else { return fail("there is no cell before", hint: ".next goes on") }
      return showStep(max(0, shown - count))
    }
    guard notebook.position <= cells.count else {
      return fail("that was the end of \(notebook.path)", hint: ".back shows the last cell again")
    }
    var status = ExitStatus.success
    for number in 0..<count {
      guard let position = self.notebook?.position, position <= cells.count else { break }
      if number > 0 { host.output.write("\n") }
      status = max(status, position < cells.count ? showStep(position) : showEnd())
      if Interruption.isRequested { return .interrupted }
    }
    return status
  }

  /// Shows the text above a cell and what the cell gives; it runs unless it has, and nothing has changed.
  private func showStep(_ index: Int) -> ExitStatus {
    guard notebook != nil else { return .success }
    showProse(upTo: index)
    host.output.write("\(escaped(title(of: cells[index])))\n")
    host.output.flush()
    var status = ExitStatus.success
    if let outcome = settledOutcome(of: index) {
      show(outcome)
    } else {
      status = runWithNeeded(index)
    }
    notebook?.position = Interruption.isRequested ? index : index + 1
    let end = index + 1 == cells.count ? ", the last" : ""
    host.output.write("cell \(index + 1) of \(cells.count)\(end)\n")
    return status
  }

  /// What a cell gave in this session, when it would give the same again.
  private func settledOutcome(of index: Int) -> CellOutcome? {
    guard let notebook, let outcome = notebook.outcomes[index], outcome.succeeded else {
      return nil
    }
    let status = notebook.status.cells(in: session)[index]
    return status.state == .fresh || status.isAboutRecord ? outcome : nil
  }

  private func runWithNeeded(_ index: Int) -> ExitStatus {
    if let needed = needed(by: [index]), !needed.isEmpty {
      host.note("first what is needed: \(needed.sorted().map(name).joined(separator: ", "))")
      for other in needed.sorted() {
        _ = runCell(other, isShown: false)
        if Interruption.isRequested { return .interrupted }
      }
    }
    guard let notebook, let outcome = runCell(index, hasHeading: false) else { return .usage }
    if outcome.succeeded { return .success }
    return Outcome.cell(outcome).failure(in: notebook.document.source)?.code.exitStatus ?? .failure
  }

  private func showEnd() -> ExitStatus {
    guard let path = notebook?.path else { return .success }
    let count = cells.count
    showProse(upTo: count)
    notebook?.position = count + 1
    host.output.write("end of \(escaped(path.string))\n")
    return .success
  }

  // MARK: - Prose

  /// Shows the text between a cell and the one before, with fresh values.
  private func showProse(upTo index: Int) {
    guard let notebook else { return }
    let source = notebook.document.source
    func line(after cell: Cell) -> Int {
      source.lineIndex(at: (cell.outputRange ?? cell.range).upperBound - 1) + 1
    }
    let first = index == 0 ? 0 : line(after: cells[index - 1])
    let last = index < cells.count ? cells[index].line - 1 : source.lineStarts.count
    guard first <= last else { return }
    let (edits, remarks) = freshValues(on: first..<last)
    let width = min(style.width ?? 80, 80)
    let prose = notebook.document.prose(on: first..<last, with: edits)
    if index == 0 { showTitle(width) }
    let text = proseText(prose, width: width, usesColor: style.usesColor)
    if !text.isEmpty { host.output.write(text + "\n") }
    for remark in remarks { host.output.write(escaped(remark) + "\n") }
    if !remarks.isEmpty { host.output.write("\n") }
    host.output.flush()
  }

  private func showTitle(_ width: Int) {
    guard let matter = notebook?.document.frontMatter, let title = matter.title else { return }
    let markdown = "# " + title + (matter.subtitle.map { "\n\n" + $0 } ?? "")
    let document = parse(Array(markdown.utf8), file: "")
    host.output.write(
      proseText(document.prose(on: 0..<3), width: width, usesColor: style.usesColor) + "\n")
  }

  /// Computes the values quoted on some lines; those whose cells have not run stay as they are recorded.
  private func freshValues(on lines: Range<Int>) -> (edits: [Edit], remarks: [String]) {
    guard let notebook else { return ([], []) }
    let document = notebook.document
    var edits: [Edit] = []
    var remarks: [String] = []
    for step in notebook.values {
      guard case .inlineValue(let value, _) = step else { continue }
      let line = document.source.lineIndex(at: value.textRange.lowerBound)
      guard lines.contains(line) else { continue }
      let outcome = session.run(step, of: document)
      guard case .inlineValue(let inline) = outcome else { continue }
      if case .success(let text) = inline.result {
        edits.append(document.recording(text, in: value))
        if inline.verdict == .differs {
          remarks.append("line \(line + 1): \(text) here, \(value.text) is recorded")
        }
      } else {
        remarks.append(
          "line \(line + 1): \(value.text) as recorded, \(value.expression) has no value here")
      }
    }
    return (edits, remarks)
  }
}
