// Files that are not on disk yet, to be read as if they were. Level 0.

public import SystemPackage

extension FileAccess {
  /// The same doors, but for some files whose bytes are given.
  ///
  /// - Parameter given: the bytes by path, as it will be asked for.
  public func overlaid(with given: [FilePath: [UInt8]]) -> FileAccess {
    let (read, kind, stamp) = (read, kind, stamp)
    return FileAccess(
      read: { (path: FilePath) throws(FileError) in
        if let bytes = given[path] { return FileContents(bytes) }
        return try read(path)
      }, write: write, replace: replace, kind: { given[$0] != nil ? .file : kind($0) }, list: list,
      canonical: canonical, stamp: { given[$0] != nil ? nil : stamp($0) })
  }
}
