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
      licenses: defaults.licenses, sources: defaults.sources, contributors: contributors(of: root),
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
    guard checkKind(of: node, paths: draft.paths) else { return nil }
    draft.inlineTable = inlineTable(of: node)
    draft.hash = hash(of: node)
    draft.encoding = encoding(of: node)
    draft.isCompressed = isCompressed(node)
    draft.byteCount = count("bytes", of: node)
    draft.dialect = dialect(of: node, paths: draft.paths)
    draft.schema = schema(of: node, hasHeader: draft.dialect.hasHeader)
    draft.refusals = findings.refusals.sorted(by: comesFirst)
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
      Source(
        title: firstText(["title", "name"], of: $0),
        path: firstText(["path", "url", "web"], of: $0))
    }
  }

  private mutating func contributors(of node: Node) -> [Contributor] {
    objects("contributors", of: node).map { node in
      let names = ["givenName", "familyName"].compactMap { text($0, of: node) }
      return Contributor(
        title: firstText(["title", "name"], of: node)
          ?? (names.isEmpty ? nil : names.joined(separator: " ")),
        path: firstText(["path", "web"], of: node),
        roles: texts("roles", of: node) ?? text("role", of: node).map { [$0] } ?? [])
    }
  }

  /// The list of licenses, or the single one of the oldest spelling.
  private mutating func licenses(of node: Node) -> [License] {
    if node["licenses"] == nil, let license = node["license"], let name = plainText(license) {
      return [License(name: name, path: nil, title: nil)]
    }
    return objects("licenses", of: node).map {
      License(
        name: firstText(["name", "type", "id"], of: $0), path: firstText(["path", "url"], of: $0),
        title: text("title", of: $0))
    }
  }

  /// The string under the first of some keys that is there: the newest spelling, then older ones.
  private mutating func firstText(_ keys: [String], of node: Node) -> String? {
    keys.first { node[$0] != nil }.flatMap { text($0, of: node) }
  }

  /// A digest after the name of its algorithm; MD5 where none is named.
  private mutating func hash(of node: Node) -> ContentHash? {
    guard let value = node["hash"], !isNull(value), let written = text("hash", of: node) else {
      return nil
    }
    let parts = written.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = String(parts[parts.count - 1]).lowercased()
    // No MD5 has 64 digits, and everybody who writes so many means SHA-256.
    let unnamed = digits.utf8.count == 64 ? "sha256" : "md5"
    let name = parts.count == 2 ? parts[0].lowercased().filter { $0 != "-" } : unnamed
    guard let algorithm = DigestAlgorithm(rawValue: name) else {
      refuse(
        value, "hash: \(name) is not checked",
        hint: "write \"sha256:\" and the digest that sha256sum prints")
      return nil
    }
    guard digits.utf8.count == algorithm.digitCount, digits.utf8.allSatisfy(isHexDigit) else {
      fail(value, "a hash by \(name) has \(algorithm.digitCount) hexadecimal digits")
      return nil
    }
    return ContentHash(algorithm: algorithm, digits: digits)
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
  var hash: ContentHash?
  var encoding: TextEncoding?
  var isCompressed = false
  var inlineTable: InlineTable?
  var byteCount: Int?
  var dialect = Dialect()
  var schema: SchemaDraft?
  var refusals: [Diagnostic] = []

  init(name: String) { self.name = name }
}

private let packageKeys = [
  "$schema", "profile", "name", "id", "title", "description", "homepage", "version", "created",
  "keywords", "image", "licenses", "license", "sources", "contributors", "resources",
  "quire:evidence",
]

private let resourceKeys = [
  "$schema", "profile", "type", "name", "path", "data", "title", "description", "format",
  "mediatype", "encoding", "bytes", "hash", "sources", "licenses", "license", "url", "schema",
  "dialect", "scheme",
  "compression", "innerpath", "extrapaths", "homepage", "quire:evidence",
]
