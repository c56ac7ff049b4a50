// Paths on the command line -> parsed notebooks. Level 5.

internal import Diagnostics
internal import Files
internal import Notebook
internal import SystemPackage

/// A notebook and where it lies.
struct NotebookFile {
  let path: FilePath
  let document: Document

  /// The folder that its data paths are relative to.
  var folder: FilePath {
    let folder = path.removingLastComponent()
    return folder.isEmpty ? FilePath(".") : folder
  }
}

/// Reads one notebook.
func readNotebook(_ path: FilePath, _ files: FileAccess) throws(Diagnostic) -> NotebookFile {
  NotebookFile(path: path, document: parse(try readBytes(path, files), file: path.string))
}

/// Reads the bytes of a notebook.
func readBytes(_ path: FilePath, _ files: FileAccess) throws(Diagnostic) -> [UInt8] {
  do throws(FileError) {
    return try files.read(path).array
  } catch {
    throw diagnostic(error, path, files)
  }
}

/// A file or folder that could not be read as a notebook.
struct UnreadableNotebook {
  let path: FilePath
  let diagnostic: Diagnostic
}

/// Reads the notebooks that paths name, as `findNotebooks` does.
///
/// - Returns: the notebooks in order, and what could not be read.
func readNotebooks(
  _ paths: [String], _ files: FileAccess
) -> (notebooks: [NotebookFile], diagnostics: [Diagnostic]) {
  let found = findNotebooks(paths, files)
  return (found.notebooks, found.unreadable.map(\.diagnostic))
}

/// Reads the notebooks that paths name: files, and every `.md` with a cell below folders, by name.
///
/// - Returns: the notebooks in order, and what could not be read.
func findNotebooks(
  _ paths: [String], _ files: FileAccess
) -> (notebooks: [NotebookFile], unreadable: [UnreadableNotebook]) {
  var notebooks: [NotebookFile] = []
  var unreadable: [UnreadableNotebook] = []
  for path in paths.map(FilePath.init(_:)) {
    do throws(Diagnostic) {
      if files.kind(path) == .folder {
        let found = notebooksBelow(path, files)
        if found.notebooks.isEmpty, found.unreadable.isEmpty {
          throw Diagnostic(.nothingToDo, "no notebook with a cell below \(path)")
        }
        notebooks += found.notebooks
        unreadable += found.unreadable
      } else {
        notebooks.append(try readNotebook(path, files))
      }
    } catch {
      unreadable.append(UnreadableNotebook(path: path, diagnostic: error))
    }
  }
  return (notebooks, unreadable)
}

private func notebooksBelow(
  _ folder: FilePath, _ files: FileAccess
) -> (notebooks: [NotebookFile], unreadable: [UnreadableNotebook]) {
  let names: [String]
  do throws(FileError) {
    names = try files.list(folder)
  } catch {
    let unreadable = UnreadableNotebook(
      path: folder, diagnostic: diagnostic(error, folder, files))
    return ([], [unreadable])
  }
  let home = try? files.canonical(folder)
  var found: (notebooks: [NotebookFile], unreadable: [UnreadableNotebook]) = ([], [])
  for path in names.filter({ !$0.hasPrefix(".") }).map({ folder.appending($0) }) {
    switch files.kind(path) {
    case .folder where isLink(path, in: home, files): break
    case .folder:
      let below = notebooksBelow(path, files)
      found.notebooks += below.notebooks
      found.unreadable += below.unreadable
    case .file where path.extension == "md":
      do throws(Diagnostic) {
        let notebook = try readNotebook(path, files)
        if notebook.document.isNotebook { found.notebooks.append(notebook) }
      } catch {
        found.unreadable.append(UnreadableNotebook(path: path, diagnostic: error))
      }
    default: break
    }
  }
  return found
}

extension Document {
  /// Whether a Markdown file in a folder is meant for Quire: it has a cell or an inline value, or tries
  /// to. A faulty front matter alone may be another program's.
  fileprivate var isNotebook: Bool {
    let frontMatter = segments.first { $0.kind == .frontMatter }?.range ?? 0..<0
    let lastLine = frontMatter.isEmpty ? 0 : source.lineIndex(at: frontMatter.upperBound - 1) + 1
    return !elements.isEmpty
      || diagnostics.contains { finding in
        (finding.severity == .error || finding.code == .mistakenCell)
          && (finding.place?.line ?? 0) > lastLine
      }
  }
}

/// Whether an entry is a symbolic link; linked folders are not searched, as they may lead in circles.
func isLink(_ path: FilePath, in home: FilePath?, _ files: FileAccess) -> Bool {
  guard let home, let name = path.lastComponent, let target = try? files.canonical(path) else {
    return true
  }
  return target != home.appending(name)
}

/// What keeps a file from being read, with the nearest name when it is missing.
func diagnostic(_ error: FileError, _ path: FilePath, _ files: FileAccess) -> Diagnostic {
  switch error.reason {
  case .missing where path.isEmpty: return Diagnostic(.fileNotFound, "a file's name is empty")
  case .missing:
    let folder = path.removingLastComponent()
    let siblings = (try? files.list(folder.isEmpty ? FilePath(".") : folder)) ?? []
    let close = suggestions(for: path.lastComponent?.string ?? "", among: siblings).first
    return Diagnostic(
      .fileNotFound, "no such file: \(path)",
      hint: close.map { "did you mean \(folder.appending($0))?" })
  case .isFolder: return Diagnostic(.isDirectory, "\(path) is a folder, not a file")
  case .notPermitted, .interrupted, .changed, .other:
    return Diagnostic(.unreadableFile, "cannot read \(path): \(error)")
  }
}
