// Shows results: in which mode, how much of them, and where. Level 5.

internal import Diagnostics
internal import Engine
internal import Glibc
internal import LineEditing
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import Tabular

/// Shows the results of one session.
final class ResultDisplay {
  let host: Host
  let color: ColorChoice
  var settings = DisplaySettings()
  /// Whether the pager may be started.
  var startsPager = true
  /// The mode of the next result alone.
  var modeOnce: ResultMode?
  /// The last result with rows.
  private(set) var last: Table?
  /// The result that the last one was pivoted from, or nil.
  private(set) var pivoted: Table?
  private var destination: ResultDestination

  init(_ host: Host, color: ColorChoice) {
    self.host = host
    self.color = color
    destination = ResultDestination(host)
  }

  /// The look of results on standard output, asked anew because windows are resized.
  var style: TerminalStyle {
    var style = host.terminal.style(color)
    if let width = settings.width { style.width = width }
    return style
  }

  private var isPageable: Bool { startsPager && host.terminal.isPageable }

  private var isTerminal: Bool { host.terminal.isTerminal(STDOUT_FILENO) }

  /// Times are for people: never in a pipe.
  var isTimed: Bool { settings.showsTime && isTerminal }

  /// Forgets the last result, when another session begins.
  func forget() { (last, pivoted) = (nil, nil) }

  /// Keeps a result as the last one.
  func keep(_ table: Table, pivotedFrom source: Table? = nil) {
    (last, pivoted) = (table, source)
  }

  // MARK: - Where

  /// Sends the next result somewhere.
  func sendOnce(to target: (any ResultTarget)?) { report(destination.setOnce(target)) }

  /// Sends all results somewhere; nil is the screen.
  func sendAll(to target: (any ResultTarget)?) { report(destination.setStanding(target)) }

  /// Gives up what the next result was to go to, and says so.
  func dropOnce() {
    modeOnce = nil
    guard destination.once != nil else { return }
    sendOnce(to: nil)
    host.note("nothing was written")
  }

  /// Ends all targets at the end of the session.
  func close() {
    sendOnce(to: nil)
    sendAll(to: nil)
  }

  // MARK: - What

  /// Shows a result and keeps its rows as the last ones.
  ///
  /// - Parameter seconds: how long it took, or nil.
  /// - Parameter cell: the cell whose result it is, or nil.
  /// - Returns: whether it could be shown.
  func show(_ result: StatementResult, seconds: Double? = nil, of cell: Cell? = nil) -> ExitStatus {
    guard let table = result.table else {
      say(result.text(style, seconds: isTimed ? seconds : nil))
      return .success
    }
    keep(table)
    return show(table, seconds: seconds, of: cell)
  }

  /// Shows rows where the next result goes.
  func show(_ table: Table, seconds: Double? = nil, of cell: Cell? = nil) -> ExitStatus {
    if settings.pager == .on, destination.isScreen, isPageable,
      let status = page(table, { self.draw(table, $0, $1, isWhole: true, nil, cell) })
    {
      return status
    }
    return deliver(table) { self.draw(table, $0, $1, isWhole: false, seconds, cell) }
  }

  /// Shows all of the last result, through the pager when it goes to the screen.
  func showLast(_ table: Table, in mode: ResultMode?) -> ExitStatus {
    if let mode { modeOnce = mode }
    let draw = { self.draw(table, $0, $1, isWhole: true, nil, nil) }
    let isPaged = settings.pager != .off && destination.isScreen && isPageable
    if isPaged, let status = page(table, draw) { return status }
    return deliver(table, draw)
  }

  /// Shows a line about results, but not between those that other programs read.
  func say(_ text: String) {
    let mode = settings.mode ?? .rule
    guard isTerminal || !mode.isForPrograms else { return }
    host.output.write(text)
    host.output.flush()
  }

  // MARK: - How

  private typealias Drawing = (ResultMode, TextSink) -> Bool

