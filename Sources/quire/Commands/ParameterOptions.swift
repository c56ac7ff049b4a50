// Values for a notebook's parameters. Level 5.

internal import ArgumentParser
internal import Diagnostics
internal import Files
internal import Notebook
internal import SystemPackage

struct ParameterOptions: ParsableArguments {
  @Option(
    name: .customShort("P"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Give a parameter a value; may be repeated.", valueName: "name=value"))
  var values: [String] = []

  @Option(
    name: .customLong("params"),
    help: ArgumentHelp(
      "Give the parameters the values of this YAML file; -P wins over it.", valueName: "file"))
  var files: [String] = []

  var isEmpty: Bool { values.isEmpty && files.isEmpty }

  /// The values in the order in which later ones win: those of the files, then those of `-P`.
  func given(_ access: FileAccess) throws(DiagnosticList) -> [GivenValue] {
    var given: [GivenValue] = []
    var found: [Diagnostic] = []
    for file in files {
      do throws(DiagnosticList) {
        given += try read(file, access)
      } catch {
        found += error.diagnostics
      }
    }
    for text in values {
      // What the shell hands over need not be UTF-8; Swift has put this character in its place.
      if text.unicodeScalars.contains("\u{FFFD}") {
        found.append(
          Diagnostic(
            .badUsage, "-P \(text) is not UTF-8", hint: "--params FILE can give any character"))
      } else if let value = GivenValue(argument: text) {
        given.append(value)
      } else {
        found.append(Diagnostic(.badUsage, "-P \(text) names no parameter", hint: "-P name=value"))
      }
    }
    if !found.isEmpty { throw DiagnosticList(found) }
    return given
  }

  private func read(
    _ file: String, _ access: FileAccess
  ) throws(DiagnosticList) -> [GivenValue] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try access.read(FilePath(file)).array
    } catch {
      throw DiagnosticList([diagnostic(error, FilePath(file), access)])
    }
    return try GivenValue.read(bytes, file: file)
  }
}

/// Takes the same options where they are refused, to say why.
struct RefusedParameterOptions: ParsableArguments {
  @Option(
    name: .customShort("P", allowingJoined: true), parsing: .unconditionalSingleValue,
    help: .private)
  var values: [String] = []

  @Option(name: .customLong("params"), help: .private)
  var files: [String] = []

  @Option(name: .customLong("data"), parsing: .unconditionalSingleValue, help: .private)
  var data: [String] = []

  func validate() throws {
    guard data.isEmpty else {
      throw ValidationError(
        "--data is for run and status. "
          + "check and promote replay with the data that the notebook declares")
    }
    guard values.isEmpty, files.isEmpty else {
      throw ValidationError(
        "\(values.isEmpty ? "--params" : "-P") is for run, status, params and the prompt. "
          + "check and promote replay under the values that the notebook declares")
    }
  }
}
