// A database file that a session has attached. Level 3.

internal import Files
internal import SystemPackage

/// Which file stands behind a schema, and its state when it was attached.
struct AttachedFile: Sendable {
  let schema: String
  let path: FilePath
  let stamp: FileStamp?
  /// Whether it was loaded at the prompt, where another may take its place.
  var isFromPrompt = false
}
