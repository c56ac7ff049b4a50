// `--safe`: the prompt starts no programs and keeps to the files of one folder. Level 5.

internal import Diagnostics
internal import Files
internal import Runner
internal import SystemPackage

/// What a session for a notebook of unknown origin may not do.
struct SafeMode {
  /// The folder of the notebook, or that in which the program runs, without links.
  let folder: FilePath

  /// The refusal of a program that would be started.
  func refusal(ofProgram name: String) -> Diagnostic {
    Diagnostic(.refused, "not allowed in safe mode: \(name)")
  }

  /// Why a file may be neither read nor written, or nil.
  func refusal(of path: FilePath, _ files: FileAccess) -> Diagnostic? {
    let above = path.removingLastComponent()
    let isThere = files.kind(path) != nil
    // What is written anew lies in a folder that is there.
    let real = try? files.canonical(isThere ? path : above.isEmpty ? FilePath(".") : above)
    if let real, real.starts(with: folder) { return nil }
    return Diagnostic(
      .refused, "not allowed in safe mode: \(path), which is outside of \(folder)")
  }
}

extension Workbench {
  /// Lets the session start no programs and use no files but those of the notebook's folder.
  func keepSafe(around notebook: String?) {
    let folder = notebook.map { FilePath($0).removingLastComponent() } ?? ""
    let real = try? environment.files.canonical(folder.isEmpty ? FilePath(".") : folder)
    safeMode = SafeMode(folder: real ?? "/nowhere")
    environment.opensNamedFiles = false
    session = Session(environment)
    display.startsPager = false
  }

  /// Refuses a program in safe mode.
  func allowProgram(_ name: String) throws(Diagnostic) {
    if let safeMode { throw safeMode.refusal(ofProgram: name) }
  }

  /// Refuses a file outside the folder in safe mode.
  func allowFile(_ path: FilePath) throws(Diagnostic) {
    if let refusal = safeMode?.refusal(of: path, environment.files) { throw refusal }
  }

  /// Does something with a file that a command names, if that is allowed.
  func withFile(_ path: FilePath, _ action: () -> ExitStatus) -> ExitStatus {
    do throws(Diagnostic) {
      try allowFile(path)
      return action()
    } catch {
      report([error])
      return error.code.exitStatus
    }
  }
}
