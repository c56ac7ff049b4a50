// datapackage.json -> Package: the package itself and its resources. Level 1.

internal import Diagnostics
internal import Digest
internal import Files
internal import SystemPackage
internal import YAML

/// One walk over a description; findings are collected, the walk goes on.
struct PackageReader {
  let folder: FilePath
  let files: FileAccess
  var findings = Findings()
  /// The file the node at hand stands in: `datapackage.json`, or a schema or dialect it names.
  var document: JSONDocument?
  /// Of all descriptions read, end to end.
  private var digest = SHA256()

  init(folder: FilePath, files: FileAccess) {
    self.folder = folder
    self.files = files
  }

  /// Counts a description to those that say how the data is read.
  mutating func include(_ document: JSONDocument) {
    document.source.bytes.withUnsafeBytes { digest.update($0) }
  }

  mutating func read(_ document: JSONDocument) -> Package {
    self.document = document
    include(document)
    let root = document.root
    _ = mapping(root, "a data package")
    warnOfMisspelledKeys(of: root, known: packageKeys)
    let defaults = Defaults(
      evidence: evidence(of: root) ?? .unstated, sources: sources(of: root),
      licenses: licenses(of: root))
    let resources = resources(of: root, defaults: defaults)
    return Package(
      folder: folder, name: text("name", of: root), title: text("title", of: root),
      description: text("description", of: root), version: text("version", of: root),
      licenses: defaults.licenses, sources: defaults.sources,
      resources: resources, notes: findings.warnings, fingerprint: digest.finish())
  }

  /// What a resource takes over when it says nothing itself.
  struct Defaults {
    let evidence: Evidence
    let sources: [Source]
    let licenses: [License]
  }

  private mutating func resources(of root: Node, defaults: Defaults) -> [Resource] {
    guard root.mapping != nil else { return [] }
    guard let list = root["resources"] else {
      fail(root, "resources is missing", hint: "a data package lists its files in resources")
      return []
    }
    guard let nodes = list.sequence else {
      fail(list, "resources is not a list")
      return []
    }
    if nodes.isEmpty { fail(list, "resources is empty") }
    var drafts: [ResourceDraft] = []
    for node in nodes {
      guard let draft = resource(node, defaults: defaults) else { continue }
      if drafts.contains(where: { $0.name.lowercased() == draft.name.lowercased() }) {
        fail(node["name"] ?? node, "a second resource named \(draft.name)")
      }
      drafts.append(draft)
    }
    return linked(drafts)
  }

  private mutating func resource(_ node: Node, defaults: Defaults) -> ResourceDraft? {
    guard mapping(node, "a resource") != nil else { return nil }
    warnOfMisspelledKeys(of: node, known: resourceKeys)
    findings.refusals = []
    guard let name = text("name", of: node), !name.isEmpty else {
      if node["name"] == nil { fail(node, "a resource without a name") }
      return nil
    }
    var draft = ResourceDraft(name: name)
    draft.title = text("title", of: node)
    draft.description = text("description", of: node)
    draft.evidence = evidence(of: node) ?? defaults.evidence
    draft.sources = node["sources"] == nil ? defaults.sources : sources(of: node)
    draft.licenses = node["licenses"] == nil ? defaults.licenses : licenses(of: node)
    draft.paths = paths(of: node)
    checkKind(of: node, paths: draft.paths)
    draft.sha256 = hash(of: node)
    draft.byteCount = count("bytes", of: node)
    draft.dialect = dialect(of: node, paths: draft.paths)
    draft.schema = schema(of: node, hasHeader: draft.dialect.hasHeader)
    draft.refusals = findings.refusals
    checkStudy(draft, node)
    return draft
  }

  /// That data is a study's own is signed with a digest and a source.
  private mutating func checkStudy(_ draft: ResourceDraft, _ node: Node) {
    guard draft.evidence == .study, node["hash"] == nil || draft.sources.isEmpty else { return }
    fail(
      node["quire:evidence"] ?? node,
      "evidence study needs a hash of every file and sources, which \(draft.name) lacks")
  }

  private mutating func evidence(of node: Node) -> Evidence? {
    guard let value = node["quire:evidence"] else { return nil }
    if let word = plainText(value), let evidence = Evidence(rawValue: word) { return evidence }
    let kinds = Evidence.allCases.map(\.rawValue)
    fail(
      value, "quire:evidence is one of \(kinds.joined(separator: ", "))",
      hint: value.text.flatMap { didYouMean($0, among: kinds) })
    return nil
  }

  private mutating func sources(of node: Node) -> [Source] {
    objects("sources", of: node).map {
      Source(title: text("title", of: $0), path: text("path", of: $0))
    }
  }

  private mutating func licenses(of node: Node) -> [License] {
    objects("licenses", of: node).map {
      License(
        name: text("name", of: $0), path: text("path", of: $0), title: text("title", of: $0))
    }
  }

  private mutating func hash(of node: Node) -> String? {
    guard let value = node["hash"], let written = text("hash", of: node) else { return nil }
    let parts = written.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let algorithm = parts.count == 2 ? parts[0].lowercased() : "md5"
    let digest = String(parts[parts.count - 1])
    if algorithm == "sha256" || parts.count == 1 && digest.utf8.count == 64 {
      if digest.utf8.count == 64, digest.utf8.allSatisfy(isHexDigit) { return digest.lowercased() }
      fail(value, "a sha256 hash has 64 hexadecimal digits")
      return nil
    }
    refuse(
      value, "hash: \(algorithm) is not checked",
      hint: "write \"sha256:\" and the digest that sha256sum prints")
    return nil
  }
}

/// A resource while the keys that point to other resources are not resolved yet.
struct ResourceDraft {
  let name: String
  var title: String?
  var description: String?
  var paths: [FilePath] = []
  var evidence = Evidence.unstated
  var sources: [Source] = []
  var licenses: [License] = []
  var sha256: String?
  var byteCount: Int?
  var dialect = Dialect()
  var schema: SchemaDraft?
  var refusals: [Diagnostic] = []

  init(name: String) { self.name = name }
}

private let packageKeys = [
  "$schema", "profile", "name", "id", "title", "description", "homepage", "version", "created",
  "keywords", "image", "licenses", "sources", "contributors", "resources", "quire:evidence",
]

private let resourceKeys = [
  "$schema", "profile", "type", "name", "path", "data", "title", "description", "format",
  "mediatype", "encoding", "bytes", "hash", "sources", "licenses", "schema", "dialect", "scheme",
  "compression", "innerpath", "extrapaths", "homepage", "quire:evidence",
]
