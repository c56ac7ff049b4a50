// Options that every replaying command takes. Level 5.

internal import ArgumentParser

struct SharedOptions: ParsableArguments {
  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  @Flag(help: "Let notebooks read data outside their project (the nearest .git or datasets/).")
  var allowOutside = false

  @Option(
    help: ArgumentHelp(
      "The memory that one result, and SQLite in all, may take (default: 2048 for a result).",
      valueName: "MB"))
  var memory: Int?

  @OptionGroup var cache: CacheOptions

  func validate() throws {
    // SQLite itself needs some; more than this no machine has.
    if let memory, !(16...(1 << 24)).contains(memory) {
      throw ValidationError("--memory is a number of megabytes, at least 16")
    }
  }
}
