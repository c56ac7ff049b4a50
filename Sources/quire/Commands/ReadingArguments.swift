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
    var names: [String] = []
    var values: [String: [String]] = [:]
    for option in options {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw Diagnostic(.badUsage, "--option \(option) has no value", hint: "--option sep=';'")
      }
      let name = String(parts[0])
      if !names.contains(name) { names.append(name) }
      values[name, default: []].append(String(parts[1]))
    }
    return names.map { text(name: $0, values: values[$0] ?? []) }
  }

  private func text(name: String, values: [String]) -> CSVOptionText {
    guard name == "types" else {
      return CSVOptionText(name: name, values: values, isCollection: values.count > 1)
    }
    // A column's name may hold a colon, the name of a type does not.
    let pairs = values.map { value -> (String, String) in
      guard let colon = value.lastIndex(of: ":") else { return (value, "") }
      return (String(value[..<colon]), String(value[value.index(after: colon)...]))
    }
    return CSVOptionText(
      name: name, keys: pairs.map(\.0), values: pairs.map(\.1), isCollection: true)
  }
}
