// What is wrong with a notebook, told without running it. Level 3.

public import Diagnostics
internal import Engine
public import Notebook
internal import Plan
public import SystemPackage

/// Compiles everything in a notebook against tables without rows.
///
/// Nothing runs but computed defaults and statements that define temporary tables and views, which the
/// cells below need to be compiled. Files of a data package with a schema are not opened.
///
/// - Parameter folder: the folder that its paths are relative to.
/// - Returns: everything that a check would find without running the cells, and references to nothing, in
///   the order of the text.
public func lint(
  _ document: Document, in folder: FilePath, _ environment: Environment
) -> [Diagnostic] {
  let (steps, planDiagnostics) = plan(document)
  var found = document.diagnostics + planDiagnostics + document.unknownReferences
  if let obstacle = document.versionObstacle(environment) { found.append(obstacle) }
  // Where options or parameters could not be read, cells would be blamed for what is wrong there.
  if !found.contains(where: { $0.severity == .error && $0.code != .unknownLabel }) {
    let empty = EmptySession(environment)
    let session = empty.session
    let obstacles = session.obstacles(opening: document, in: folder, [])
    found += obstacles + session.notes + session.unsteadyParameters
    var shadow = Shadow(empty, of: document)
    for step in steps where obstacles.isEmpty && !environment.isInterrupted() {
      found += shadow.findings(of: step)
    }
  }
  return found.enumerated().sorted { left, right in
    (left.element.position, left.offset) < (right.element.position, right.offset)
  }.map(\.element.whenLinted)
}

extension Document {
  /// References in prose to labels that no cell has.
  fileprivate var unknownReferences: [Diagnostic] {
    let labels = cells.compactMap(\.label)
    let known = Set(labels)
    return references.filter { !known.contains($0.label) }.map { reference in
      source.diagnostic(
        .unknownLabel, "no cell is named \(reference.label)", at: reference.range,
        hint: didYouMean(reference.label, among: labels))
    }
  }
}

extension Diagnostic {
  /// Codes of what a replay goes on without, and of what nobody can have meant.
  private static let mistakes: Set<Code> = [.mistakenCell, .unusedOption, .conflictMarker]

  /// The finding as an error where a replay only warns.
  fileprivate var whenLinted: Diagnostic {
    guard Diagnostic.mistakes.contains(code) else { return self }
    return Diagnostic(code, message, at: place, source: source, hint: hint)
  }

  /// Line and column, as one number.
  fileprivate var position: Int { (place?.line ?? 0) << 24 + min(place?.column ?? 0, 1 << 23) }
}
