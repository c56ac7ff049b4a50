// The files behind the data of a notebook, known by their bytes without loading them. Level 3.

internal import Datasets
internal import Diagnostics
internal import Files
internal import Notebook
internal import SystemPackage
internal import Tabular

/// Which files make which table or schema of a notebook, and the state they were in.
struct DataSources: Sendable {
  private struct Source {
    let key: TableKey
    let stamps: [FileStamp?]
  }

  private var sources: [String: Source] = [:]
  private let environment: Environment

  /// Looks at the files that a front matter names; what is missing or malformed is left out.
  ///
  /// - Parameter always: whether also without a cache folder, where digests cannot be remembered and the state
  ///   of a file stands for its bytes.
  init(
    of document: Document, in folder: FilePath, _ environment: Environment, always: Bool = false
  ) {
    self.environment = environment
    guard always || environment.cache != nil else { return }
    for entry in document.frontMatter.data where entry.path != "-" {
      let path = entry.location(from: folder)
      if environment.files.kind(path) == .folder {
        addPackage(at: path)
      } else {
        let name = entry.name ?? path.tableName
        add(name, TableKey(file: path, entry.optionTexts, sha256: entry.sha256))
      }
    }
  }

  private mutating func addPackage(at path: FilePath) {
    guard let package = try? readPackage(at: path, files: environment.files) else { return }
    for resource in package.resources {
      add(
        resource.name,
        TableKey(paths: resource.readPaths, reading: "\(package.fingerprint) \(resource.name)"))
    }
  }

  private mutating func add(_ name: String, _ key: TableKey) {
    let stamps = key.paths.map(environment.files.stamp)
    sources[name.asciiLowercased] = Source(key: key, stamps: stamps)
  }

  /// The names of all tables and schemas, in lower case and in order.
  var names: [String] { sources.keys.sorted() }

  /// What tables and schemas are, by name; those that are none of the data are missing.
  func identities(of names: Set<String>) -> [String: String] {
    Dictionary(
      names.compactMap { name in identity(of: name).map { (name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// What a table or schema is, in a word that files with other bytes or another way of reading do not
  /// have.
  ///
  /// - Parameter name: in lower case.
  /// - Returns: nil when it is none of the data, and empty when its files have changed since this was
  ///   made or cannot be read.
  private func identity(of name: String) -> String? {
    guard let source = sources[name] else { return nil }
    guard let folder = environment.cache else { return stampWords(of: source) }
    let digests = FileDigests(folder, environment.files)
    var words = [source.key.reading]
    for (path, stamp) in zip(source.key.paths, source.stamps) {
      guard let stamp, environment.files.stamp(path) == stamp,
        let digest = digests.known(path, isInterrupted: environment.isInterrupted)
          ?? digests.digest(of: path, expected: stamp, isInterrupted: environment.isInterrupted)
      else { return "" }
      words.append(digest)
    }
    return digest(words)
  }

  /// The state of the files in a word, empty when it is another by now.
  private func stampWords(of source: Source) -> String {
    guard zip(source.key.paths, source.stamps).allSatisfy({ environment.files.stamp($0) == $1 })
    else { return "" }
    return digest([source.key.reading] + source.stamps.map { "\(String(describing: $0))" })
  }

  /// The files that are others by now, in order.
  var changedFiles: [FilePath] {
    let changed = sources.values.flatMap { source in
      zip(source.key.paths, source.stamps).filter { environment.files.stamp($0) != $1 }.map(\.0)
    }
    return Set(changed).sorted { $0.string < $1.string }
  }
}
