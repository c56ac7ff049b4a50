// A path written in a file -> the path from where the program runs. Level 0.

public import SystemPackage

extension FilePath {
  /// The path that `path` means when it is read in this folder, with `.` and `..` resolved as text.
  ///
  /// SystemPackage's `lexicallyNormalized` is not used: its own checks stop the program on `./../a`.
  ///
  /// - Returns: an absolute path when either is absolute; `.` for the folder itself.
  public func resolving(_ path: String) -> FilePath {
    let whole = path.hasPrefix("/") ? path : "\(string)/\(path)"
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !whole.hasPrefix("/") {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return FilePath(whole.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined)
  }
}
