// The files that a notebook's data is made of, for those who wait for changes. Level 3.

internal import Datasets
internal import Diagnostics
internal import Files
public import Notebook
public import SystemPackage

/// The files that a notebook reads, whether they are there or not. Of a data package: its description and what
/// that names.
///
/// - Parameter folder: the folder that the notebook's paths are relative to.
public func dataPaths(
  of document: Document, in folder: FilePath, _ environment: Environment
) -> [FilePath] {
  document.frontMatter.data.filter { $0.path != "-" }.flatMap { entry -> [FilePath] in
    let path = entry.location(from: folder)
    guard environment.files.kind(path) == .folder else { return [path] }
    let description = path.appending("datapackage.json")
    do throws(DiagnosticList) {
      let package = try readPackage(at: path, files: environment.files)
      return [description] + package.resources.flatMap(\.readPaths)
    } catch {
      // A replay tells what is wrong with it.
      return [description]
    }
  }
}
