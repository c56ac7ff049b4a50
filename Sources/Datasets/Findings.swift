// What is wrong or unchecked in a description, collected in one walk. Level 1.

internal import Diagnostics

/// Findings about a `datapackage.json`.
struct Findings {
  /// What makes the description unusable.
  var errors: [Diagnostic] = []
  /// What is ignored, said aloud.
  var warnings: [Diagnostic] = []
  /// What makes the resource being read impossible to load.
  var refusals: [Diagnostic] = []
}
