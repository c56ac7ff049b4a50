// What `--version` says. Level 5.

internal import Runner

enum Version {
  /// Quire's own version.
  static let number = "0.1.0"

  /// Quire's version and SQLite's, on which results may depend.
  static let text = "quire \(number), SQLite \(Session.databaseVersion)"
}
