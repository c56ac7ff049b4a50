// `requires:` against the program's version. Level 3.

public import Diagnostics
public import Notebook

extension Document {
  /// Why this program may not run the notebook, or nil.
  public func versionObstacle(_ environment: Environment) -> Diagnostic? {
    guard let version = environment.version, let range = frontMatter.requiresRange,
      !frontMatter.requires.allSatisfy({ $0.allows(version) })
    else { return nil }
    return source.diagnostic(
      .wrongVersion, "the notebook requires another version: this is quire \(version)", at: range)
  }
}
