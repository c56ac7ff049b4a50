// Other data for a notebook: `--data NAME=PATH`. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Notebook
internal import Runner

struct DataOptions: ParsableArguments {
  @Option(
    name: .customLong("data"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Read this package or file in place of the notebook's data of that name; may be repeated.",
      valueName: "name=path"))
  var replacements: [String] = []

  func validate() throws {
    for text in replacements where DataReplacement(argument: text) == nil {
      throw ValidationError("--data \(text) does not say what to read. --data name=path")
    }
  }

  /// The notebook with that data.
  func applied(
    to notebook: NotebookFile, _ files: FileAccess
  ) throws(DiagnosticList) -> NotebookFile {
    let given = replacements.compactMap(DataReplacement.init(argument:))
    let document = try notebook.document.replacing(given, files)
    return NotebookFile(path: notebook.path, document: document)
  }
}
