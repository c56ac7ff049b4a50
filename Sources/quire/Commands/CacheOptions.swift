// Where tables are kept between runs. Level 5.

internal import ArgumentParser
internal import Glibc
internal import SystemPackage

struct CacheOptions: ParsableArguments {
  @Option(
    name: .customLong("cache"),
    help: ArgumentHelp(
      "Keep large tables and slow results in this folder (default: $XDG_CACHE_HOME/quire).",
      valueName: "folder"))
  var path: String?

  @Flag(help: "Read every file, run every statement, keep nothing.")
  var noCache = false

  func validate() throws {
    if noCache, path != nil { throw ValidationError("--cache and --no-cache exclude each other") }
    if path == "" { throw ValidationError("--cache wants a folder") }
  }

  /// The folder, or nil when nothing is to be kept or there is no place for it.
  ///
  /// - Source: https://specifications.freedesktop.org/basedir-spec/ (a relative path is ignored)
  var folder: FilePath? {
    if noCache { return nil }
    if let path { return FilePath(path) }
    func absolute(_ name: String) -> FilePath? {
      getenv(name).map { FilePath(String(cString: $0)) }.flatMap { $0.isAbsolute ? $0 : nil }
    }
    return
      (absolute("XDG_CACHE_HOME") ?? absolute("HOME")?.appending(".cache"))?.appending("quire")
  }
}
