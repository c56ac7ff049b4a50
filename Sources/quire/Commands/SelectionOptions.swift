// The options that choose cells. Level 5.

internal import ArgumentParser
internal import Runner

struct SelectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run only this cell and what it needs; may be repeated.", valueName: "label"))
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "Run from this cell on, and what that needs above it.", valueName: "label"))
  var from: String?

  @Option(help: ArgumentHelp("Run up to this cell.", valueName: "label"))
  var to: String?

  func validate() throws {
    if !only.isEmpty, from != nil || to != nil {
      throw ValidationError("--only cannot stand beside \(from != nil ? "--from" : "--to")")
    }
  }

  /// What is chosen, or nil for everything.
  var selection: CellSelection? {
    if !only.isEmpty { return CellSelection(only: only) }
    return from == nil && to == nil ? nil : CellSelection(from: from, to: to)
  }
}
