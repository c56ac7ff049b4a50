// What the command line states about bare files: the words of a notebook's `data:`. Level 5.

internal import ArgumentParser
internal import Datasets
internal import Diagnostics
internal import SystemPackage

struct ReadingArguments: ParsableArguments {
  @Option(
    name: [.customShort("O"), .customLong("option")], parsing: .singleValue,
    help: ArgumentHelp(
      "State something about bare files: sep=';', null=NA, decimal=',', types=zip:text. Repeatable.",
      valueName: "name=value"))
  var options: [String] = []

  /// The options together; `null` and `types` add up.
  func read() throws(Diagnostic) -> CSVOptions {
    let texts = try texts()
    do throws(CSVOptionFault) {
      return try CSVOptions(texts, for: "-")
    } catch {
      throw Diagnostic(error.code, "--option \(error.message)", hint: error.hint)
    }
  }

  /// The options as they are written; `null` and `types` add up.
  func texts() throws(Diagnostic) -> [CSVOptionText] {
    var texts: [CSVOptionText] = []
    for option in options {
      guard option.contains("=") else {
        throw Diagnostic(.badUsage, "--option \(option) has no value", hint: "--option sep=';'")
      }
      let text = CSVOptionText(assignment: option)
      if let index = texts.firstIndex(where: { $0.name == text.name }), text.isCollection {
        let earlier = texts[index]
        texts[index] = CSVOptionText(
          name: text.name, keys: text.keys.map { (earlier.keys ?? []) + $0 },
          values: earlier.values + text.values, isCollection: true)
      } else {
        texts.append(text)
      }
    }
    return texts
  }
}