  /// - Returns: nil when there is no pager; then nothing has been shown.
  private func page(_ table: Table, _ draw: Drawing) -> ExitStatus? {
    let pager = CommandPipe.pager(host)
    let mode = modeOnce ?? settings.mode ?? automaticMode
    let delivery = pager.take { draw(mode, $0) }
    var problem = pager.close()
    if case .failed(let reason) = delivery { problem = reason }
    report(problem)
    if problem?.severity == .error { return nil }
    modeOnce = nil
    warn(of: table, in: mode)
    if case .stopped = delivery { return .interrupted }
    return .success
  }

  private func deliver(_ table: Table, _ draw: Drawing) -> ExitStatus {
    let target = destination.next
    let isOnce = destination.once != nil
    let mode = takeMode(for: target)
    let delivery = target.take { draw(mode, $0) }
    if isOnce { sendOnce(to: nil) }
    switch delivery {
    case .written:
      warn(of: table, in: mode)
      return .success
    case .stopped:
      if !(target is Screen) { host.note("stopped; nothing was written") }
      return .interrupted
    case .failed(let problem):
      report(problem)
      return problem.code.exitStatus
    }
  }

  /// The mode of the result that is shown now: what the target's name says, else what was asked for.
  private func takeMode(for target: any ResultTarget) -> ResultMode {
    let asked = modeOnce ?? settings.mode
    modeOnce = nil
    if let mode = target.mode ?? asked { return mode }
    let isForFile = target is ReplacedFile || target is CollectingFile
    return isForFile ? .rule : automaticMode
  }

  private var automaticMode: ResultMode { host.terminal.style(color).look == .box ? .box : .rule }

  private func warn(of table: Table, in mode: ResultMode) {
    guard let format = mode.format else { return }
    host.report(
      losses(of: table, as: format).map { Diagnostic(.lossyFormat, $0, severity: .warning) },
      color: color)
  }

  private func report(_ problem: Diagnostic?) {
    if let problem { host.report(problem, color: color) }
  }

  /// Draws a table in a mode.
  ///
  /// - Parameter isWhole: whether nothing is cut though it is for the screen.
  private func draw(
    _ table: Table, _ mode: ResultMode, _ sink: TextSink, isWhole: Bool, _ seconds: Double?,
    _ cell: Cell?
  ) -> Bool {
    let isOnScreen = destination.isScreen
    if mode == .off {
      let time = isTimed ? seconds.map { "  \(secondsText($0))" } ?? "" : ""
      if isOnScreen { sink.write(Array("(\(counted(table.rowCount, "row")))\(time)\n".utf8)) }
      return true
    }
    guard let format = mode.format else {
      var style = isOnScreen && !isWhole ? fitted(mode) : whole(mode, isOnScreen: isOnScreen)
      if isOnScreen, !isWhole, isTimed { style.elapsed = seconds.map(secondsText) }
      if let cell { style.present(cell.options) }
      return render(table, style, to: sink)
    }
    let options = FormatOptions(
      tableName: settings.insertTable ?? cell?.label ?? "result",
      caption: cell?.options.tableCaption, label: cell?.label, nullText: settings.nullText)
    return write(table, as: format, options, to: sink)
  }

  /// How tables are drawn that must fit the screen.
  private func fitted(_ mode: ResultMode) -> TableStyle {
    let screen = style
    let limit = settings.maxRows
    var style = TableStyle(
      mode == .box ? .box : .rule, width: screen.width, usesColor: screen.usesColor,
      endRows: limit == 0 ? nil : (limit + 1) / 2)
    style.tailRows = limit / 2
    // Only a box shows both ends of a long table; elsewhere it must have been asked for.
    let isLimited = mode == .rule && limit > 0
    if isLimited, isTerminal || settings.origin(of: "maxrows") == .command {
      style.maxRows = limit
    }
    style.nullText = settings.nullText
    return style
  }

  /// How tables are drawn of which nothing is cut.
  private func whole(_ mode: ResultMode, isOnScreen: Bool) -> TableStyle {
    var style = TableStyle(
      mode == .box ? .box : .rule, usesColor: isOnScreen && self.style.usesColor, endRows: nil)
    style.breaksLines = mode == .box && isOnScreen
    style.nullText = settings.nullText
    return style
  }
}
