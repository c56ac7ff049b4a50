// Options that every replaying command takes. Level 5.

internal import ArgumentParser

struct SharedOptions: ParsableArguments {
  @Option(help: "When to use colour: auto, always, never.")
  var color = ColorChoice.auto

  @Flag(help: "Let notebooks read data outside their project (the nearest .git or datasets/).")
  var allowOutside = false

  @OptionGroup var cache: CacheOptions
}
